import { closeStores, channelOf } from '../../core';
import type { Crm, CrmRecord } from '../../core/crm';
import { objects } from '../../core/schema/objects';
import { acquireStore, formatOf, newId, quote, type Store } from '../../core/store';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { crmOn, engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

const target = 4;

/** Messages of a round, and how many of them each call has. */
const sizes = [
	{ size: 1, calls: 200 },
	{ size: 500, calls: 4 },
] as const;

const message = objects.get('message');
const format = formatOf(message);

interface Times {
	readonly ours: number[];
	readonly theirs: number[];
}

/**
 * What it costs to send by the outbox, rules asked and all, against inserting the same rows by hand: as many in a
 * statement and in a transaction as the call has. `npm run bench -- --only gate`
 */
export const gate: Bench = {
	id: 'gate',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(...(await measureOn(engine, options)));
		return rowOf('gate', parts);
	},
};

async function measureOn(engine: EngineName, { quick, say }: BenchOptions): Promise<Measure[]> {
	const database = await openDatabase(engine);
	const connection = database.connection('ours');
	const crm = crmOn(connection);
	const { store, release } = acquireStore(connection);
	try {
		const leads = await makeLeads(crm, 500);
		const times = sizes.map((): Times => ({ ours: [], theirs: [] }));
		const rounds = quick ? 5 : 15;
		for (let i = 0; i <= rounds; i++) {
			for (const [at, turn] of sizes.entries()) {
				const once = await onceEach({ crm, store }, leads, turn);
				times[at].ours.push(once.ours);
				times[at].theirs.push(once.theirs);
				say(
					`${engine}, ${turn.size} at a time: ours ${(once.ours * 1000).toFixed(2)} ms a message, theirs ${(once.theirs * 1000).toFixed(2)} ms`,
				);
			}
		}
		return sizes.map(({ size }, at) => measure(engine, size, times[at]));
	} finally {
		release();
		crm.release();
		await closeStores();
		await database.close();
	}
}

async function makeLeads(crm: Crm, count: number): Promise<CrmRecord[]> {
	const inputs = Array.from({ length: count }, (_, item) => ({ item, fields: { name: `访客 ${item}`, language: 'zh-CN' } }));
	return (await crm.records.create('lead', inputs)).map((outcome) => {
		if (!outcome.ok) throw outcome.error;
		return outcome.value;
	});
}

interface Round {
	readonly size: number;
	readonly calls: number;
}

/** Seconds a message, on each side. */
async function onceEach({ crm, store }: { crm: Crm; store: Store }, leads: readonly CrmRecord[], { size, calls }: Round) {
	const sender = { channel: channelOf('outbox') };
	const sent: CrmRecord[] = [];
	const ours = stopwatch();
	for (let call = 0; call < calls; call++) {
		const inputs = leads.slice(0, size).map(({ id }, item) => ({
			item,
			recipient: { object: 'lead', id } as const,
			content: { body: '您好，{{name}}，您的资料已寄出。' },
		}));
		for (const outcome of await crm.messages.send(inputs, sender)) {
			if (!outcome.ok || outcome.value.output !== 'sent') throw new Error('a message was not sent');
			sent.push(outcome.value.message);
		}
	}
	const oursTook = ours();
	const rows = sent.map((record) => format.encode({ ...record, id: newId() }));
	const theirs = stopwatch();
	for (let call = 0; call < calls; call++) await insertByHand(store, rows.slice(call * size, (call + 1) * size));
	const count = size * calls;
	return { ours: oursTook / count, theirs: theirs() / count };
}

/** One statement in one transaction, with the columns that the messages fill. */
async function insertByHand(store: Store, rows: readonly unknown[][]): Promise<void> {
	const places = [...format.columns.keys()].filter((place) => rows[0][place] !== null && rows[0][place] !== undefined);
	const columns = places.map((place) => quote(format.columns[place])).join(', ');
	const values = rows.map(() => `(${places.map(() => '?').join(', ')})`).join(', ');
	await store.write({ actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false }, async (tx) => {
		await tx.query(
			`INSERT INTO ${quote(message.table)} (${columns}) VALUES ${values}`,
			rows.flatMap((row) => places.map((place) => row[place])),
			'kept',
		);
	});
}

function measure(engine: EngineName, size: number, times: Times): Measure {
	// The first round warms both sides up.
	const [ours, theirs] = [times.ours.slice(1), times.theirs.slice(1)];
	const perMessage = (seconds: readonly number[]) => seconds.map((second) => second * 1000);
	const pairs = ours.map((seconds, i) => seconds / theirs[i]);
	const added = median(pairs);
	return {
		work: `${engine}: send by the outbox, ${size} at a time, against the raw insert of the message rows`,
		unit: 'ms a message',
		...sides(perMessage(ours), perMessage(theirs)),
		ratio: round(1 / added),
		target: `≥ ${1 / target} × (at most ${target} times the cost)`,
		met: added <= target,
		notes: [
			`${pairs.length} rounds, each side in turn; the median of the rounds’ ratios (${pairs.map((pair) => pair.toFixed(1)).join(', ')})`,
			'ours also reads the recipient, fills in the text, asks the rules and writes the event with its personal part; theirs writes the rows of the messages alone',
			settingsNote,
		],
	};
}
