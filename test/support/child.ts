/**
 * What tests do in a process of its own. Bundled by childProcess.ts, run as `node child.cjs <command> <options as JSON>`;
 * every answer is one line of JSON.
 */
import { createReadStream, existsSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Outcome } from '../../core/context';
import type { Crm, CrmRecord } from '../../core/crm';
import { connectionTo } from './connection';
import { sendDue, sendStep, type KillPoint } from './sendingWorker';
import { doSteps, type StepKillPoint } from './steppingWorker';

/** The built core, loaded when a command needs it and as often as a command wants. */
type Core = typeof import('../../core');

const coreFile = process.env.GUANXI_TEST_CORE as string;
const loadCore = () => require(coreFile) as Core;
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

const open = (core: Core, file: string, partial = false): Crm =>
	core.openCrm(connectionTo(file), { actor: `process ${process.pid}`, scope: { kind: 'all' }, origin: {}, partial });

const customers = (names: readonly string[]) => names.map((name, item) => ({ item, fields: { name, phone: '010-62345678' } }));
const stored = (outcomes: ReadonlyArray<Outcome<CrmRecord>>) => outcomes.filter((outcome) => outcome.ok).length;
const outcomeOf = (work: Promise<unknown>) =>
	work.then(
		(value) => ({ value }),
		(error: { code?: string; message: string; hint?: { en: string }; retryable?: boolean }) => ({
			code: error.code,
			message: error.message,
			hint: error.hint?.en,
			retryable: error.retryable,
		}),
	);

interface Options {
	readonly file: string;
	readonly count: number;
	readonly size: number;
	readonly ms: number;
	readonly uid?: number;
	/** Which of several processes this is, and when (ms since 1970) they all begin. */
	readonly worker: number;
	readonly at: number;
	readonly phone: string;
	readonly key: string;
	readonly ids: readonly string[];
	readonly fields: Readonly<Record<string, unknown>>;
	/** A provider's address, and where to end while it is given a message. */
	readonly url?: string;
	readonly dieAt?: KillPoint;
	/** The same between steps of a cadence. */
	readonly stopAt?: StepKillPoint;
	/** A customer list. */
	readonly list: string;
}

/** Opens the store before the moment at which all workers begin. */
async function openForStart({ file, at }: Options): Promise<Crm> {
	const crm = open(loadCore(), file);
	await crm.records.count('user', {});
	await sleep(Math.max(0, at - Date.now()));
	return crm;
}

function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

