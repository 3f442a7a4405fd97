import { setTimeout as sleep } from 'node:timers/promises';
import { somebody, until, type Answer, type FrontDesk } from './frontDesk';

/** Visitors who post until they are stopped, and post again what was not answered. */
export class Visitors {
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

	/** Resolves when so many more have been answered with success. */
	async untilAnswered(more: number): Promise<void> {
		const before = this.answered.size;
		while (this.answered.size < before + more) await sleep(20);
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
export async function expectComplete(desk: FrontDesk, { answered }: Visitors): Promise<void> {
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
