import { CrmError } from '../errors';
import { text, type Text } from '../text';

/** Why a record may not make a step now, or undefined when it may. Named after what it demands: `balanceIsZero`. */
export type Guard<R> = (record: R) => Text | undefined;

/** One verb: which states it starts from, and where it leads. */
export interface Transition<R, State extends string> {
	/** The verb as a user reads it. */
	readonly label: Text;
	readonly from: readonly State[];
	readonly to: State;
	/** Asked in order; the first reason refuses the step. */
	readonly guards?: ReadonlyArray<Guard<R>>;
	/** The lifecycle event, such as `lead.qualified`. */
	readonly emits?: string;
}

export interface LifecycleDefinition<R, State extends string, Verb extends string> {
	readonly states: readonly State[];
	/** The states as a user reads them: the option labels of the object's `status`, so that the two cannot drift apart. */
	readonly labels: Readonly<Record<string, Text>>;
	readonly initial: State;
	readonly transitions: Readonly<Record<Verb, Transition<R, State>>>;
}

/** What a step changes. */
export interface Step<State extends string> {
	readonly to: State;
	readonly emits?: string;
}

export interface Lifecycle<R, State extends string, Verb extends string> {
	readonly initial: State;
	/**
	 * The step that `verb` makes from the record's state; changes nothing itself.
	 * @throws CrmError TransitionRefused, naming the state, the verb and the guard's reason.
	 */
	apply(record: R, verb: Verb): Step<State>;
}

interface Stateful {
	readonly status?: unknown;
}

/**
 * A lifecycle as data, for records that keep their state in `status`. Called twice, so that the record's type is
 * given and those of states and verbs are inferred: `defineLifecycle<Lead>()({ … })`.
 * @throws Error when a state is unknown, has no label, or cannot be reached: at load, where the author sees it.
 */
export function defineLifecycle<R extends Stateful>() {
	return <const State extends string, Verb extends string>(definition: LifecycleDefinition<R, State, Verb>): Lifecycle<R, State, Verb> => {
		assertKnown(definition);
		assertReachable(definition);
		return {
			initial: definition.initial,
			apply(record, verb) {
				const { from, to, guards = [], emits } = definition.transitions[verb];
				if (!from.some((state) => state === record.status)) throw wrongState(definition, record, verb);
				for (const guard of guards) {
					const reason = guard(record);
					if (reason) throw guarded(definition.transitions[verb], reason);
				}
				return { to, emits };
			},
		};
	};
}

type AnyDefinition = LifecycleDefinition<never, string, string>;

const transitionsOf = (definition: AnyDefinition) => Object.values<Transition<never, string>>(definition.transitions);

function assertKnown(definition: AnyDefinition): void {
	const { states, labels, initial } = definition;
	const used = [initial, ...transitionsOf(definition).flatMap(({ from, to }) => [...from, to])];
	const unknown = [...used, ...Object.keys(labels)].filter((state) => !states.includes(state));
	if (unknown.length > 0) throw new Error(`lifecycle: unknown state ${unknown.join(', ')}`);
	const unlabelled = states.filter((state) => !Object.hasOwn(labels, state));
	if (unlabelled.length > 0) throw new Error(`lifecycle: no label for state ${unlabelled.join(', ')}`);
}

function assertReachable(definition: AnyDefinition): void {
	const reached = new Set([definition.initial]);
	for (let before = 0; before < reached.size;) {
		before = reached.size;
		for (const { from, to } of transitionsOf(definition)) if (from.some((state) => reached.has(state))) reached.add(to);
	}
	const lost = definition.states.filter((state) => !reached.has(state));
	if (lost.length > 0) throw new Error(`lifecycle: state ${lost.join(', ')} cannot be reached from ${definition.initial}`);
}

const refusal = (verb: Transition<never, string>, reason: Text, hint: Text) =>
	new CrmError('TransitionRefused', text`“${verb.label}”${{ en: ' is not possible: ', 'zh-CN': '无法执行：' }}${reason}`, {
		hint,
		field: 'status',
	});

const guarded = (verb: Transition<never, string>, reason: Text) =>
	refusal(verb, reason, { en: 'Settle this first, then try again.', 'zh-CN': '请先处理上述问题，然后重试。' });

function wrongState(definition: AnyDefinition, record: Stateful, verb: string): CrmError {
	const state = String(record.status);
	const label = Object.hasOwn(definition.labels, state) ? definition.labels[state] : { en: state, 'zh-CN': state };
	const possible = transitionsOf(definition).filter(({ from }) => from.includes(state));
	const list = (locale: keyof Text, separator: string) => possible.map((transition) => transition.label[locale]).join(separator);
	const hint = possible.length
		? { en: `Possible in this status: ${list('en', ', ')}.`, 'zh-CN': `当前状态下可执行：${list('zh-CN', '、')}。` }
		: { en: 'Nothing more can be done in this status.', 'zh-CN': '当前状态下没有可执行的操作。' };
	return refusal(definition.transitions[verb], text`${{ en: 'the status is ', 'zh-CN': '当前状态为' }}“${label}”`, hint);
}
