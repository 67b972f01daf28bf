const BROWSERS: readonly (readonly [pattern: RegExp, name: string])[] = [
	[/Edg\/(\d+)/, 'Edge'],
	[/Firefox\/(\d+)/, 'Firefox'],
	[/Chrome\/(\d+)/, 'Chrome'],
	[/Version\/(\d+).*Safari/, 'Safari']
];

/** A browser's name and major version from its user agent. */
export function browserName(userAgent: string): string {
	for (const [pattern, name] of BROWSERS) {
		const version = pattern.exec(userAgent)?.[1];
		if (version) return `${name} ${version}`;
	}
	return userAgent;
}
