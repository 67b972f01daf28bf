import { losesNestedWorkers, startWorkersOnPage } from '../../workers/page-workers.ts';
import { serve } from './serve.ts';

if (losesNestedWorkers()) startWorkersOnPage(self);
serve(self);