const commands: Record<string, (options: Options) => Promise<void>> = {
	/** Calls of `size` customers each, acknowledged one by one. */
	async create({ file, count, size }) {
		const crm = open(loadCore(), file);
		for (let call = 0; call < count; call++) {
			const names = Array.from({ length: size }, () => `${process.pid}-${call}`);
			say({ call: names[0], stored: stored(await crm.records.create('customer', customers(names))) });
		}
	},

	/** Does the message steps of cadences, up to where it is to end. */
	async doSteps({ file, stopAt }) {
		const core = loadCore();
		await doSteps(open(core, file), { outbox: core.channelOf('outbox'), dieAt: stopAt });
	},

	/** A custom field. */
	async define({ file, fields }) {
		const outcomes = await open(loadCore(), file).fields.define([{ item: 0, fields }]);
		say(stored(outcomes));
	},

	/** Custom fields one after another. */
	async defineMany({ file, count }) {
		const crm = open(loadCore(), file);
		for (let i = 0; i < count; i++)
			say(stored(await crm.fields.define([{ item: 0, fields: { object: 'customer', type: 'text', label: `Field ${i}` } }])));
	},

	/** Imports a customer list, and tells how many rows are in whenever that changes. */
	async import({ file, list }) {
		const crm = open(loadCore(), file);
		let told = 0;
		const watch = setInterval(async () => {
			const { imports } = await crm.imports.list({ limit: 1 });
			if (imports[0]?.rows > told) say({ rows: (told = imports[0].rows) });
		}, 2);
		const { badRowsFile, ...result } = await crm.imports.run({
			object: 'customer',
			file: { name: 'list.csv', open: () => createReadStream(list) },
			name: 'list',
		});
		clearInterval(watch);
		await badRowsFile?.close();
		say({ result, peak: peakMemory() });
	},

	/** Captures messages of one person, each with other words. */
	async captureOne(options) {
		const crm = await openForStart(options);
		for (let i = 0; i < options.count; i++) {
			const fields = { name: '王芳', phone: options.phone, message: `${options.worker}-${i}` };
			const [outcome] = await crm.leads.capture([{ item: 0, fields, touchpoint: { channel: 'web' } }], { repeatWindowMinutes: 0 });
			say(valueOf(outcome).output);
		}
	},

	async createKeyed(options) {
		const crm = await openForStart(options);
		const [outcome] = await crm.records.create('customer', [
			{ item: 0, fields: { name: `工人 ${options.worker}` }, idempotencyKey: options.key },
		]);
		say(valueOf(outcome).id);
	},

	async upsertTeam(options) {
		const crm = await openForStart(options);
		for (let i = 0; i < options.count; i++) {
			const fields = { name: '一组', description: `${options.worker}-${i}` };
			const [outcome] = await crm.records.upsert('team', [{ item: 0, matchOn: ['name'], fields }]);
			say(valueOf(outcome).record.version);
		}
	},

	/** Changes all records again and again, each time in an order of this worker's own. */
	async updateShuffled(options) {
		const crm = await openForStart(options);
		const turned = [...options.ids.slice(options.worker * 5), ...options.ids.slice(0, options.worker * 5)];
		if (options.worker % 2) turned.reverse();
		for (let i = 0; i < options.count; i++) {
			const changes = turned.map((id, item) => ({ item, id, fields: { city: `${options.worker}-${i}` } }));
			say(stored(await crm.records.update('customer', changes)));
		}
	},

	/** Sends messages that are due until it is killed. */
	async sendDue({ file, url, dieAt }) {
		const core = loadCore();
		await sendDue(open(core, file), { url, dieAt, outbox: core.channelOf('outbox') }, ({ recordId }) => say(recordId));
	},

	/** Sends a message of a step until it is killed. */
	async sendStep({ file, url, dieAt, ids: [leadId] }) {
		await sendStep(open(loadCore(), file), { url, dieAt }, leadId);
	},

	/** Holds the write lock for some time. */
	async lock({ file, ms }) {
		const { DatabaseSync } = require('node:sqlite') as typeof import('node:sqlite');
		const database = new DatabaseSync(file);
		database.exec('BEGIN IMMEDIATE');
		say('locked');
		await sleep(ms);
		database.exec('ROLLBACK');
		database.close();
	},

	/** Reads, then writes, as another user where the process may become one. */
	async attempt({ file, uid }) {
		const core = loadCore();
		if (uid !== undefined && process.getuid?.() === 0) {
			process.setgid?.(uid);
			process.setuid?.(uid);
		}
		const crm = open(core, file);
		say({
			read: await outcomeOf(crm.records.count('customer', {})),
			write: await outcomeOf(crm.records.create('customer', customers(['neu'])).then(stored)),
		});
	},

	/** Old and new code side by side, as after an update through n8n's GUI. */
	async twoCopies({ file, count }) {
		const old = loadCore();
		const oldCrm = open(old, file);
		await oldCrm.records.create('customer', customers(['first']));
		for (const name of Object.keys(require.cache)) delete require.cache[name];
		const fresh = loadCore();
		const freshCrm = open(fresh, file);
		const both = Array.from({ length: count }, (_, i) =>
			[oldCrm, freshCrm].map((crm, side) => crm.records.create('customer', customers([`${side}-${i}`]))),
		);
		const results = await Promise.all(both.flat());
		const handles = handlesOn(file);
		oldCrm.release();
		// The older store closes its two connections one after the other, and a checkpoint has the log open for a moment.
		for (const end = Date.now() + 10_000; handlesOn(file) > 2 && Date.now() < end;) await sleep(10);
		const left = handlesOn(file);
		const [after] = await freshCrm.records.create('customer', customers(['last']));
		say({
			different: old.openCrm !== fresh.openCrm,
			stored: results.reduce((sum, outcomes) => sum + stored(outcomes), 0),
			handles: [handles, left],
			after: after.ok,
			count: await freshCrm.records.count('customer', {}),
		});
	},
};

/** The most memory that the process ever had, in bytes. */
const peakMemory = () => process.resourceUsage().maxRSS * 1024;

/** How many connections of this process have the file open (Linux). By its log: SQLite keeps other handles while any lock lasts. */
function handlesOn(file: string): number {
	if (!existsSync('/proc/self/fd')) return 0;
	return readdirSync('/proc/self/fd').filter((fd) => {
		try {
			return readlinkSync(`/proc/self/fd/${fd}`) === `${file}-wal`;
		} catch {
			// Closed since the folder was read.
			return false;
		}
	}).length;
}

const [command, options] = process.argv.slice(2);
void commands[command](JSON.parse(options) as Options);
