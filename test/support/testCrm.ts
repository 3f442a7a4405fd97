import { openCrm } from '../../core';
import { clock } from '../../core/clock';
import type { CallContext, Outcome } from '../../core/context';
import type { Crm, CrmRecord } from '../../core/crm';
import type { CrmError } from '../../core/errors';
import type { ObjectName } from '../../core/schema/types';
import { acquireStore, type Store } from '../../core/store';
import { connectionTo } from './connection';
import { ownDatabase } from './databases';
import { whenOver } from './endings';

export { testFolder } from './databases';

type Fields = Readonly<Record<string, unknown>>;

export interface TestCrmOptions extends Partial<CallContext> {
	/** A database that another call has opened, or one that is still to be made; default: an empty one for this test alone. */
	readonly store?: string;
	/** Where the clock stands still until the test ends; default: the real time. */
	readonly now?: string;
}

/** Objects whose records people make; those of the others come with what the product does. */
type Entered = Exclude<
	ObjectName,
	'message' | 'consent' | 'suppression' | 'file' | 'approval' | 'approvalTask' | 'approvalDecision' | 'enrolment'
>;

/** Makes one record, with sensible values for what is not given. */
type Arrange = (fields?: Fields) => Promise<CrmRecord>;

export interface TestCrm extends Crm {
	/** The database: of SQLite the file, of PostgreSQL `database.schema`. */
	readonly file: string;
	readonly store: Store;
	readonly given: { readonly [Name in Entered]: Arrange };
	/** The same store for another caller, or under other rules. */
	as(context: Partial<CallContext>): TestCrm;
	/** Committed rows by plain SQL. */
	rows<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
	/** Events of a record, oldest first, with their JSON read. */
	eventsOf(record: { id: string }): Promise<TestEvent[]>;
}

export interface TestEvent extends Record<string, unknown> {
	readonly kind: string;
	readonly names: string[];
	readonly changes: Record<string, [unknown, unknown] | null>;
	readonly personal: Record<string, [unknown, unknown]> | null;
}

let restoreClock: (() => void) | undefined;

/** Lets the core's clock stand at `time` until the test ends; call again to move it. */
export function setNow(time: string): void {
	restoreClock?.();
	restoreClock = clock.use(() => Date.parse(time));
}

afterEach(() => {
	restoreClock?.();
	restoreClock = undefined;
});

/** The value of an outcome that must be good. Throws its error otherwise. */
export function valueOf<T>(outcome: Outcome<T>): T {
	if (!outcome.ok) throw outcome.error;
	return outcome.value;
}

/** The error of an outcome that must be bad. */
export function errorOf<T>(outcome: Outcome<T>): CrmError {
	if (outcome.ok) throw new Error(`expected an error and got ${JSON.stringify(outcome.value)}`);
	return outcome.error;
}

/** The error that `work` must end with. */
export async function failureOf(work: Promise<unknown>): Promise<CrmError> {
	return await work.then(
		(value) => Promise.reject(new Error(`expected an error and got ${JSON.stringify(value)}`)),
		(error: CrmError) => error,
	);
}

/** A CRM on a store of its own, or on that of an earlier one. */
export function openTestCrm(options: TestCrmOptions = {}): TestCrm {
	const { store: file = ownDatabase(), now, ...context } = options;
	if (now) setNow(now);
	const connection = connectionTo(file);
	const crm = openCrm(connection, { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false, ...context });
	const { store, release } = acquireStore(connection);
	release();
	whenOver(() => store.close());
	return {
		...crm,
		file,
		store,
		given: arrangements(crm),
		as: (more) => openTestCrm({ ...context, ...more, store: file }),
		rows: (sql, parameters) => store.read.query(sql, parameters),
		eventsOf: async ({ id }) => {
			const rows = await store.read.query<Record<string, string | null>>(
				'SELECT e.*, p."changes" AS personal FROM "crm_event" e LEFT JOIN "crm_event_personal" p ON p."seq" = e."seq" WHERE e."recordId" = ? ORDER BY e."seq"',
				[id],
			);
			return rows.map((row) => {
				const read = (text: string | null) => (text === null ? null : (JSON.parse(text) as never));
				return {
					...row,
					kind: String(row.kind),
					names: read(row.names) as never,
					changes: read(row.changes) as never,
					personal: read(row.personal),
				};
			});
		},
	};
}

