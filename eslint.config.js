import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import layers from './layers.js';
import svelteConfig from './svelte.config.js';

const ENUM = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };

// no-restricted-imports sees only static imports.
const LATE_TENSORFLOW = {
	selector: 'ImportExpression[source.value=/^@tensorflow/]',
	message: 'Only src/lib/runtimes runs networks.'
};

export default defineConfig([
	// What is not Svelte is left to oxlint, which needs a tenth of the time.
	globalIgnores(['*', '!src/', '**/*.ts', '!**/*.svelte.ts']),
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	svelte.configs.prettier,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			// TypeScript knows every name; this rule does not know its types.
			'no-undef': 'off',
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'no-restricted-syntax': ['error', ENUM]
		}
	},
	{
		files: ['src/**'],
		ignores: ['src/lib/runtimes/**'],
		rules: { 'no-restricted-syntax': ['error', ENUM, LATE_TENSORFLOW] }
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, svelteConfig }
		}
	},
	...layers
]);
