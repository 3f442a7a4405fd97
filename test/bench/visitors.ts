import type { N8nActions } from '../support/n8nActions';
import { leadOf } from './people';

/** Post at once, each again as soon as the last answer is there, over connections that are kept. */
export const visitorsAtOnce = 20;

interface Answer {
	readonly leadId: string;
	readonly outcome: string;
}

/** One post to the shipped Lead Capture. */
export interface Visit {
	readonly email: string;
	/** Of the answer. */
	readonly leadId: string;
	/** Milliseconds since the first post at which the answer was read. */
	readonly at: number;
	/** Milliseconds from the post until then. */
	readonly took: number;
}

/**
 * Visitors whom nobody knows yet, the leads from 0 on, until the time in milliseconds is over and the last has its answer.
 * @throws Error when one of them is not answered as a new lead
 */
export async function receiveVisitors(n8n: N8nActions, time: number): Promise<Visit[]> {
	const visits: Visit[] = [];
	let next = 0;
	const first = performance.now();
	const visit = async () => {
		while (performance.now() - first < time) {
			const lead = leadOf(next++);
			const begun = performance.now();
			const response = await n8n.post('guanxi/lead', lead);
			const text = await response.text();
			const now = performance.now();
			const { leadId, outcome } = (response.ok ? JSON.parse(text) : {}) as Partial<Answer>;
			if (!leadId || outcome !== 'created')
				throw new Error(`Lead Capture answered ${response.status}: ${text.slice(0, 500)}\n${n8n.logTail()}`);
			visits.push({ email: lead.email, leadId, at: now - first, took: now - begun });
		}
	};
	await Promise.all(Array.from({ length: visitorsAtOnce }, visit));
	return visits;
}
