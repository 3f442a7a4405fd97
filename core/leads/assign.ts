import type { AssignmentRuleRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { text, type Text } from '../text';
import { recordValue, ruleValue } from './ruleValue';
import { type AssignmentState, type Method, type Person, Pool } from './assignmentPool';

export type { AssignmentState, Person };

/** What assigning needs of an assignment rule. */
export type AssignmentRule = Pick<AssignmentRuleRecord, 'method' | 'teamId' | 'branches'>;

/** Who gets one item, and why; nobody when everyone it could go to is away. */
export interface Assignment {
	readonly userId?: string;
	readonly reason: Text;
}

export interface AssignmentPlan {
	/** One per item, in the items' order. */
	readonly assignments: Assignment[];
	/** To be stored: the next batch goes on from here. */
	readonly state: AssignmentState;
}

/** Who is there to take work. */
export interface Staff {
	/** Everyone who may get work; the caller leaves out roles that take none. */
	readonly people: readonly Person[];
	/** As the rule's last batch left it; at first `{ next: 1, last: {} }`. */
	readonly state: AssignmentState;
	/** YYYY-MM-DD in the company's time zone; absences include their first and last day. */
	readonly today: string;
}

type Branch = NonNullable<AssignmentRule['branches']>[number];
type Item = Readonly<Record<string, unknown>>;

/** A branch or the default: whom it may give to, and how its share of the reason reads. */
interface Target {
	readonly name: Text;
	readonly method: Method;
	readonly candidates: readonly Person[];
}

/**
 * Decides who gets each item of a batch; reads and stores nothing. An item goes to the first branch whose field has
 * one of its values (case, width, spaces and option labels aside), and there to its user or else its team; when
 * nobody there is present, to the rule's team, or to all `people` when the rule names no team. Teams are taken
 * without their sub-teams.
 *
 * Round robin gives to whoever was longest without an item by any rule, least open work to whoever has the fewest
 * open items; both count what this batch has given already. A person back from an absence gets one item, not the
 * backlog. People who left (`active` false) or are absent on `today` get nothing.
 *
 * Two calls at once would choose the same person: read the state, call, and store the new state in one transaction.
 */
export function planAssignment(items: readonly Item[], rule: AssignmentRule, { people, state, today }: Staff): AssignmentPlan {
	const pool = new Pool(people, state, today);
	const fallback: Target = {
		name: { en: 'default', 'zh-CN': '默认分配' },
		method: rule.method ?? 'roundRobin',
		candidates: rule.teamId ? pool.team(rule.teamId) : pool.present,
	};
	const branches = (rule.branches ?? []).map((branch, index) => compileBranch(branch, index, fallback, pool));
	const assignments = items.map((item) => {
		const branch = branches.find(({ matches }) => matches(item))?.target;
		return give(pool, branch, fallback);
	});
	return { assignments, state: pool.state };
}

function compileBranch(branch: Branch, index: number, fallback: Target, pool: Pool) {
	const field = objects.get('lead').byName.get(branch.field);
	const values = new Set(branch.values.map((value) => ruleValue(field, value)).filter((value) => value !== ''));
	const label = field?.label ?? { en: branch.field, 'zh-CN': branch.field };
	const target: Target = {
		name: text`${{ en: 'branch ', 'zh-CN': '分支 ' }}${index + 1}${{ en: ' (', 'zh-CN': '（' }}${label}${{ en: ')', 'zh-CN': '）' }}`,
		method: branch.method ?? fallback.method,
		candidates: candidatesOf(branch, pool) ?? fallback.candidates,
	};
	return { target, matches: (item: Item) => values.has(recordValue(item, branch.field)) };
}

/** Undefined for a branch that names neither a user nor a team, and so changes only the method. */
function candidatesOf({ userId, teamId }: Branch, pool: Pool): readonly Person[] | undefined {
	const user = userId ? pool.user(userId) : [];
	if (user.length > 0) return user;
	return teamId ? pool.team(teamId) : userId ? user : undefined;
}

const METHODS: Record<Method, Text> = {
	roundRobin: { en: 'round robin', 'zh-CN': '轮流分配' },
	leastOpenWork: { en: 'least open work', 'zh-CN': '待办最少优先' },
};

function give(pool: Pool, branch: Target | undefined, fallback: Target): Assignment {
	const away = branch?.candidates.length === 0;
	const target = branch && !away ? branch : fallback;
	const before = away && branch ? text`${branch.name}${{ en: ': nobody is present; ', 'zh-CN': '：无人在岗；' }}` : '';
	const chosen = pool.choose(target.candidates, target.method);
	const how = chosen ? METHODS[target.method] : { en: 'nobody is present', 'zh-CN': '无人在岗' };
	return { userId: chosen?.id, reason: text`${before}${target.name}${{ en: ': ', 'zh-CN': '：' }}${how}` };
}
