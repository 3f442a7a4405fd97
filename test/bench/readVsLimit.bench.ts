import { checkout } from '../../tools/n8n/locations';
import { run } from '../../tools/n8n/npm';
import type { Measure } from './bench';
import { bundleProcess } from './bundleProcess';
import { onLargeStores } from './largeBench';
import { filledStore } from './largeStore';

/** `npm run bench -- --only read-vs-limit` */
export const readVsLimit = onLargeStores('read-vs-limit', async (engine, { customers, quick, say }) => {
	const program = await bundleProcess('readVsLimit');
	const store = await filledStore(engine, customers, say);
	try {
		const where = `${engine}, ${customers.toLocaleString('en')} customers`;
		const options = [JSON.stringify(store.connection), where, quick ? 'quick' : 'thorough'];
		const output = await run(process.execPath, [program, ...options], { cwd: checkout });
		const parts = output
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as Measure);
		for (const { work, ours, theirs } of parts) say(`${work}: ours ${ours} ms, theirs ${theirs} ms`);
		return parts;
	} finally {
		await store.close();
	}
});
