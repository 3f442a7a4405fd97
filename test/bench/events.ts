import { setTimeout as sleep } from 'node:timers/promises';
import type { Crm } from '../../core/crm';
import { itemsOf, type Execution, type N8nActions } from '../support/n8nActions';
import { leadOf } from './people';

const log = { workflow: 'guanxiNewLeadLg1', trigger: 'Lead Assigned' };
/** Milliseconds from one lead to the next: n8n has to do more than this, but it is not all that it can do. */
export const pace = 250;
/** As many as n8n's list of executions gives at once. */
const most = 250;

/** What a started workflow knows of the event that started it. */
interface Heard {
	readonly recordId: string;
	readonly at: string;
}

/** A user who gets every lead, so that each is assigned. Answers the user's id. */
export async function makeTeam(crm: Crm): Promise<string> {
	const [user] = await crm.records.create('user', [{ item: 0, fields: { name: '陈晓东' } }]);
	if (!user.ok) throw user.error;
	const [rule] = await crm.leads.defineAssignment([{ item: 0, fields: { name: 'In turn', method: 'roundRobin' } }]);
	if (!rule.ok) throw rule.error;
	return user.value.id;
}

/** Leads that come in, and the milliseconds until the workflow that waits for them, the shipped New Lead Log, starts. */
export class Events {
	#leads = 0;

	/** @param first of the numbers of the leads, which nobody has posted yet */
	constructor(
		private readonly n8n: N8nActions,
		private readonly first = 0,
	) {}

	/** Counts from the beginning of the call that writes, which is a little before its commit. */
	async posted(count: number, pause: number): Promise<number[]> {
		for (let i = 0; i < count; i++) {
			const next = sleep(pause);
			await this.n8n.post('guanxi/lead', this.#nextLead());
			await next;
		}
		return (await this.#started(count)).map(({ startedAt, event }) => startedAt - Date.parse(event.at));
	}

	/** Leads of an owner, written from outside n8n. Counts from the commit. */
	async written({ crm, ownerId }: { crm: Crm; ownerId: string }, count: number): Promise<number[]> {
		const committed = new Map<string, number>();
		for (let i = 0; i < count; i++) {
			const fields = { ...this.#nextLead(), ownerId };
			const [lead] = await crm.records.create('lead', [{ item: 0, fields }]);
			if (!lead.ok) throw lead.error;
			committed.set(lead.value.id, Date.now());
			await sleep(pace * Math.random());
		}
		return (await this.#started(count)).map(({ startedAt, event }) => startedAt - (committed.get(event.recordId) ?? NaN));
	}

	#nextLead() {
		return leadOf(this.first + this.#leads++);
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