let names = 0;

/** What each object needs; `of` gives the id of a record made for the purpose. */
const ordinary: Record<Entered, (of: (object: Entered) => Promise<string>) => Fields | Promise<Fields>> = {
	activity: () => ({ method: 'call', at: clock.iso() }),
	approvalPolicy: () => ({
		name: `审批策略 ${++names}`,
		object: 'opportunity',
		steps: [{ name: '经理审批', approvers: [{ kind: 'role', role: 'manager' }] }],
	}),
	assignmentRule: () => ({ name: `规则 ${++names}` }),
	cadence: () => ({ name: `节奏 ${++names}`, steps: [{ name: '联系', kind: 'task' }] }),
	contact: () => ({ name: `联系人 ${++names}` }),
	contract: async (of) => ({ name: `合同 ${++names}`, customerId: await of('customer') }),
	contractProduct: async (of) => ({ contractId: await of('contract'), productId: await of('product'), quantity: 1 }),
	contractTemplate: () => ({ name: `合同模板 ${++names}` }),
	customer: () => ({ name: `客户 ${++names}` }),
	exchangeRate: () => ({ base: 'USD', quote: 'CNY', date: '2026-03-01', rate: '7.1' }),
	field: () => ({ object: 'lead', label: `Field ${++names}`, labelZh: `字段 ${names}`, name: `field${names}`, type: 'text' }),
	holidayCalendar: () => ({ name: `日历 ${++names}` }),
	lead: () => ({ name: `线索 ${++names}` }),
	messageTemplate: () => ({ name: `模板 ${++names}`, versions: [{ language: 'zh-CN', body: '您好' }] }),
	opportunity: () => ({ name: `商机 ${++names}` }),
	opportunityContact: async (of) => ({ opportunityId: await of('opportunity'), contactId: await of('contact'), role: 'user' }),
	opportunityProduct: async (of) => ({ opportunityId: await of('opportunity'), productId: await of('product'), quantity: 1 }),
	pipeline: () => ({
		name: `管道 ${++names}`,
		stages: [
			{ name: '初步接触', key: 'first' },
			{ name: '赢单', key: 'won', kind: 'won' },
		],
	}),
	price: async (of) => ({ priceBookId: await of('priceBook'), productId: await of('product'), unitPrice: '90.00' }),
	priceBook: () => ({ name: `价格表 ${++names}` }),
	product: () => ({ code: `P-${++names}`, name: `产品 ${names}`, defaultPrice: '100.00' }),
	productLine: () => ({ name: `产品线 ${++names}` }),
	scoringModel: () => ({ name: `模型 ${++names}` }),
	sendPolicy: () => ({ name: `策略 ${++names}` }),
	task: () => ({ subject: `任务 ${++names}` }),
	team: () => ({ name: `团队 ${++names}` }),
	touchpoint: () => ({ at: clock.iso(), channel: 'web' }),
	user: () => ({ name: `用户 ${++names}` }),
};

function arrangements(crm: Crm): TestCrm['given'] {
	const arrange =
		(object: Entered): Arrange =>
		async (fields = {}) => {
			// A reference that the test gives is not made anew.
			const of = async (name: Entered) => String(fields[`${name}Id`] ?? (await arrange(name)()).id);
			const [outcome] = await crm.records.create(object, [{ item: 0, fields: { ...(await ordinary[object](of)), ...fields } }]);
			return valueOf(outcome);
		};
	return Object.fromEntries(Object.keys(ordinary).map((name) => [name, arrange(name as Entered)])) as TestCrm['given'];
}

/** Inputs of a set-based call, numbered from 0. */
export const inputsOf = <T extends object>(list: readonly T[]): Array<T & { item: number }> =>
	list.map((entry, item) => ({ ...entry, item }));
