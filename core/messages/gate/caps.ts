import { clock } from '../../clock';
import { Bindings, breathe, chunksOf, type Sql } from '../../store';
import type { Applicant } from './applicant';
import { addressKey } from './lists';
import { ago, isoAt, type ChannelRule, type SendRules } from './rules';
import type { RuleCode, Verdict } from './verdicts';

const day = 86_400_000;
const week = 7 * day;

interface Row {
	readonly kind: string;
	readonly address: string;
	readonly purpose: string | null;
	readonly channel: string;
	readonly today: number;
	/** When the oldest of the day was, or of the week. */
	readonly firstToday: string | null;
	readonly thisWeek: number;
	readonly first: string;
}

/** Messages to an address that count, by purpose and channel. */
interface Count {
	count: number;
	first: string;
}

const nothing = (): Count => ({ count: 0, first: clock.iso() });

/** Whether it matters how many messages the recipient had. */
export function isCapped({ purpose, colleague, address }: Applicant, rules: SendRules, channel: string): boolean {
	if (colleague || address === undefined) return false;
	const { maxPerDay, maxPerWeek } = rules.of(purpose);
	return maxPerDay > 0 || maxPerWeek > 0 || (rules.channel(channel)?.maxPerDay ?? 0) > 0;
}

/** How many messages addresses had within a day and a week, those of this call included as they pass. */
export class Caps {
	readonly #counts = new Map<string, Count>();

	private constructor(
		private readonly rules: SendRules,
		private readonly channelId: string,
	) {}

	/** Counts what is needed, in one statement per five hundred addresses; none where no rule asks. */
	static async load(sql: Sql, applicants: readonly Applicant[], { rules, channel }: { rules: SendRules; channel: string }): Promise<Caps> {
		const caps = new Caps(rules, channel);
		const capped = applicants.filter((applicant) => isCapped(applicant, rules, channel));
		const addresses = new Map(capped.map((applicant) => [addressKey(applicant), [applicant.addressKind, applicant.address]]));
		const own = capped.flatMap(({ reserved }) => reserved?.id ?? []);
		for (const chunk of chunksOf([...addresses.values()], 500)) {
			for (const row of await rowsOf(sql, chunk, own)) caps.#add(row);
			await breathe();
		}
		return caps;
	}

	#channelRule(): ChannelRule | undefined {
		return this.rules.channel(this.channelId);
	}

	#add(row: Row): void {
		const key = `${row.kind} ${row.address}`;
		this.#count(`${key} ${row.purpose ?? ''} day`, row.today, row.firstToday);
		this.#count(`${key} ${row.purpose ?? ''} week`, row.thisWeek, row.first);
		this.#count(`${key} @${row.channel} day`, row.today, row.firstToday);
	}

	#count(key: string, more: number, first: string | null): void {
		if (more === 0 || first === null) return;
		const known = this.#counts.get(key) ?? nothing();
		this.#counts.set(key, { count: known.count + more, first: known.count > 0 && known.first < first ? known.first : first });
	}

	verdict(applicant: Applicant): Verdict | undefined {
		if (applicant.colleague) return undefined;
		const { maxPerDay, maxPerWeek } = this.rules.of(applicant.purpose);
		const key = addressKey(applicant);
		return (
			this.#over(`${key} ${applicant.purpose} day`, maxPerDay, 'maxPerDay', day) ??
			this.#over(`${key} ${applicant.purpose} week`, maxPerWeek, 'maxPerWeek', week) ??
			this.#over(`${key} @${this.channelId} day`, this.#channelRule()?.maxPerDay ?? 0, 'channelMaxPerDay', day)
		);
	}

	/** It may go again when the oldest of the messages that count is older than the time that is looked at. */
	#over(key: string, max: number, rule: RuleCode, span: number): Verdict | undefined {
		const { count, first } = this.#counts.get(key) ?? nothing();
		if (max === 0 || count < max) return undefined;
		return { status: 'deferred', rule, earliestAt: isoAt(Math.max(Date.parse(first) + span, clock.now() + 1000)) };
	}

	/** Another one passes. */
	passed(applicant: Applicant): void {
		const key = addressKey(applicant);
		const now = clock.iso();
		for (const span of ['day', 'week']) this.#count(`${key} ${applicant.purpose} ${span}`, 1, now);
		this.#count(`${key} @${this.channelId} day`, 1, now);
	}
}

/** What went out, may have gone out, or is about to. */
const counted = `('sending', 'sent', 'delivered', 'awaitingStaff', 'unclear')`;

/** @param own messages that do not count, as they are the ones that are asked about */
async function rowsOf(sql: Sql, addresses: readonly unknown[][], own: readonly string[]): Promise<Row[]> {
	const bindings = new Bindings(sql);
	const dayAgo = ago(day);
	return await sql.query<Row>(
		`SELECT w."kind" AS kind, w."address" AS address, m."purpose" AS purpose, m."channel" AS channel,
			sum(CASE WHEN m."at" > ${bindings.add(dayAgo)} THEN 1 ELSE 0 END) AS today,
			min(CASE WHEN m."at" > ${bindings.add(dayAgo)} THEN m."at" END) AS "firstToday", count(*) AS "thisWeek", min(m."at") AS first
		FROM ${bindings.rows(addresses, { kind: 'text', address: 'text' })} w CROSS JOIN "crm_message" m
		WHERE m."addressKind" = w."kind" AND m."address" = w."address" AND m."at" > ${bindings.add(ago(week))}
			AND m."status" IN ${counted} AND m."deletedAt" IS NULL
			${own.length > 0 ? `AND NOT (${bindings.among('m."id"', own)})` : ''}
		GROUP BY 1, 2, 3, 4`,
		bindings.values,
	);
}
