import { setTimeout as sleep } from 'node:timers/promises';
import { closeStores, openCrm } from '../../core';
import type { Crm } from '../../core/crm';
import { itemsOf, RealN8n, type Execution } from '../support/realN8n';
import { rowOf, type Bench, type Measure } from './bench';
import { leadOf } from './people';
import { percentile, round } from './statistics';

const log = { workflow: 'guanxiNewLeadLg1', trigger: 'Lead Assigned' };
const limits = { sameProcess: 200, otherProcess: 3000 };
/** Milliseconds from one lead to the next: n8n has to do more than this, but it is not all that it can do. */
const pace = 250;
/** As many as n8n's list of executions gives at once. */
const most = 250;

/** What a started workflow knows of the event that started it. */
interface Heard {
	readonly recordId: string;
	readonly at: string;
}

/** `npm run bench -- --only event-to-start` */
export const eventToStart: Bench = {
	id: 'event-to-start',
	async run({ quick, say }) {
		const n8n = new RealN8n({});
		try {
			await n8n.begin();
			const crm = openCrm({ kind: 'sqlite', path: n8n.crmFile }, { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false });
			const ownerId = await makeTeam(crm);
			await n8n.publishShipped('lead-capture.json');
			await n8n.publishShipped('new-lead-log.json');
			const events = new Events(n8n, ownerId);
			const warm = await events.posted(20, pace);
			const paced = await events.posted(quick ? 80 : 120, pace);
			const rushed = await events.posted(quick ? 40 : 60, 0);
			const others = await events.written(crm, quick ? 10 : 20);
			say(
				`first ${at(warm, 0.5)} ms, paced ${at(paced, 0.5)} ms, without a pause ${at(rushed, 0.5)} ms, by another process ${at(others, 0.5)} ms`,
			);
			const rush = `the same without a pause between the posts, so that n8n works on several at once: ${at(rushed, 0.5)} ms, p99 ${at(rushed, 0.99)} ms`;
			return rowOf('event-to-start', [
				{ ...measure('posted to Lead Capture, four a second', paced, limits.sameProcess), notes: [rush] },
				measure('created by another process', others, limits.otherProcess),
			]);
		} finally {
			await closeStores();
			await n8n.end();
		}
	},
};

async function makeTeam(crm: Crm): Promise<string> {
	const [user] = await crm.records.create('user', [{ item: 0, fields: { name: '陈晓东' } }]);
	if (!user.ok) throw user.error;
	const [rule] = await crm.leads.defineAssignment([{ item: 0, fields: { name: 'In turn', method: 'roundRobin' } }]);
	if (!rule.ok) throw rule.error;
	return user.value.id;
}

/** Leads that come in, and the milliseconds until the workflow that waits for them starts. */
class Events {
	#leads = 0;

	constructor(
		private readonly n8n: RealN8n,
		private readonly ownerId: string,
	) {}

	/** Counts from the beginning of the call that writes, which is a little before its commit. */
	async posted(count: number, pause: number): Promise<number[]> {
		for (let i = 0; i < count; i++) {
			const next = sleep(pause);
			await this.n8n.post('guanxi/lead', leadOf(this.#leads++));
			await next;
		}
		return (await this.#started(count)).map(({ startedAt, event }) => startedAt - Date.parse(event.at));
	}

	/** Counts from the commit. */
	async written(crm: Crm, count: number): Promise<number[]> {
		const committed = new Map<string, number>();
		for (let i = 0; i < count; i++) {
			const fields = { ...leadOf(this.#leads++), ownerId: this.ownerId };
			const [lead] = await crm.records.create('lead', [{ item: 0, fields }]);
			if (!lead.ok) throw lead.error;
			committed.set(lead.value.id, Date.now());
			await sleep(pace * Math.random());
		}
		return (await this.#started(count)).map(({ startedAt, event }) => startedAt - (committed.get(event.recordId) ?? NaN));
	}

	async #started(count: number): Promise<Array<{ startedAt: number; event: Heard }>> {
		if (this.#leads > most) throw new Error(`more than ${most} events`);
		const executions = await this.n8n.untilExecutions(log.workflow, this.#leads, 60_000);
		return executions
			.map((execution) => ({ startedAt: Date.parse(execution.startedAt), event: eventOf(execution) }))
			.sort((a, b) => a.startedAt - b.startedAt)
			.slice(-count);
	}
}

const eventOf = (execution: Execution) => itemsOf(execution, log.trigger)[0] as Heard;

const at = (waits: readonly number[], share: number) => round(percentile(waits, share));

function measure(how: string, waits: readonly number[], limit: number): Measure {
	const p99 = at(waits, 0.99);
	return {
		work: `p99 from commit to workflow start, ${waits.length} leads ${how}`,
		unit: 'ms',
		ours: p99,
		oursP50: at(waits, 0.5),
		oursP99: p99,
		theirs: null,
		theirsP50: null,
		theirsP99: null,
		ratio: null,
		target: `≤ ${limit} ms`,
		met: p99 <= limit,
		notes: [`median ${at(waits, 0.5)} ms ${how}`],
	};
}
