import { closeStores } from '../../core';
import { RealN8n } from '../support/realN8n';
import { rowOf, type Bench, type Measure } from './bench';
import { crmOn } from './engines';
import { Events, makeTeam, pace } from './events';
import { percentile, round } from './statistics';

const limits = { sameProcess: 200, otherProcess: 3000 };

/** `npm run bench -- --only event-to-start` */
export const eventToStart: Bench = {
	id: 'event-to-start',
	async run({ quick, say }) {
		const n8n = new RealN8n({});
		try {
			await n8n.begin();
			const crm = crmOn(n8n.connection);
			const ownerId = await makeTeam(crm);
			await n8n.publishShipped('lead-capture.json');
			await n8n.publishShipped('new-lead-log.json');
			const events = new Events(n8n);
			const warm = await events.posted(20, pace);
			const paced = await events.posted(quick ? 80 : 120, pace);
			const rushed = await events.posted(quick ? 40 : 60, 0);
			const others = await events.written({ crm, ownerId }, quick ? 10 : 20);
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
