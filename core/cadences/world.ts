import { CalendarBook, companyCalendar, type UserCalendars, type WorkingCalendar } from '../calendar';
import { clock } from '../clock';
import type { CadencePerson } from '../cadenceTypes';
import type { CrmRecord } from '../crm';
import { dayAt } from '../day';
import { foldName } from '../normalise/names';
import { objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import { Bindings, formatOf, quote, recordsById, type Catalogue, type Sql } from '../store';
import { cadencesById, personOf, type Cadence, type Enrolment } from './enrolments';
import { stepDueAt } from './timing';

const messageTemplate = objects.get('messageTemplate');

/** Message templates that are there, by their folded name: what each is for. */
export async function templatePurposes(sql: Sql): Promise<Map<string, string>> {
	const rows = await sql.query<{ name: string; purpose: string | null }>(
		`SELECT "name", "purpose" FROM ${quote(messageTemplate.table)} WHERE "deletedAt" IS NULL`,
	);
	return new Map(rows.map(({ name, purpose }) => [foldName(name), purpose ?? 'service']));
}

/** A cadence by its name or ID; undefined where there is none. */
export async function cadenceNamed(sql: Sql, wanted: string, lock = false): Promise<Cadence | undefined> {
	const object = objects.get('cadence');
	const bindings = new Bindings(sql);
	const where = `(t."id" = ${bindings.add(wanted)} OR t."name" = ${bindings.add(wanted.trim())}) AND t."deletedAt" IS NULL`;
	const rows = await sql.query(
		formatOf(object).reading(`${quote(object.table)} t WHERE ${where} ${lock ? sql.dialect.lockRows('change') : ''}`),
		bindings.values,
	);
	return rows.map((row) => formatOf(object).decode(row) as Cadence).at(0);
}

interface Read {
	readonly cadences: ReadonlyMap<string, Cadence>;
	readonly people: ReadonlyMap<string, CrmRecord>;
	readonly calendars: UserCalendars;
	readonly timeZone: string;
}

/** What a round of steps is decided by: cadences, people as they are now, and when who works. */
export class World {
	readonly now = clock.now();
	readonly #dueAt = new Map<string, number>();

	private constructor(
		private readonly catalogue: Catalogue,
		private readonly read: Read,
	) {}

	/** Reads what some enrolments need, in a few statements. */
	static async load(
		sql: Sql,
		catalogue: Catalogue,
		enrolments: readonly Enrolment[],
		known: { cadences?: ReadonlyMap<string, Cadence>; people?: ReadonlyMap<string, CrmRecord> } = {},
	): Promise<World> {
		const cadences = known.cadences ?? (await cadencesById(sql, new Set(enrolments.map(({ cadenceId }) => cadenceId))));
		const people = known.people ?? (await peopleOf(sql, catalogue, enrolments));
		const owners = enrolments.flatMap(({ ownerId }) => ownerId ?? []);
		const calendars = await CalendarBook.ofUsers(sql, owners);
		const { timeZone } = await companyCalendar(sql);
		return new World(catalogue, { cadences, people, calendars, timeZone });
	}

	cadence({ cadenceId }: Pick<Enrolment, 'cadenceId'>): Cadence {
		const found = this.read.cadences.get(cadenceId);
		if (!found) throw new Error(`no cadence ${cadenceId}`);
		return found;
	}

	person(enrolment: Enrolment): CrmRecord | undefined {
		const person = personOf(enrolment);
		return person && this.read.people.get(person.id);
	}

	object(name: CadencePerson): CrmObject {
		return this.catalogue.get(name);
	}

	calendar({ ownerId }: Pick<Enrolment, 'ownerId'>): WorkingCalendar {
		return this.read.calendars.of(ownerId);
	}

	/** The company's, by whose days messages are counted. */
	get timeZone(): string {
		return this.read.timeZone;
	}

	get today(): string {
		return dayAt(this.now, this.timeZone);
	}

	/** When a step is due whose predecessor is done now; the same for all who have the same cadence and calendar. */
	dueAt(cadence: Cadence, index: number, calendar: WorkingCalendar): number {
		const key = `${cadence.id} ${index} ${calendar.name} ${calendar.timeZone}`;
		const found = this.#dueAt.get(key);
		if (found !== undefined) return found;
		const at = stepDueAt(this.now, cadence.steps[index], cadence, calendar);
		this.#dueAt.set(key, at);
		return at;
	}
}

async function peopleOf(sql: Sql, catalogue: Catalogue, enrolments: readonly Enrolment[]): Promise<Map<string, CrmRecord>> {
	const people = enrolments.flatMap((one) => personOf(one) ?? []);
	const found = new Map<string, CrmRecord>();
	for (const [name, list] of Map.groupBy(people, ({ object }) => object)) {
		const records = await recordsById(sql, catalogue.get(name), { ids: list.map(({ id }) => id), scope: { kind: 'all' } });
		for (const [id, record] of records) found.set(id, record);
	}
	return found;
}
