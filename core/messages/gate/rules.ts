import type { Purpose } from '../../channels/channel';
import { clock } from '../../clock';
import type { SendPolicyRecord } from '../../schema/generated/records';
import { objects } from '../../schema/objects';
import { formatOf, type Sql } from '../../store';

/** What messages of one purpose must keep to. */
export interface Rule {
	readonly needsConsent: boolean;
	readonly quietHours: boolean;
	readonly holidays: boolean;
	/** Messages of the purpose to one address; 0: any number. */
	readonly maxPerDay: number;
	readonly maxPerWeek: number;
}

/** Limits of one channel beside its own; 0: none. */
export interface ChannelRule {
	/** Messages of any purpose to one address. */
	readonly maxPerDay: number;
	/** Messages of the whole account. */
	readonly perMinute: number;
	readonly perDay: number;
}

/** Rules for sending, as they are for the whole of a call. */
export interface SendRules {
	/** IANA name; undefined: the company calendar's. */
	readonly timeZone: string | undefined;
	/** HH:MM, by the clocks of the time zone. */
	readonly openFrom: string;
	readonly openUntil: string;
	readonly of: (purpose: Purpose) => Rule;
	readonly channel: (id: string) => ChannelRule | undefined;
}

const noCaps = { maxPerDay: 0, maxPerWeek: 0 };
const none: Rule = { needsConsent: false, quietHours: false, holidays: false, ...noCaps };

/**
 * Where no policy says otherwise. Commercial messages need consent (《通信短信息服务管理规定》, 2015, §18; the same goes for
 * advertising by e-mail), and vendors take them from 8 or 9 to 20, 21 or 22 o'clock: the hours all of them allow.
 */
const usual: Readonly<Record<Purpose, Rule>> = {
	marketing: { needsConsent: true, quietHours: true, holidays: true, maxPerDay: 1, maxPerWeek: 3 },
	care: { ...none, quietHours: true, maxPerDay: 1 },
	service: none,
	transaction: none,
};

export const usualHours = { openFrom: '09:00', openUntil: '20:00' };

/** The rules of the active policy, the oldest when there are several, over the usual ones. */
export async function sendRules(sql: Sql): Promise<SendRules> {
	const object = objects.get('sendPolicy');
	const format = formatOf(object);
	const [row] = await sql.query(
		`SELECT ${format.select} FROM "crm_send_policy" t WHERE "deletedAt" IS NULL AND "active" = TRUE ORDER BY "id" LIMIT 1`,
		[],
		'kept',
	);
	return rulesOf(row ? (format.decode(row) as unknown as SendPolicyRecord) : undefined);
}

function rulesOf(policy: SendPolicyRecord | undefined): SendRules {
	const own = new Map((policy?.rules ?? []).map(({ purpose, ...rule }) => [purpose, { ...usual[purpose], ...noCaps, ...filled(rule) }]));
	const channels = new Map((policy?.channels ?? []).map(({ channel, ...rule }) => [channel, rule]));
	return {
		timeZone: policy?.timeZone || undefined,
		openFrom: policy?.openFrom || usualHours.openFrom,
		openUntil: policy?.openUntil || usualHours.openUntil,
		of: (purpose) => own.get(purpose) ?? usual[purpose],
		channel: (id) => {
			const rule = channels.get(id);
			return rule && { maxPerDay: rule.maxPerDay ?? 0, perMinute: rule.perMinute ?? 0, perDay: rule.perDay ?? 0 };
		},
	};
}

/** What the rule of a policy leaves open: a rule that caps nothing has no caps, yet it stays with consent, hours and holidays as usual. */
const filled = (rule: Partial<Rule>): Partial<Rule> =>
	Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined && value !== null));

export const isoAt = (time: number): string => new Date(time).toISOString();

/** So many milliseconds ago. */
export const ago = (span: number): string => isoAt(clock.now() - span);
