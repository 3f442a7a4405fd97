import type { CrmError, Problem } from '../errors';
import type { BadRow, Overwrite, RowCounts } from '../importTypes';
import type { Upserted } from '../crm';
import type { Outcome } from '../context';
import { Batch, matchAndWrite, tupleOf, type Session } from '../records';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { CrmObject, Field } from '../schema/types';
import { text, type Text } from '../text';
import type { BadRowsFile } from './badRowsFile';
import { isBlankRow, type Row } from './file/table';
import { FilledRecords, type Met } from './filledRecords';
import { noCounts, type ImportLog } from './importLog';
import type { ImportPlan } from './importPlan';
import { RowReader, type RowInput } from './values/rowInputs';

/** Rows judged and written together, in one transaction. */
const chunkRows = 500;

/** Bad rows, and rows that overwrite others, that are told in the answer; all are counted, and the file has all bad ones. */
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

const labelsOf = (fields: readonly Field[]): Text => ({
	en: fields.map(({ label }) => label.en).join(', '),
	'zh-CN': fields.map(({ label }) => label['zh-CN']).join('、'),
});

/** What a row takes away from what an earlier one said. */
function overwriteText({ row, earlierRow, matchedOn, overwritten }: Met & { readonly row: number }, dryRun: boolean): Text {
	const keys = labelsOf(matchedOn);
	const fields = labelsOf(overwritten);
	const by = matchedOn.length > 0 ? { en: ` (${keys.en})`, 'zh-CN': `（${keys['zh-CN']}）` } : '';
	const rows = {
		en: `Row ${row} ${dryRun ? 'fills' : 'filled'} the same record as row ${earlierRow}`,
		'zh-CN': `第 ${row} 行与第 ${earlierRow} 行是同一条记录`,
	};
	const lost = dryRun
		? { en: `: ${fields.en} would be overwritten`, 'zh-CN': `：${fields['zh-CN']}将被覆盖` }
		: { en: `: overwritten: ${fields.en}`, 'zh-CN': `：已覆盖${fields['zh-CN']}` };
	return text`${rows}${by}${lost}`;
}

function countsOf(judged: readonly Judged[]): RowCounts {
	const count = (fits: (value: Upserted) => boolean) => judged.filter((one) => one.ok && fits(one.value)).length;
	const created = count((value) => value.created);
	const updated = count((value) => value.changed);
	const bad = judged.filter(({ ok }) => !ok).length;
	return { rows: judged.length, created, updated, unchanged: judged.length - created - updated - bad, bad };
}

/** One way through all rows of a file: judging them, or writing them. */
export class ImportPass {
	#counts = noCounts;
	#hidden = 0;
	readonly #told: BadRow[] = [];
	readonly #reader: RowReader;
	readonly #filled: FilledRecords;
	#overwriting = 0;
	readonly #overwrites: Overwrite[] = [];

	/** @param how log: writes, and keeps account of it; without one it is a dry run */
	constructor(
		private readonly session: Session,
		private readonly plan: ImportPlan,
		private readonly how: { readonly log?: ImportLog; readonly badRows?: BadRowsFile },
	) {
		const dryRun = how.log === undefined;
		this.#reader = new RowReader(plan, session.objects, { timeZone: session.context.timeZone, dryRun });
		const fields = plan.columns.flatMap(({ field }) => field ?? []);
		this.#filled = new FilledRecords(plan.object, fields, { matchers: plan.matchers, dryRun });
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

	/** How many rows take away what an earlier one gave the same record. */
	get overwriting(): number {
		return this.#overwriting;
	}

	/** The first of them. */
	get overwrites(): readonly Overwrite[] {
		return this.#overwrites;
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
		const judged = (await (this.how.log ? this.#write(this.how.log, inputs) : this.#judge(inputs, true))).map((one) => this.#note(one));
		for (const outcome of judged) if (!outcome.ok) await this.#tell(outcome.input.row, reasonOf(this.plan.object, outcome.error));
		this.#counts = added(this.#counts, countsOf(judged));
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
			await log.advance(tx, { counts: countsOf(judged), lastRow, percent, faults });
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

	/** Sees whether an earlier row filled the same record; in a dry run that row would have made it. */
	#note(judged: Judged): Judged {
		if (!judged.ok) return judged;
		const { input, value } = judged;
		const row = input.row.number;
		const met = this.#filled.note({ row, fields: input.fields, created: value.created, record: value.record });
		if (!met) return judged;
		if (met.overwritten.length > 0) this.#tellOverwrite({ ...met, row });
		return value.created ? { ...judged, value: { ...value, created: false, changed: met.changed } } : judged;
	}

	#tellOverwrite(met: Met & { readonly row: number }): void {
		this.#overwriting += 1;
		if (this.#overwrites.length === toldRows) return;
		const names = (fields: readonly Field[]) => fields.map(({ name }) => name);
		const { row, earlierRow, matchedOn, overwritten } = met;
		const said = overwriteText(met, this.how.log === undefined);
		this.#overwrites.push({ row, earlierRow, matchedOn: names(matchedOn), fields: names(overwritten), text: said });
	}

	async #tell(row: Row, reason: Text): Promise<void> {
		if (this.#told.length < toldRows) this.#told.push({ row: row.number, reason });
		await this.how.badRows?.add(row, reason);
	}
}
