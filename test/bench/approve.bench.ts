import { channelOf, closeStores } from '../../core';
import type { Outcome } from '../../core/context';
import type { Crm, CrmRecord, EventItem } from '../../core/crm';
import { rowOf, type Bench, type BenchOptions, type Measure } from './bench';
import { crmOn, engines, openDatabase, settingsNote, type EngineName } from './engines';
import { median, percentile, round } from './statistics';

/** Milliseconds within which 99 of 100 must be told. */
const limit = 1000;

/**
 * How long it takes from an approver's press on the page until the next approver's message, with its own link, stands in the
 * outbox: the page's POST, the event through CRM Trigger's subscription, and telling. `npm run bench -- --only approve`
 */
export const approve: Bench = {
	id: 'approve',
	async run(options) {
		const parts: Measure[] = [];
		for (const engine of engines) parts.push(await measureOn(engine, options));
		return rowOf('approve', parts);
	},
};

const valueOf = <T>([outcome]: ReadonlyArray<Outcome<T>>): T => {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
};

async function measureOn(engine: EngineName, { quick, deadline, say }: BenchOptions): Promise<Measure> {
	const database = await openDatabase(engine);
	const crm = crmOn(database.connection('ours'));
	try {
		const sellerId = await company(crm);
		const told = await tellEverybody(crm);
		const times: number[] = [];
		const rounds = quick ? 60 : 300;
		for (let i = 0; i <= rounds && (i < 30 || Date.now() < deadline); i++) times.push(await onceThrough(crm, sellerId, told.next));
		await told.close();
		// The first round warms everything up.
		return measure(engine, times.slice(1), say);
	} finally {
		crm.release();
		await closeStores();
		await database.close();
	}
}

/** Somebody who sells, and two above who approve one after the other. */
async function company(crm: Crm): Promise<string> {
	const user = async (name: string, managerId?: string) =>
		valueOf(await crm.records.create('user', [{ item: 0, fields: { name, managerId, language: 'zh-CN' } }])).id;
	const sellerId = await user('陈晨', await user('李娜', await user('王强')));
	const step = (level: number) => ({ name: `第 ${level} 级`, approvers: [{ kind: 'manager', level }], deadlineAmount: 8, remindAmount: 2 });
	valueOf(await crm.approvals.definePolicy([{ item: 0, fields: { name: '审批', object: 'opportunity', steps: [step(1), step(2)] } }]));
	await crm.pages.register({ id: 'w:p', workflowId: 'w', workflowName: '页面', url: 'https://crm.example.com/webhook/guanxi/page' });
	return sellerId;
}

interface Told {
	/** The text of the next message that is in the outbox. */
	next(): Promise<string>;
	close(): Promise<void>;
}

/** The workflow of a company: whoever is waited for is told, by the outbox. */
async function tellEverybody(crm: Crm): Promise<Told> {
	const waiting: Array<PromiseWithResolvers<string>> = [Promise.withResolvers()];
	let heard = 0;
	let asked = 0;
	const at = (index: number) => (waiting[index] ??= Promise.withResolvers());
	const deliver = async ({ recordId, record }: EventItem) => {
		const content = { subject: '待审批', body: '{{record.title}}\n{{record.summary}}\n{{page.approval}}' };
		const about = { object: 'approvalTask', id: recordId } as const;
		const input = { item: 0, userId: String(record?.approverId), about, content };
		const { message } = valueOf(await crm.messages.tell([input], [{ channel: channelOf('outbox') }]));
		at(heard++).resolve(String(message.body));
		return 'done' as const;
	};
	const spec = { id: 'w:t', workflowId: 'w', workflowName: '审批', nodeName: 'CRM Trigger' };
	const filter = { events: ['approval.stepWaiting'], objects: ['approvalTask' as const], changedFields: [] };
	const subscription = await crm.subscriptions.open({ ...spec, filter }, { deliver });
	return { next: async () => await at(asked++).promise, close: async () => await subscription.close() };
}

const tokenIn = (body: string): string => /\?t=([\w-]{43})/.exec(body)?.[1] ?? '';

/** Milliseconds from the POST of the first approver to the message of the second. */
async function onceThrough(crm: Crm, ownerId: string, next: Told['next']): Promise<number> {
	const fields = { name: '年度维保', amount: '12000.00', currency: 'CNY', ownerId };
	const record: CrmRecord = valueOf(await crm.records.create('opportunity', [{ item: 0, fields }]));
	valueOf(await crm.approvals.request([{ item: 0, object: 'opportunity', id: record.id }]));
	const token = tokenIn(await next());
	const shown = await crm.pages.answer({ method: 'GET', token, form: {}, size: 0, language: 'zh-CN' });
	const version = /name="version" value="(\d+)"/.exec(shown.body)?.[1] ?? '';
	const form = { version, verdict: 'approve', reason: '同意' };
	const begun = performance.now();
	const answered = crm.pages.answer({ method: 'POST', token, form, size: 60, language: 'zh-CN' });
	await next();
	const took = performance.now() - begun;
	if ((await answered).item === undefined) throw new Error('the decision was refused');
	return took;
}

function measure(engine: EngineName, times: readonly number[], say: BenchOptions['say']): Measure {
	const [oursP50, oursP99] = [round(median(times)), round(percentile(times, 0.99))];
	say(`${engine}: ${oursP50} ms, p99 ${oursP99} ms`);
	return {
		work: `${engine}: decision POST → next approver's message in the outbox`,
		unit: 'ms',
		ours: oursP50,
		theirs: null,
		ratio: null,
		target: `p99 ≤ ${limit} ms`,
		met: oursP99 <= limit,
		oursP50,
		oursP99,
		theirsP50: null,
		theirsP99: null,
		notes: [
			`${times.length} decisions, in one process with the parts that the nodes call; n8n itself adds its start of the execution (row event-to-start)`,
			settingsNote,
		],
	};
}
