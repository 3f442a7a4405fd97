import { setTimeout as sleep } from 'node:timers/promises';

import { frontDesk, somebody, type Answer, type FrontDesk } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';

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

/** Every answered lead is stored once under the id of its answer, with one task; nobody is stored twice. */
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
}

describe('captures while n8n is interrupted', () => {
	const n8n = useRealN8n({ registry: true });
	const desk = frontDesk(n8n);
	const visitors = new Visitors(desk);

	beforeAll(async () => void (await n8n.publishShipped('lead-capture.json')), 60_000);

	const untilAnswered = async (more: number) => {
		const before = visitors.answered.size;
		while (visitors.answered.size < before + more) await sleep(20);
	};

	it('loses no answered lead when n8n updates the package, and goes on in the new version', async () => {
		const { name } = n8n.registry.publish(n8n.tarball);
		n8n.registry.publish(n8n.tarball, '99.0.0');
		visitors.start(3);
		await untilAnswered(10);
		expect((await n8n.client.updatePackage(name, '99.0.0')).installedVersion).toBe('99.0.0');
		await untilAnswered(10);
		await visitors.stop();
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
