import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeVersion } from '../../core/store';
import { frontDesk, givenSalesTeam } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { expectComplete, Visitors } from '../support/visitors';
import { healthCheck } from '../support/workflows';

const rounds = process.env.GUANXI_SOAK ? 20 : 3;

/** Makes the package one of a later release, which adds a column. */
function addColumn(folder: string): void {
	const bundle = join(folder, 'dist', 'guanxi.js');
	const list = /^var migrations = \[([^\]]+)\];$/m;
	const code = readFileSync(bundle, 'utf8');
	if (!list.test(code)) throw new Error('The list of migrations is not where this test looks for it.');
	const later = `{ at: ${codeVersion + 1}, name: 'Later', sqlite: ['ALTER TABLE "crm_lead" ADD COLUMN "later" TEXT'] }`;
	writeFileSync(bundle, code.replace(list, `var migrations = [$1, ${later}];`));
}

/** What stands in a file, read by SQLite itself. */
function storeAt(file: string): { integrity: unknown; columns: string[]; leads: number } {
	const database = new DatabaseSync(file, { readOnly: true });
	const all = (sql: string) => database.prepare(sql).all() as Array<Record<string, unknown>>;
	const found = {
		integrity: all('PRAGMA integrity_check')[0].integrity_check,
		columns: all('PRAGMA table_info("crm_lead")').map(({ name }) => String(name)),
		leads: Number(all('SELECT count(*) AS n FROM "crm_lead"')[0].n),
	};
	database.close();
	return found;
}

describe('captures while n8n is interrupted', () => {
	const n8n = useRealN8n({ registry: true });
	const desk = frontDesk(n8n);
	const visitors = new Visitors(desk);

	beforeAll(async () => {
		await givenSalesTeam(desk.crm, ['陈晓东', '林佳']);
		await n8n.publishShipped('lead-capture.json');
		await n8n.publishShipped('new-lead-log.json');
	}, 60_000);

	it('loses no answered lead when n8n updates the package to one with another schema, and goes on in the new version', async () => {
		const { name } = n8n.registry.publish(n8n.tarball);
		n8n.registry.publish(n8n.tarball, '99.0.0', addColumn);
		const health = async () => itemsOf(await n8n.run(healthCheck(), 'Start'), 'Check')[0];
		expect(await health()).toMatchObject({ schemaVersion: codeVersion, codeVersion });

		visitors.start(3);
		await visitors.untilAnswered(10);
		const before = visitors.answered.size;
		expect((await n8n.client.updatePackage(name, '99.0.0')).installedVersion).toBe('99.0.0');
		await visitors.untilAnswered(10);
		await visitors.stop();

		expect(await health()).toMatchObject({ schemaVersion: codeVersion + 1, codeVersion: codeVersion + 1 });
		expect(storeAt(n8n.crmFile)).toMatchObject({ integrity: 'ok', columns: expect.arrayContaining(['later']) as string[] });
		const copy = storeAt(`${n8n.crmFile}.before-${codeVersion}`);
		expect(copy).toMatchObject({ integrity: 'ok', columns: expect.not.arrayContaining(['later']) as string[] });
		expect(copy.leads).toBeGreaterThanOrEqual(before);
		await expectComplete(desk, visitors);
	}, 180_000);

	it(
		`keeps every answered lead exactly once over ${rounds} kills`,
		async () => {
			for (let round = 0; round < rounds; round++) {
				visitors.start(4);
				await visitors.untilAnswered(10);
				await sleep(Math.random() * 300);
				await n8n.instance.kill();
				await visitors.stop();
				await n8n.instance.start();
			}
			visitors.start(2);
			await visitors.untilAnswered(10);
			await visitors.stop();
			await expectComplete(desk, visitors);
		},
		rounds * 60_000 + 60_000,
	);
});
