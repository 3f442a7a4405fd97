import { availableParallelism } from 'node:os';
import type { Crm } from '../../core/crm';
import { allRecords } from '../support/allRecords';
import { rowOf, type Bench, type Measure } from './bench';
import { crmOn, settingsNote } from './engines';
import { Events, makeTeam, pace } from './events';
import { installations, type Place } from './installations';
import { median, percentile, round } from './statistics';
import { receiveVisitors, visitorsAtOnce, type Visit } from './visitors';

interface Size {
	/** Milliseconds until every process has loaded what it needs and the engine has compiled it. */
	readonly warmUp: number;
	/** Milliseconds of a round; visitors go on posting from one to the next. */
	readonly lasting: number;
	readonly events: number;
}

const full: Size = { warmUp: 8000, lasting: 8000, events: 50 };
const small: Size = { warmUp: 4000, lasting: 4000, events: 20 };
const rounds = 3;
const warmUpEvents = 10;

interface Figures {
	/** Leads answered in a second, of each round. */
	readonly rates: readonly number[];
	/** Milliseconds from post to answer, of all rounds. */
	readonly answers: readonly number[];
	/** Milliseconds from an event to the start of the workflow that waits for it. */
	readonly starts: readonly number[];
}

/** `npm run bench -- --only installations`: the figures of the table in docs/guides/queue-mode.md. */
export const comparedInstallations: Bench = {
	id: 'installations',
	long: true,
	async run({ quick, say }) {
		const size = quick ? small : full;
		const all: Figures[] = [];
		// One after the other: processes of another one would take time even where they have nothing to do.
		for (const { name, use } of installations) {
			const figures = await use(async (place) => await measureAt(place, size));
			say(`${name}, ${figures.answers.length} leads: ${shown.map((figure) => figure.cell(figures)).join(', ')}`);
			all.push(figures);
		}
		const parts = installations.flatMap(({ name }, i) => shown.map((figure) => figure.measure(name, all[i])));
		const table = shown.map(({ head, cell }) => `| ${[head, ...all.map(cell)].join(' | ')} |`);
		const notes = [
			'the table of docs/guides/queue-mode.md:',
			...table,
			`${visitorsAtOnce} visitors post without a pause, in ${rounds} rounds of ${size.lasting / 1000} s; ${size.events} events of leads posted four a second`,
			`visitors, n8n and its servers share ${availableParallelism()} CPUs: no measure of what several machines do`,
			settingsNote,
		];
		return rowOf('installations', [{ ...parts[0], notes }, ...parts.slice(1)]);
	},
};

async function measureAt({ n8n, connection }: Place, { warmUp, lasting, events }: Size): Promise<Figures> {
	const crm = crmOn(connection);
	await makeTeam(crm);
	await n8n.publishShipped('lead-capture.json');
	const visits = await receiveVisitors(n8n, warmUp + rounds * lasting);
	await assertStoredOnce(crm, visits);
	const measured = Array.from({ length: rounds }, (_, i) => between(visits, warmUp + i * lasting, warmUp + (i + 1) * lasting));
	// Only now: so that the captures above have the machine to themselves, and each of its executions is one of these events.
	await n8n.publishShipped('new-lead-log.json');
	const listener = new Events(n8n, visits.length);
	await listener.posted(warmUpEvents, pace);
	const starts = await listener.posted(events, pace);
	return {
		rates: measured.map(({ length }) => (length / lasting) * 1000),
		answers: measured.flat().map(({ took }) => took),
		starts,
	};
}

/** The visits that were answered in this time. */
const between = (visits: readonly Visit[], from: number, to: number) => visits.filter(({ at }) => at >= from && at < to);

/** No two leads of the bench have one e-mail address, so a lead that is stored twice is one more than were answered. */
async function assertStoredOnce(crm: Crm, visits: readonly Visit[]): Promise<void> {
	const stored = new Map((await allRecords(crm, 'lead')).map(({ id, email }) => [id, email]));
	const lost = visits.filter(({ leadId, email }) => stored.get(leadId) !== email);
	if (lost.length > 0 || stored.size !== visits.length) {
		throw new Error(`${visits.length} leads were answered, ${stored.size} are stored, ${lost.length} of the answered are not`);
	}
}

/** A line of the guide's table. */
interface Shown {
	/** As the guide heads the line. */
	readonly head: string;
	cell(figures: Figures): number;
	measure(installation: string, figures: Figures): Measure;
}

const shown: readonly Shown[] = [
	{
		head: 'Leads captured per second',
		cell: ({ rates }) => round(median(rates)),
		measure: (name, { rates }) => plain(`${name}: leads captured`, 'leads/s', { value: median(rates), samples: rates, bad: 0.01 }),
	},
	{
		head: 'Answer to a visitor, 95 of 100, ms',
		cell: ({ answers }) => round(percentile(answers, 0.95)),
		measure: (name, { answers }) => ninetyFive(`${name}: answer to a visitor, 95 of 100`, answers),
	},
	{
		head: 'Event to the start of a workflow, 95 of 100, ms',
		cell: ({ starts }) => round(percentile(starts, 0.95)),
		measure: (name, { starts }) => ninetyFive(`${name}: event to the start of a workflow, 95 of 100`, starts),
	},
];

const ninetyFive = (work: string, samples: readonly number[]): Measure =>
	plain(work, 'ms', { value: percentile(samples, 0.95), samples, bad: 0.99 });

interface Plain {
	readonly value: number;
	readonly samples: readonly number[];
	/** Share of the samples below the 99th percentile, counted from the good end. */
	readonly bad: number;
}

/** A figure to know, which is held against nothing. */
const plain = (work: string, unit: string, { value, samples, bad }: Plain): Measure => ({
	work,
	unit,
	ours: round(value),
	oursP50: round(median(samples)),
	oursP99: round(percentile(samples, bad)),
	theirs: null,
	theirsP50: null,
	theirsP99: null,
	ratio: null,
	target: null,
	met: true,
});
