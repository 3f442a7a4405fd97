import type { WorkingTimeInput } from '../crm';
import { CrmError } from '../errors';
import { foldName } from '../normalise/names';
import type { Session } from '../records';
import type { HolidayCalendarRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { Bindings, formatOf, quote, recordsById, type Sql } from '../store';
import { builtInCalendar, WorkingCalendar } from './workingCalendar';

type Wanted = Pick<WorkingTimeInput, 'calendar' | 'object' | 'recordId'>;

const holidayCalendar = objects.get('holidayCalendar');

const noCalendar = (name: string) =>
	new CrmError(
		'RecordNotFound',
		{ en: `There is no holiday calendar "${name}"`, 'zh-CN': `没有节假日日历“${name}”` },
		{
			hint: {
				en: 'Choose one from the list, or make it with Holiday Calendar → Define.',
				'zh-CN': '请从列表中选择，或用“节假日日历 → 定义”创建。',
			},
			field: 'calendar',
		},
	);

/** Whose working time is which. */
export interface UserCalendars {
	/** That of the user's team, else the company's; the company's where there is no user. */
	of(userId: string | null): WorkingCalendar;
}

/** The company's calendars, read once for a call, and whose they are. */
export class CalendarBook {
	readonly #made = new Map<string, WorkingCalendar>();

	private constructor(
		private readonly records: readonly HolidayCalendarRecord[],
		private readonly teamOf: ReadonlyMap<string, string>,
		private readonly teams: ReadonlyMap<string, Team>,
	) {}

	/** Reads what is needed for the records of some inputs, in a few statements. */
	static async open(session: Session, wanted: readonly Wanted[]): Promise<CalendarBook> {
		const { read } = session.store;
		return new CalendarBook(await calendarsIn(read), await teamsOfRecords(session, wanted), await teamsIn(read));
	}

	/** The calendars of some users, in a transaction of a domain that plans for them. */
	static async ofUsers(sql: Sql, userIds: Iterable<string>): Promise<UserCalendars> {
		const teams = await teamsOfUsers(sql, [...new Set(userIds)]);
		const book = new CalendarBook(await calendarsIn(sql), new Map(), await teamsIn(sql));
		return { of: (userId) => book.ofTeam(userId == null ? undefined : (teams.get(userId) ?? undefined)) };
	}

	/** The calendar that was asked for, else that of the record's team or of the team above it, else the company's, else the built-in one. */
	calendarFor({ calendar, object, recordId }: Wanted): WorkingCalendar | CrmError {
		if (calendar !== undefined) {
			const record = this.records.find(({ id, name }) => id === calendar || foldName(name) === foldName(calendar));
			return record ? this.#calendar(record) : noCalendar(calendar);
		}
		const team = this.teamOf.get(`${object} ${recordId}`);
		return this.ofTeam(team);
	}

	ofTeam(teamId: string | undefined): WorkingCalendar {
		const seen = new Set<string>();
		for (let id = teamId; id !== undefined && !seen.has(id);) {
			seen.add(id);
			const team = this.teams.get(id);
			const own = team?.calendarId != null ? this.records.find((record) => record.id === team.calendarId) : undefined;
			if (own) return this.#calendar(own);
			id = team?.parentId ?? undefined;
		}
		const company = this.records.find(({ active }) => active === true);
		return company ? this.#calendar(company) : this.#builtIn();
	}

	#calendar(record: HolidayCalendarRecord): WorkingCalendar {
		const made = this.#made.get(record.id) ?? new WorkingCalendar(record);
		this.#made.set(record.id, made);
		return made;
	}

	#builtIn(): WorkingCalendar {
		const made = this.#made.get('') ?? new WorkingCalendar(builtInCalendar);
		this.#made.set('', made);
		return made;
	}
}

/** The company's calendar by itself: its oldest active one, else the built-in one. */
export async function companyCalendar(sql: Sql): Promise<WorkingCalendar> {
	const format = formatOf(holidayCalendar);
	const [row] = await sql.query(
		format.reading(`${quote(holidayCalendar.table)} t WHERE "deletedAt" IS NULL AND "active" = TRUE ORDER BY "id" LIMIT 1`),
		[],
		'kept',
	);
	return new WorkingCalendar(row ? (format.decode(row) as unknown as HolidayCalendarRecord) : builtInCalendar);
}

interface Team {
	readonly id: string;
	readonly parentId: string | null;
	readonly calendarId: string | null;
}

/** The oldest first: the oldest active one is the company's. */
async function calendarsIn(sql: Sql): Promise<HolidayCalendarRecord[]> {
	const format = formatOf(holidayCalendar);
	const rows = await sql.query(`SELECT ${format.select} FROM ${quote(holidayCalendar.table)} t WHERE "deletedAt" IS NULL ORDER BY "id"`);
	return rows.map((row) => format.decode(row) as unknown as HolidayCalendarRecord);
}

async function teamsIn(sql: Sql): Promise<Map<string, Team>> {
	const rows = await sql.query<Team>('SELECT "id", "parentId", "calendarId" FROM "crm_team" WHERE "deletedAt" IS NULL');
	return new Map(rows.map((row) => [row.id, row]));
}

async function teamsOfUsers(sql: Sql, userIds: readonly string[]): Promise<Map<string, string | null>> {
	if (userIds.length === 0) return new Map();
	const bindings = new Bindings(sql);
	const users = await sql.query<{ id: string; teamId: string | null }>(
		`SELECT "id", "teamId" FROM "crm_user" WHERE ${bindings.among('"id"', userIds)}`,
		bindings.values,
	);
	return new Map(users.map(({ id, teamId }) => [id, teamId]));
}

/** The teams of the owners of records, by object and id. */
async function teamsOfRecords(
	{ store: { read }, objects: known, context }: Session,
	wanted: readonly Wanted[],
): Promise<Map<string, string>> {
	const owners = new Map<string, string>();
	for (const name of new Set(wanted.flatMap(({ object, calendar }) => (object && calendar === undefined ? [object] : [])))) {
		const object = known.get(name);
		const owner = object.scope && 'owner' in object.scope ? object.scope.owner : undefined;
		if (owner === undefined) continue;
		const ids = wanted.flatMap((input) => (input.object === name && input.recordId ? [input.recordId] : []));
		for (const [id, record] of await recordsById(read, object, { ids, scope: context.scope })) {
			const user = record[owner];
			if (typeof user === 'string') owners.set(`${name} ${id}`, user);
		}
	}
	if (owners.size === 0) return owners;
	const teams = await teamsOfUsers(read, [...new Set(owners.values())]);
	return new Map([...owners].flatMap(([record, user]) => (teams.get(user) ? [[record, teams.get(user) as string]] : [])));
}
