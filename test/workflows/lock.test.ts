import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../tools/n8n/lock';

it('lets the second wait until the first is done', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'guanxi-lock-'));
	const file = join(folder, 'x.lock');
	const order: string[] = [];
	let release = () => {};
	const first = withLock(file, async () => {
		order.push('first begins');
		await new Promise<void>((resolve) => (release = resolve));
		order.push('first ends');
	});
	const second = withLock(
		file,
		async () => {
			order.push('second begins');
			await Promise.resolve();
		},
		() => {
			order.push('second waits');
			release();
		},
	);
	await Promise.all([first, second]);
	rmSync(folder, { recursive: true });
	expect(order).toEqual(['first begins', 'second waits', 'first ends', 'second begins']);
});
