import { expect } from '@playwright/test';
import type { Driver, KeyPress, Size } from './drivers/driver.ts';
import { installFinder, stepsOf, type Target } from './finder.ts';

type Point = Readonly<{ x: number; y: number }>;

/** What a person does with a page and sees on it, in any browser. */
export type Page = ReturnType<typeof pageOf>;

const strokes = (key: string): readonly KeyPress[] => [
	{ kind: 'down', key },
	{ kind: 'up', key }
];

/** A call of a function in the page with values that are JSON. */
const callOf = (call: (...values: never[]) => unknown, ...values: unknown[]): string =>
	`(${String(call)})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join(', ')})`;

/** @param site where the pages are */
export function pageOf(driver: Driver, site: string) {
	const run = <T>(call: (...values: never[]) => T | Promise<T>, ...values: unknown[]) =>
		driver.evaluate<T>(callOf(call, ...values));

	async function open(path: string): Promise<void> {
		await driver.goto(new URL(path, site).href);
		await run(installFinder);
	}

	/** What a function in the page makes of the things that are found. */
	const of = <T>(target: Target, read: (found: HTMLElement[]) => T): Promise<T> =>
		driver.evaluate<T>(`(${String(read)})(finder(${JSON.stringify(stepsOf(target))}))`);

	const count = (target: Target) => of(target, (found) => found.length);

	const text = (target: Target) =>
		of(target, (found) => (found[0]?.innerText ?? '').replace(/\s+/g, ' ').trim());

	const value = (target: Target) =>
		of(target, (found) => (found[0] as HTMLInputElement | undefined)?.value ?? null);

	const see = (target: Target) =>
		expect
			.poll(() => count(target), { message: JSON.stringify(stepsOf(target)) })
			.toBeGreaterThan(0);

	const miss = (target: Target) =>
		expect.poll(() => count(target), { message: JSON.stringify(stepsOf(target)) }).toBe(0);

	const reads = (target: Target, words: string | RegExp) => {
		const told = expect.poll(() => text(target), { message: JSON.stringify(stepsOf(target)) });
		return typeof words === 'string' ? told.toContain(words) : told.toMatch(words);
	};

	/** The middle of the first thing found, once it is in view and stands still. */
	async function middle(target: Target): Promise<Point> {
		await see(target);
		const place = () =>
			of(target, (found) => {
				found[0]?.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
				const box = found[0]?.getBoundingClientRect();
				return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
			});
		let last = await place();
		for (;;) {
			const now = await place();
			if (now && now.x === last?.x && now.y === last.y) return now;
			last = now;
		}
	}

	async function hover(target: Target): Promise<void> {
		await driver.pointer([{ kind: 'move', ...(await middle(target)) }]);
	}

	/** What is on its way to its final form can be seen before it can be used. */
	const use = (target: Target) =>
		expect
			.poll(() => of(target, (found) => found[0]?.matches(':not(:disabled)') ?? false), {
				message: JSON.stringify(stepsOf(target))
			})
			.toBe(true);

	async function click(target: Target): Promise<void> {
		await use(target);
		const at = await middle(target);
		await driver.pointer([
			{ kind: 'down', ...at },
			{ kind: 'up', ...at }
		]);
	}

	const focus = (target: Target) => of(target, (found) => found[0]?.focus());

	/** Presses a key, with those named before it held: `Control+z`. */
	async function press(keys: string): Promise<void> {
		const all = keys.split('+');
		await driver.keys([
			...all.map((key) => ({ kind: 'down' as const, key })),
			...all.toReversed().map((key) => ({ kind: 'up' as const, key }))
		]);
	}

	const type = (words: string) => driver.keys([...words].flatMap(strokes));

	/** Replaces what stands in a field. */
	async function fill(target: Target, words: string): Promise<void> {
		await see(target);
		await of(target, (found) => {
			found[0]?.focus();
			(found[0] as HTMLInputElement | undefined)?.select();
		});
		await type(words);
	}

	/** Chooses from a native list, whose open form belongs to the browser and not to the page. */
	async function choose(target: Target, option: string): Promise<void> {
		await see(target);
		await driver.evaluate(
			`((found, value) => {
				found[0].value = value;
				found[0].dispatchEvent(new Event('change', { bubbles: true }));
			})(finder(${JSON.stringify(stepsOf(target))}), ${JSON.stringify(option)})`
		);
	}

	/** Drops a file on the page. */
	const drop = (name: string, base64: string) =>
		run(
			(name: string, base64: string) => {
				const data = new DataTransfer();
				const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
				data.items.add(new File([content], name));
				for (const kind of ['dragover', 'drop'])
					document.body.dispatchEvent(
						new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })
					);
			},
			name,
			base64
		);

	const hash = () => run(() => decodeURIComponent(location.hash));

	return {
		driver,
		open,
		run,
		of,
		count,
		text,
		value,
		see,
		miss,
		reads,
		middle,
		hover,
		click,
		focus,
		press,
		type,
		fill,
		choose,
		drop,
		hash,
		resize: (size: Size) => driver.resize(size)
	};
}
