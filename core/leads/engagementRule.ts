import type { ScorePart } from '../crm';
import { foldName } from '../normalise/names';
import type { ScoringModelRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { text, type Text } from '../text';
import { ruleValue } from './ruleValue';

export type EngagementRule = NonNullable<ScoringModelRecord['engagementRules']>[number];

/** One thing that a lead did, or that was done with it. */
export interface EngagementEvent {
	readonly event: 'touchpoint' | 'activity';
	/** The touchpoint's `channel` or the activity's `method`. */
	readonly kind: string;
	/** UTC ISO 8601. */
	readonly at: string;
}

const DAY = 86_400_000;

/** What the event's `match` is compared with. */
const MATCHED = { touchpoint: 'channel', activity: 'method' } as const;

/**
 * Makes a rule ready for many leads. The result gives the rule's line of a lead's score at `now` (ms since the
 * epoch), or undefined where it comes to nothing.
 *
 * Each event counts `points` × 2^(−age / half-life): after one half-life half, after two a quarter. The sum is kept
 * within ± `cap` and rounded once, half up. An event in the future counts in full.
 */
export function compileEngagementRule(rule: EngagementRule): (events: readonly EngagementEvent[], now: number) => ScorePart | undefined {
	const field = objects.get(rule.event).byName.get(MATCHED[rule.event]);
	const match = rule.match ? ruleValue(field, rule.match) : undefined;
	const cap = rule.cap ?? Infinity;
	/** The same few sentences, whatever number of leads. */
	const reasons = new Map<string, Text>();
	return (events, now) => {
		const matching = events.filter(({ event, kind }) => event === rule.event && (match === undefined || foldName(kind) === match));
		// Oldest, and so smallest, first: the same sum in whatever order the events come.
		const ages = matching.map(({ at }) => Math.max(0, now - Date.parse(at)) / DAY).sort((a, b) => b - a);
		const total = ages.reduce((sum, age) => sum + rule.points * (rule.halfLifeDays ? 2 ** (-age / rule.halfLifeDays) : 1), 0);
		const points = Math.floor(Math.min(cap, Math.max(-cap, total)) + 0.5);
		if (points === 0) return undefined;
		const capped = Math.abs(total) > cap;
		const said = `${ages.length}${capped ? '!' : ''}`;
		const reason = reasons.get(said) ?? reasonOf(rule, { times: ages.length, capped });
		reasons.set(said, reason);
		return { kind: 'engagement', rule: rule.name || [rule.event, match].filter(Boolean).join(' '), points, reason };
	};
}

function reasonOf(rule: EngagementRule, { times, capped }: { times: number; capped: boolean }): Text {
	const { label } = objects.get(rule.event);
	const parts = [
		rule.name ? text`${rule.name}${{ en: ': ', 'zh-CN': '：' }}` : '',
		label,
		rule.match ? text`${{ en: ' (', 'zh-CN': '（' }}${matchLabel(rule, rule.match)}${{ en: ')', 'zh-CN': '）' }}` : '',
		text` ${times} ${{ en: times === 1 ? 'time' : 'times', 'zh-CN': '次' }}`,
		rule.halfLifeDays ? text`${{ en: ', halved every ', 'zh-CN': '，每 ' }}${rule.halfLifeDays}${{ en: ' days', 'zh-CN': ' 天减半' }}` : '',
		capped ? text`${{ en: ', limited to ', 'zh-CN': '，上限 ' }}${rule.cap ?? 0}` : '',
	];
	return parts.reduce<Text>((all, part) => text`${all}${part}`, { en: '', 'zh-CN': '' });
}

function matchLabel(rule: EngagementRule, typed: string): Text | string {
	const field = objects.get(rule.event).byName.get(MATCHED[rule.event]);
	const wanted = ruleValue(field, typed);
	return field?.options?.find(({ value }) => foldName(value) === wanted)?.label ?? typed;
}
