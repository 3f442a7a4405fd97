import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { codeVersion } from '../../core/store';
import { frontDesk, givenSalesTeam, somebody, until, type Answer, type FrontDesk } from '../support/frontDesk';
import { itemsOf, useRealN8n } from '../support/realN8n';
import { healthCheck } from '../support/workflows';

const rounds = process.env.GUANXI_SOAK ? 20 : 3;

/** Visitors who post until they are stopped, and post again what was not answered. */
class Visitors {
	readonly answered = new Map<string, Answer>();
	private readonly unanswered: Array<Record<string, unknown>> = [];
	private readonly work: Array<Promise<void>> = [];
	private open = true;

	constructor(private readonly desk: FrontDesk) {}

	start(count: number): void {
		this.open = true;
		for (let i = 0; i < count; i++) this.work.push(this.visit());
	}

	/** Resolves when nobody posts any more. */
	async stop(): Promise<void> {
		this.open = false;
		await Promise.all(this.work.splice(0));
	}

	private async visit(): Promise<void> {
		while (this.open) {
			const person = this.unanswered.pop() ?? somebody({ message: '请联系我' });
			const answer = await this.desk.post(person).catch(() => undefined);
			if (answer?.status === 200) this.answered.set(String(person.phone), answer);
			else {
				this.unanswered.push(person);
				await sleep(50);
			}
		}
	}
}

/** Every answered lead is stored once under the id of its answer, with one task; nobody is stored twice or logged twice. */
async function expectComplete(desk: FrontDesk, { answered }: Visitors): Promise<void> {
	const leads = await desk.all('lead');
	const byPhone = Object.groupBy(leads, ({ phone }) => String(phone));
	expect(Object.entries(byPhone).filter(([, same]) => same?.length !== 1)).toEqual([]);
	const stored = new Set(leads.map(({ id }) => id));
	const lost = [...answered.values()].filter(({ body }) => !stored.has(String(body.leadId)));
	expect(lost).toEqual([]);
	const tasks = Object.groupBy(await desk.all('task'), ({ leadId }) => String(leadId));
	const wrong = [...answered.values()].filter(
		({ body }) => tasks[String(body.leadId)]?.filter(({ kind }) => kind === 'firstContact').length !== 1,
	);
	expect(wrong).toEqual([]);
	expect(new Set(leads.map(({ number }) => number)).size).toBe(leads.length);
	const logged = async () => (await desk.all('activity')).map(({ leadId }) => String(leadId)).sort();
	// An event that was with its workflow when n8n was killed comes again after 30 s.
	await until(async () => (await logged()).length >= leads.length, 60_000);
	expect(await logged()).toEqual([...stored].sort());
}

/** Makes the package one of a later release, which adds a column. */
function addColumn(folder: string): void {
	const bundle = join(folder, 'dist', 'guanxi.js');
	const list = /^var migrations = \[(.+)\];$/m;
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

	const untilAnswered = async (more: number) => {
		const before = visitors.answered.size;
		while (visitors.answered.size < before + more) await sleep(20);
	};

	it('loses no answered lead when n8n updates the package to one with another schema, and goes on in the new version', async () => {
		const { name } = n8n.registry.publish(n8n.tarball);
		n8n.registry.publish(n8n.tarball, '99.0.0', addColumn);
		const health = async () => itemsOf(await n8n.run(healthCheck(), 'Start'), 'Check')[0];
		expect(await health()).toMatchObject({ schemaVersion: codeVersion, codeVersion });

		visitors.start(3);
		await untilAnswered(10);
		const before = visitors.answered.size;
		expect((await n8n.client.updatePackage(name, '99.0.0')).installedVersion).toBe('99.0.0');
		await untilAnswered(10);
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
				await untilAnswered(10);
				await sleep(Math.random() * 300);
				await n8n.instance.kill();
				await visitors.stop();
				await n8n.instance.start();
			}
			visitors.start(2);
			await untilAnswered(10);
			await visitors.stop();
			await expectComplete(desk, visitors);
		},
		rounds * 60_000 + 60_000,
	);
});
