import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import layers from './eslint.layers.js';
import svelteConfig from './svelte.config.js';

const ENUM = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };

// no-restricted-imports sees only static imports.
const LATE_TENSORFLOW = {
	selector: 'ImportExpression[source.value=/^@tensorflow/]',
	message: 'Only src/lib/runtimes runs networks.'
};

/** @type {{ overrides: { rules: Record<string, unknown> }[] }} */
const { overrides } = JSON.parse(readFileSync(new URL('.oxlintrc.json', import.meta.url), 'utf8'));

/** What oxlint finds in TypeScript, in a tenth of the time, is not looked for again. */
const LEFT_TO_OXLINT = overrides.flatMap(({ rules }) =>
	Object.keys(rules)
		.map((name) => name.replace('typescript/', ''))
		.flatMap((name) => [name, `@typescript-eslint/${name}`])
);

export default defineConfig([
	// Outside src no import is restricted and nothing is Svelte: oxlint alone looks there.
	globalIgnores(['*', '!src/']),
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	prettier,
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
	{
		files: ['src/**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		rules: Object.fromEntries(LEFT_TO_OXLINT.map((name) => [name, 'off']))
	},
	...layers
]);
