import type { ScorePart } from '../crm';
import type { ScoringModelRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import type { CrmObject } from '../schema/types';
import type { Text } from '../text';
import { compileEngagementRule, type EngagementEvent } from './engagementRule';
import { compileFitRule } from './fitRule';

export type { EngagementEvent } from './engagementRule';

/** What scoring needs of a scoring model; a cap of null is no cap. */
export type ScoringModel = Pick<ScoringModelRecord, 'fitCap' | 'engagementCap' | 'fitRules' | 'engagementRules'> & {
	/** The fields that rules can name; those of the schema when absent. */
	readonly fields?: CrmObject['byName'];
};

export interface Score {
	/** Whole, and never below 0. */
	readonly score: number;
	/** Sum exactly to `score`; rules that come to 0 points are left out. */
	readonly parts: ScorePart[];
}

/**
 * A lead's score and how it came about: what the lead is (fit) and what it did (engagement), each up to its cap.
 * Where a cap cuts points off, or the sum would be below 0, a part of kind `cap` carries the difference.
 *
 * @param engagement the lead's touchpoints and activities, in any order
 * @param now milliseconds since the epoch
 */
export function scoreLead(
	lead: Readonly<Record<string, unknown>>,
	engagement: readonly EngagementEvent[],
	model: ScoringModel,
	now: number,
): Score {
	const { fitRules, engagementRules } = compiled(model);
	const fit = fitRules.map((rule) => rule(lead)).filter((part) => part !== undefined);
	const engaged = engagementRules.map((rule) => rule(engagement, now)).filter((part) => part !== undefined);
	const parts = [...fit, ...capOf('fitCap', fit, model.fitCap), ...engaged, ...capOf('engagementCap', engaged, model.engagementCap)];
	const total = sum(parts);
	if (total >= 0) return { score: total, parts };
	return { score: 0, parts: [...parts, { kind: 'cap', rule: 'floor', points: -total, reason: FLOOR }] };
}

const FLOOR: Text = { en: 'A score is never below 0', 'zh-CN': '评分不低于 0' };

const CAPS = {
	fitCap: (points: number): Text => ({ en: `Fit counts up to ${points} points`, 'zh-CN': `匹配分上限为 ${points} 分` }),
	engagementCap: (points: number): Text => ({ en: `Engagement counts up to ${points} points`, 'zh-CN': `互动分上限为 ${points} 分` }),
};

function capOf(rule: keyof typeof CAPS, parts: readonly ScorePart[], cap: number | null): ScorePart[] {
	const excess = sum(parts) - (cap ?? Infinity);
	return excess > 0 ? [{ kind: 'cap', rule, points: -excess, reason: CAPS[rule](cap ?? 0) }] : [];
}

const sum = (parts: readonly ScorePart[]) => parts.reduce((total, { points }) => total + points, 0);

const compile = (model: ScoringModel) => ({
	fitRules: (model.fitRules ?? []).map((rule) => compileFitRule(rule, model.fields ?? objects.get('lead').byName)),
	engagementRules: (model.engagementRules ?? []).map(compileEngagementRule),
});

const cache = new WeakMap<ScoringModel, ReturnType<typeof compile>>();

/** A batch scores thousands of leads by one model: its rules are folded and labelled once. */
function compiled(model: ScoringModel) {
	const known = cache.get(model) ?? compile(model);
	cache.set(model, known);
	return known;
}
