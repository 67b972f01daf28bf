import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	isAnswered,
	isLasting,
	pageAddress,
	redirectOf
} from '../../../src/lib/offline/requests.ts';

const base = new URL('https://host.example/some/where/');

/** Paths of the site, and those that look like them. */
const path = fc
	.array(
		fc.oneof(
			fc.webSegment(),
			fc.constantFrom('', '..', 'some', 'where', 'wherever', 'compare', '_app', 'immutable'),
			fc.constantFrom('index.html', 'notindex.html', '%2e%2e', 'a.js', 'https:', 'other.example')
		),
		{ maxLength: 6 }
	)
	.map((parts) => parts.join('/'));
const origin = fc.oneof(
	{ weight: 3, arbitrary: fc.constant(base.origin) },
	fc.constantFrom(
		'http://host.example',
		'https://host.example:8443',
		'https://host.example.evil.example',
		'https://other.example',
		'https://host.example@other.example'
	)
);
const folder = fc.constantFrom('/', '/some/where/', '/some/where', '/some/', '/some/where//');
const query = fc.constantFrom(
	'',
	'',
	'?',
	'?from=app',
	'?to=https://other.example/',
	'?/immutable/'
);
const address = fc
	.tuple(origin, folder, path, query)
	.map((parts) => parts.join(''))
	.filter((text) => URL.canParse(text))
	.map((text) => new URL(text).href);

const method = fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS');
const headers = fc.constantFrom({}, {}, { range: 'bytes=0-' }, { Range: 'bytes=1-2' }, { a: 'b' });

test('only whole files of the site’s own folder are answered, whoever asks for what', () => {
	let answered = 0;
	fc.assert(
		fc.property(address, method, headers, (url, method, entries) => {
			const asked = { url, method, headers: new Headers(entries) };
			const { origin, pathname, username } = new URL(url);
			const isOwn =
				origin === base.origin && username === '' && pathname.startsWith('/some/where/');
			const isWhole = method === 'GET' && !('range' in entries || 'Range' in entries);
			expect(isAnswered(asked, base)).toBe(isOwn && isWhole);
			if (isOwn && isWhole) answered++;
		}),
		{ numRuns: 500 }
	);
	expect(answered).toBeGreaterThan(0);
});

test('a page that is opened stays on its host, and is redirected once at most, with its options', () => {
	fc.assert(
		fc.property(address, (url) => {
			const page = new URL(pageAddress(url));
			expect(page.origin).toBe(new URL(url).origin);
			expect(page.href).toMatch(/\/$/);
			expect(page.search).toBe('');
			expect(pageAddress(page.href)).toBe(page.href);
			const elsewhere = redirectOf(url);
			if (elsewhere === null) return;
			expect(redirectOf(elsewhere)).toBeNull();
			expect(new URL(elsewhere).origin).toBe(page.origin);
			expect(new URL(elsewhere).search).toBe(new URL(url).search);
		}),
		{ numRuns: 500 }
	);
	expect(redirectOf(`${base.href}compare?from=app`)).toBe(`${base.href}compare/?from=app`);
	expect(redirectOf(`${base.href}index.html`)).toBe(base.href);
	expect(redirectOf(base.href)).toBeNull();
	expect(pageAddress(`${base.href}notindex.html`)).toBe(`${base.href}notindex.html/`);
});

test('what passes by is kept only where its name is that of its bytes', () => {
	fc.assert(
		fc.property(address, (url) => {
			const { pathname, search } = new URL(url);
			const isNamed = search === '' && /^\/some\/where\/_app\/immutable\//.test(pathname);
			expect(isLasting(url, base)).toBe(isNamed);
		}),
		{ numRuns: 500 }
	);
	expect(isLasting(`${base.href}_app/immutable/chunks/a.js`, base)).toBe(true);
	expect(isLasting(`${base.href}?/immutable/`, base)).toBe(false);
	expect(isLasting(`${base.href}_app/immutable/a.js?1`, base)).toBe(false);
	const odd = new URL('https://host.example/immutable/');
	expect(isLasting(`${odd.href}compare/`, odd)).toBe(false);
});
