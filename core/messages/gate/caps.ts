import type { AddressKind, Purpose } from '../../channels/channel';
import { clock } from '../../clock';
import { addressKey, type Address } from '../../consents';
import { Bindings, breathe, chunksOf, type Sql } from '../../store';
import { isOutsider, type Applicant, type Outsider } from './applicant';
import { ago, type SendRules } from './rules';
import type { RuleCode } from './verdicts';

const day = 86_400_000;
const week = 7 * day;

/** A cap is reached; at `at`, in milliseconds, there is room again. */
export interface Full {
	readonly rule: RuleCode;
	readonly at: number;
}

/** Some messages to an address are counted together: those of a purpose, or all of the channel. */
interface Cap {
	readonly by: 'purpose' | 'channel';
	readonly of: string;
	readonly max: number;
	readonly rule: RuleCode;
	readonly span: number;
}

/** The caps on messages of a purpose; 0 is none. */
function capsOf(purpose: Purpose, rules: SendRules, channel: string): Cap[] {
	const { maxPerDay, maxPerWeek } = rules.of(purpose);
	const caps: Cap[] = [
		{ by: 'purpose', of: purpose, max: maxPerDay, rule: 'maxPerDay', span: day },
		{ by: 'purpose', of: purpose, max: maxPerWeek, rule: 'maxPerWeek', span: week },
		{ by: 'channel', of: channel, max: rules.channel(channel)?.maxPerDay ?? 0, rule: 'channelMaxPerDay', span: day },
	];
	return caps.filter(({ max }) => max > 0);
}

/** Whether it matters how many messages the recipient had. */
export const isCapped = (applicant: Applicant, rules: SendRules, channel: string): applicant is Outsider =>
	isOutsider(applicant) && capsOf(applicant.purpose, rules, channel).length > 0;

/** When addresses had their newest messages, those of this call included as they pass. */
export class Caps {
	/** The newest first, as many as a cap looks at. */
	readonly #times = new Map<string, number[]>();

	private constructor(
		private readonly rules: SendRules,
		private readonly channelId: string,
	) {}

	/** Reads what is needed, in one statement per five hundred addresses; none where no rule asks. */
	static async load(sql: Sql, applicants: readonly Applicant[], { rules, channel }: { rules: SendRules; channel: string }): Promise<Caps> {
		const known = new Caps(rules, channel);
		const wanted: Wanted = { purpose: new Map(), channel: new Map() };
		for (const applicant of applicants) {
			if (!isCapped(applicant, rules, channel)) continue;
			for (const { by, of, max } of capsOf(applicant.purpose, rules, channel)) {
				const key = keyOf(applicant, { by, of });
				const most = Math.max(max, Number(wanted[by].get(key)?.[3] ?? 0));
				wanted[by].set(key, [applicant.addressKind, applicant.address, of, most]);
			}
			await breathe();
		}
		const own = applicants.flatMap(({ reserved }) => reserved?.id ?? []);
		for (const by of ['purpose', 'channel'] as const) {
			for (const chunk of chunksOf([...wanted[by].values()], 500)) {
				for (const { kind, address, of, at } of await newest(sql, { by, own }, chunk))
					known.#listOf(keyOf({ addressKind: kind, address }, { by, of })).push(Date.parse(at));
				await breathe();
			}
		}
		return known;
	}

	#listOf(key: string): number[] {
		const list = this.#times.get(key) ?? [];
		this.#times.set(key, list);
		return list;
	}

	/** A place for one more message; where there is none, when there is one again. */
	take(applicant: Applicant): Full | undefined {
		if (!isOutsider(applicant)) return undefined;
		const now = clock.now();
		const caps = capsOf(applicant.purpose, this.rules, this.channelId);
		for (const cap of caps) {
			// There is room as soon as this one is too old to count, however many came before it.
			const last = this.#listOf(keyOf(applicant, cap))[cap.max - 1];
			if (last !== undefined && last + cap.span > now) return { rule: cap.rule, at: last + cap.span };
		}
		for (const key of new Set(caps.map((cap) => keyOf(applicant, cap)))) this.#listOf(key).unshift(now);
		return undefined;
	}
}

type Wanted = Record<Cap['by'], Map<string, unknown[]>>;

const keyOf = (address: Address, { by, of }: Pick<Cap, 'by' | 'of'>): string => `${addressKey(address)} ${by} ${of}`;

/** What went out, may have gone out, or is about to. */
const counted = `('sending', 'sent', 'delivered', 'awaitingStaff', 'unclear')`;

interface Row {
	readonly kind: AddressKind;
	readonly address: string;
	readonly of: string;
	readonly at: string;
}

/**
 * The newest messages of the week to some addresses, the newest first, as many as each is asked for.
 * @param asked `own`: messages that do not count, as they are the ones that are asked about
 */
async function newest(sql: Sql, { by, own }: { by: Cap['by']; own: readonly string[] }, wanted: readonly unknown[][]): Promise<Row[]> {
	const bindings = new Bindings(sql);
	return await sql.query<Row>(
		`SELECT * FROM (
			SELECT w."kind" AS kind, w."address" AS address, w."of" AS "of", w."most" AS most, m."at" AS at,
				row_number() OVER (PARTITION BY w."kind", w."address", w."of" ORDER BY m."at" DESC) AS place
			FROM ${bindings.rows(wanted, { kind: 'text', address: 'text', of: 'text', most: 'integer' })} w CROSS JOIN "crm_message" m
			WHERE m."addressKind" = w."kind" AND m."address" = w."address" AND m."${by}" = w."of" AND m."at" > ${bindings.add(ago(week))}
				AND m."status" IN ${counted} AND m."deletedAt" IS NULL
				${own.length > 0 ? `AND NOT (${bindings.among('m."id"', own)})` : ''}
		) n WHERE place <= most ORDER BY place`,
		bindings.values,
	);
}
