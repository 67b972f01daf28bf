/** Every other tensor of a safetensors file, as a file of its own. @param half which of the two */
export function shardOf(file: Uint8Array, half: number): Uint8Array<ArrayBuffer> {
	const bytes = Buffer.from(file);
	const end = 8 + Number(bytes.readBigUInt64LE());
	const header = JSON.parse(bytes.toString('utf8', 8, end)) as Record<
		string,
		{ data_offsets: [number, number] }
	>;
	const values: Buffer[] = [];
	let at = 0;
	const entries = Object.entries(header)
		.filter(([name], i) => name !== '__metadata__' && i % 2 === half)
		.map(([name, entry]) => {
			const [from, to] = entry.data_offsets;
			values.push(bytes.subarray(end + from, end + to));
			at += to - from;
			return [name, { ...entry, data_offsets: [at - to + from, at] }] as const;
		});
	const text = Buffer.from(JSON.stringify(Object.fromEntries(entries)));
	const length = Buffer.alloc(8);
	length.writeBigUInt64LE(BigInt(text.length));
	return new Uint8Array(Buffer.concat([length, text, ...values]));
}
