import type { Channel } from '../../channels/channel';
import { clock } from '../../clock';
import { addressKey } from '../../consents';
import { breathe, type Queue, type Sql, type StoreTx } from '../../store';
import { isOutsider, type Applicant } from './applicant';
import { takeBudgets } from './budgets';
import { Caps, isCapped, type Full } from './caps';
import { hoursVerdict, type OpenTimes } from './hours';
import { standings, type Standing } from './lists';
import { isoAt, type Rule, type SendRules } from './rules';
import type { Verdict } from './verdicts';

interface Gate {
	readonly channel: Channel;
	readonly account: string;
	readonly rules: SendRules;
	readonly times: OpenTimes;
	/** Those of the same call whom a budget has put off before. */
	readonly queue: Queue;
}

/**
 * Asks all rules about messages, in this order: consent, suppression, quiet hours, holidays, caps, budgets. The first that
 * says no is the verdict; undefined for a message that may go, whose place in the budgets is then taken.
 */
export async function passGate(tx: StoreTx, gate: Gate, applicants: readonly Applicant[]): Promise<Array<Verdict | undefined>> {
	await takeTurns(tx, gate, applicants);
	const verdicts = await judge(tx, gate, applicants);
	const passing = [...applicants.keys()].filter((i) => verdicts[i] === undefined);
	const until = await takeBudgets(
		tx,
		gate,
		passing.map((i) => applicants[i]),
	);
	passing.forEach(
		(i, n) => (verdicts[i] = until[n] === undefined ? undefined : fullVerdict(applicants[i], { rule: 'budget', at: until[n] }, gate)),
	);
	return verdicts;
}

/** There is room again at a time; whoever keeps to hours then waits for those. */
function fullVerdict({ purpose, colleague }: Applicant, { rule, at }: Full, { rules, times }: Pick<Gate, 'rules' | 'times'>): Verdict {
	const then = colleague ? undefined : hoursVerdict(at, times, rules.of(purpose));
	return { status: 'deferred', rule, earliestAt: then?.earliestAt ?? isoAt(at) };
}

/** Two that write to one person at once would each find room for one more. */
async function takeTurns(tx: StoreTx, { rules, channel }: Gate, applicants: readonly Applicant[]): Promise<void> {
	const counted = applicants.filter((applicant) => isCapped(applicant, rules, channel.id));
	if (counted.length > 0) await tx.dialect.takeTurns(tx, 'person', [...new Set(counted.map(addressKey))]);
}

/** What the gate would say of messages now, but for the budgets of an account. */
export const tryGate = async (
	sql: Sql,
	gate: Omit<Gate, 'account' | 'queue'>,
	applicants: readonly Applicant[],
): Promise<Array<Verdict | undefined>> => await judge(sql, gate, applicants);

async function judge(
	sql: Sql,
	{ rules, channel, times }: Omit<Gate, 'account' | 'queue'>,
	applicants: readonly Applicant[],
): Promise<Array<Verdict | undefined>> {
	const people = applicants.filter(isOutsider);
	const said = people.length > 0 ? await standings(sql, people) : new Map<string, Standing>();
	const caps = await Caps.load(sql, people, { rules, channel: channel.id });
	const hours = hoursOnce(times);
	const verdicts: Array<Verdict | undefined> = [];
	for (const applicant of applicants) {
		const verdict = judgeOne(applicant, { said, rules, hours });
		const full = verdict ? undefined : caps.take(applicant);
		verdicts.push(full ? fullVerdict(applicant, full, { rules, times }) : verdict);
		await breathe();
	}
	return verdicts;
}

interface Known {
	readonly said: ReadonlyMap<string, Standing>;
	readonly rules: SendRules;
	hours(rule: Rule): Verdict | undefined;
}

/** What the clock says is the same for all messages of a call that have the same rules. */
function hoursOnce(times: OpenTimes): Known['hours'] {
	const now = clock.now();
	const known = new Map<string, Verdict | undefined>();
	return (rule) => {
		if (!rule.quietHours && !rule.holidays) return undefined;
		const key = `${rule.quietHours} ${rule.holidays}`;
		if (!known.has(key)) known.set(key, hoursVerdict(now, times, rule));
		return known.get(key);
	};
}

function judgeOne(applicant: Applicant, { said, rules, hours }: Known): Verdict | undefined {
	const { purpose, address } = applicant;
	if (address === undefined) return { status: 'refused', rule: 'noAddress' };
	if (!isOutsider(applicant)) return undefined;
	const rule = rules.of(purpose);
	const standing = said.get(addressKey(applicant));
	const consent = standing?.consents.get(purpose);
	// Whoever took a consent back meant it, also for a purpose that needs none.
	if (consent === 'withdrawn') return { status: 'refused', rule: 'withdrawn' };
	if (rule.needsConsent && consent !== 'granted') return { status: 'refused', rule: 'consent' };
	if (standing?.suppressed) return { status: 'refused', rule: 'suppressed' };
	return hours(rule);
}
