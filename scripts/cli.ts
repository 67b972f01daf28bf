#!/usr/bin/env node
// The package's command: convnext-explorer count ..., convnext-explorer completion SHELL.
import process from 'node:process';
import packageJson from '../package.json' with { type: 'json' };
import { COMPLETION_USAGE, printCompletion } from './completion.ts';
import { runCommand, UsageError } from './run-command.ts';

const USAGE = `convnext-explorer COMMAND [...]

Exact parameters, MACs and activations of ConvNeXt, ResNet, Swin, ViT and their relatives, layer by layer.

Commands
  count       what a design costs; count --help says more
  completion  what makes a shell complete names and options: ${COMPLETION_USAGE}

  --version   prints the version
  --help      prints this

For example
  convnext-explorer count convnext_tiny
  convnext-explorer count --list resnet 50
  convnext-explorer completion bash >> ~/.bashrc

Exit code: 0 where it worked, 2 where the command line cannot be obeyed, 1 for anything else.`;

const [command, ...rest] = process.argv.slice(2);

if (command === 'count') {
	// The command finds its own arguments where it would without this file.
	process.argv.splice(2, 1);
	await import('./count.ts');
} else {
	await runCommand(() => {
		if (command === undefined || command === '--help' || command === '-h') console.log(USAGE);
		else if (command === '--version' || command === '-v') console.log(packageJson.version);
		else if (command === 'completion') console.log(printCompletion(rest));
		else
			throw new UsageError(
				`“${command}” is no command; there are count and completion\n\n${USAGE}`
			);
	});
}
