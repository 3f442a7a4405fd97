import type { CrmError, Problem } from '../errors';
import type { BadRow, RowCounts } from '../importTypes';
import type { Upserted } from '../crm';
import type { Outcome } from '../context';
import { Batch, matchAndWrite, tupleOf, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject } from '../schema/types';
import { text, type Text } from '../text';
import type { BadRowsFile } from './badRowsFile';
import { isBlankRow, type Row } from './file/table';
import { noCounts, type ImportLog } from './importLog';
import type { ImportPlan } from './importPlan';
import { SeenKeys } from './seenKeys';
import { RowReader, type RowInput } from './values/rowInputs';

/** Rows judged and written together, in one transaction. */
const chunkRows = 500;

/** Bad rows that are told in the answer; the file has all of them. */
const toldRows = 20;

type Judged = { readonly input: RowInput } & Outcome<Upserted>;

const added = (a: RowCounts, b: RowCounts): RowCounts => ({
	rows: a.rows + b.rows,
	created: a.created + b.created,
	updated: a.updated + b.updated,
	unchanged: a.unchanged + b.unchanged,
	bad: a.bad + b.bad,
});

/** What is wrong with a row, field by field. */
function reasonOf(object: CrmObject, { problems, text: whole }: Pick<CrmError, 'problems' | 'text'>): Text {
	if (problems.length === 0) return whole;
	const line = ({ field, message }: Problem): Text => {
		const label = object.byName.get(field)?.label ?? { en: field, 'zh-CN': field };
		return text`${label}${{ en: ' ', 'zh-CN': '：' }}${message}`;
	};
	return problems.map(line).reduce((all, one) => text`${all}${{ en: '; ', 'zh-CN': '；' }}${one}`);
}

/** One way through all rows of a file: judging them, or writing them. */
export class ImportPass {
	#counts = noCounts;
	#hidden = 0;
	readonly #told: BadRow[] = [];
	readonly #reader: RowReader;
	readonly #seen = new SeenKeys();

	/** @param how log: writes, and keeps account of it; without one it is a dry run */
	constructor(
		private readonly session: Session,
		private readonly plan: ImportPlan,
		private readonly how: { readonly log?: ImportLog; readonly badRows?: BadRowsFile },
	) {
		this.#reader = new RowReader(plan, session.objects, { timeZone: session.context.timeZone, dryRun: how.log === undefined });
	}

	get counts(): RowCounts {
		return this.#counts;
	}

	get hiddenRows(): number {
		return this.#hidden;
	}

	/** The first bad rows. */
	get badRows(): readonly BadRow[] {
		return this.#told;
	}

	async run(): Promise<void> {
		let chunk: Row[] = [];
		const names = new Set<string>();
		const take = async () => {
			await this.#take(chunk);
			chunk = [];
			names.clear();
		};
		for await (const batch of this.plan.table.rows()) {
			for (const row of batch) {
				if (row.number <= this.plan.headingRow || isBlankRow(row)) continue;
				if (row.hidden) this.#hidden += 1;
				// Rows above that it refers to are to be found, and so are written first.
				if (this.#reader.refersTo(row, names)) await take();
				const name = this.#reader.nameOf(row);
				if (name !== '') names.add(name);
				if (chunk.push(row) === chunkRows) await take();
			}
		}
		if (chunk.length > 0) await take();
	}

	async #take(rows: readonly Row[]): Promise<void> {
		const done = this.how.log?.before.row ?? 0;
		await this.#repeat(rows.filter(({ number }) => number <= done));
		const open = rows.filter(({ number }) => number > done);
		if (open.length === 0) return;
		const inputs = await this.#reader.read(this.session.store.read, open);
		const judged = await (this.how.log ? this.#write(this.how.log, inputs) : this.#judge(inputs, true));
		for (const outcome of judged) if (!outcome.ok) await this.#tell(outcome.input.row, reasonOf(this.plan.object, outcome.error));
		this.#counts = added(this.#counts, this.#count(judged));
	}

	/** Rows that an earlier run of this import dealt with: only its bad ones are told again. */
	async #repeat(rows: readonly Row[]): Promise<void> {
		const faults = await this.how.log?.faultsAmong(
			this.session.store.read,
			rows.map(({ number }) => number),
		);
		for (const row of rows) {
			const reason = faults?.get(row.number);
			if (reason) await this.#tell(row, reason);
		}
	}

	async #write(log: ImportLog, inputs: readonly RowInput[]): Promise<Judged[]> {
		return await this.session.store.write(this.session.context, async (tx) => {
			await log.hold(tx);
			const judged = await this.#judge(inputs, false);
			const faults = judged.flatMap((one) => (one.ok ? [] : [[one.input.row.number, reasonOf(this.plan.object, one.error)] as const]));
			const lastRow = inputs.at(-1)?.row.number ?? 0;
			const percent = Math.min(99, Math.floor(this.plan.table.progress() * 100));
			await log.advance(tx, { counts: this.#count(judged), lastRow, percent, faults });
			return judged;
		});
	}

	/**
	 * All that is wrong with a row, where the cells and the fields were looked at one after the other and the first fault
	 * ended it. A required field may be missing only where the row cannot be a record that there is.
	 */
	#allFaults({ fields, problems }: RowInput, error: CrmError): CrmError {
		if (error.code !== 'ValidationFailed' || error.problems.length === 0) return error;
		const { object, matchers } = this.plan;
		const allowReadOnly = new Set(matchers.flatMap((matcher) => matcher.fields));
		const parsed = parseFields(object, fields, { mode: 'update', allowReadOnly });
		const matches = matchers.some((matcher) => tupleOf(object, matcher, parsed.fields) !== undefined);
		const more = matches ? parsed : parseFields(object, fields, { mode: 'create', allowReadOnly });
		const all = new Map([...more.problems, ...error.problems, ...problems].map((problem) => [problem.field, problem]));
		const places = new Map(this.plan.columns.map(({ field }, place) => [field?.name, place]));
		const placeOf = ({ field }: Problem) => places.get(field) ?? places.size;
		return validationFailed(
			object,
			[...all.values()].sort((a, b) => placeOf(a) - placeOf(b)),
		);
	}

	async #judge(inputs: readonly RowInput[], dryRun: boolean): Promise<Judged[]> {
		const { object, matchers } = this.plan;
		const batch = new Batch<{ item: number; fields: RowInput['fields'] }, Upserted>(
			inputs.map(({ row, fields }) => ({ item: row.number, fields })),
		);
		for (const [i, { problems }] of inputs.entries()) if (problems.length > 0) batch.fail(i, validationFailed(object, problems));
		const outcomes = await matchAndWrite(this.session, object, batch, { matchers, keyNeeded: false, dryRun });
		return outcomes.map((outcome, i) => {
			const input = inputs[i];
			return outcome.ok ? { input, ...outcome } : { input, ok: false, error: this.#allFaults(input, outcome.error) };
		});
	}

	#count(judged: readonly Judged[]): RowCounts {
		const count = (fits: (value: Upserted) => boolean) => judged.filter((one) => one.ok && fits(one.value)).length;
		const again = this.how.log ? 0 : count((value) => value.created && this.#isRepeated(value));
		const created = count((value) => value.created) - again;
		const updated = count((value) => value.changed) + again;
		const bad = judged.filter(({ ok }) => !ok).length;
		return { rows: judged.length, created, updated, unchanged: judged.length - created - updated - bad, bad };
	}

	/** In a dry run nothing is stored: a record that an earlier row would have made is known by its keys. */
	#isRepeated({ record }: Upserted): boolean {
		const keys = this.plan.matchers.flatMap((matcher) => {
			const tuple = matcher.fields[0] === 'id' ? undefined : tupleOf(this.plan.object, matcher, record);
			return tuple === undefined ? [] : [`${matcher.fields.join()} ${tuple}`];
		});
		const seen = keys.some((key) => this.#seen.has(key));
		for (const key of keys) this.#seen.add(key);
		return seen;
	}

	async #tell(row: Row, reason: Text): Promise<void> {
		if (this.#told.length < toldRows) this.#told.push({ row: row.number, reason });
		await this.how.badRows?.add(row, reason);
	}
}
