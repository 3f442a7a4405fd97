import { isBlank } from '../blank';
import { clock } from '../clock';
import { namedField, unfulfilled } from '../conditions';
import type { CrmRecord } from '../crm';
import { CrmError, type Problem } from '../errors';
import type { OpportunityRecord } from '../schema/generated/records';
import type { CrmObject } from '../schema/types';
import { text, type Text } from '../text';
import { opportunityLifecycle } from './opportunity.lifecycle';
import { enter, findStage, firstOf, kindOf, stageKey, type Pipeline, type Stage } from './pipelines';

export type Verb = 'moveStage' | 'win' | 'lose' | 'reopen';

const verbs: Readonly<Record<Verb, Text>> = {
	moveStage: { en: 'Move Stage', 'zh-CN': '推进阶段' },
	win: { en: 'Win', 'zh-CN': '赢单' },
	lose: { en: 'Lose', 'zh-CN': '输单' },
	reopen: { en: 'Reopen', 'zh-CN': '重新打开' },
};

/** What a caller asks of one opportunity. */
interface Asked {
	/** With its custom fields. */
	readonly opportunity: CrmObject;
	readonly verb: Verb;
	/** Key or name of a stage. */
	readonly stage?: string;
}

/** What a step changes, and the events that say so. */
interface StageStep {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly emits: readonly string[];
}

const nothing: StageStep = { fields: {}, emits: [] };

/**
 * The step that an opportunity makes; changes nothing itself.
 * @throws CrmError that names the field or the rule which stands in the way
 */
export function stageStep(record: CrmRecord, pipeline: Pipeline | undefined, asked: Asked): StageStep {
	const { verb } = asked;
	const { to, emits = '' } = opportunityLifecycle.apply(record as CrmRecord & OpportunityRecord, verb);
	const target = targetOf(record, pipeline, asked);
	if (verb === 'moveStage' && target) {
		if (kindOf(target) === 'won') return stageStep(record, pipeline, { ...asked, verb: 'win', stage: stageKey(target) });
		if (kindOf(target) === 'lost') throw refused(verb, loseInstead, { en: 'Use Lose.', 'zh-CN': '请使用“输单”操作。' });
		if (stageKey(target) === record.stage) return nothing;
	}
	if (pipeline && target) checkEntry(record, pipeline, { ...asked, target });
	const moved = target && stageKey(target) !== record.stage;
	const entered = moved || verb === 'reopen';
	return {
		fields: { ...closing[verb](), ...(entered && pipeline && target && { pipelineId: pipeline.id, ...enter(target) }), status: to },
		emits: moved && verb !== 'moveStage' ? [emits, 'opportunity.stageMoved'] : [emits],
	};
}

const loseInstead: Text = { en: 'a lost opportunity needs a reason', 'zh-CN': '输单需要填写原因' };

const closing: Readonly<Record<Verb, () => Readonly<Record<string, unknown>>>> = {
	moveStage: () => ({}),
	win: () => ({ closedAt: clock.iso(), probability: 100 }),
	lose: () => ({ closedAt: clock.iso(), probability: 0 }),
	reopen: () => ({ closedAt: null, lossReason: null, lossDetail: null }),
};

/** The stage a step leads to; none where the pipeline has none for it, or there is no pipeline. */
function targetOf(record: CrmRecord, pipeline: Pipeline | undefined, { verb, stage }: Asked): Stage | undefined {
	if (stage !== undefined) return namedStage(pipeline, stage);
	if (!pipeline) return undefined;
	if (verb !== 'reopen') return firstOf(pipeline, verb === 'win' ? 'won' : 'lost');
	const current = findStage(pipeline, record.stage);
	return current && kindOf(current) === 'open' ? current : firstOf(pipeline, 'open');
}

function namedStage(pipeline: Pipeline | undefined, wanted: string): Stage {
	if (!pipeline) throw noPipeline();
	const stage = findStage(pipeline, wanted);
	if (stage) return stage;
	const names = pipeline.stages.map(({ name }) => name);
	throw new CrmError(
		'ValidationFailed',
		{ en: `The pipeline “${pipeline.name}” has no such stage`, 'zh-CN': `销售管道“${pipeline.name}”没有该阶段` },
		{ hint: { en: `Its stages: ${names.join(', ')}.`, 'zh-CN': `可选阶段：${names.join('、')}。` }, field: 'stage' },
	);
}

/** A stage that is about to be entered. */
type Entry = Asked & { readonly target: Stage };

/** Checks what a stage demands of whatever moves forward into it, is closed in it, or is reopened in it by choice. */
function checkEntry(record: CrmRecord, { stages, allowBack }: Pipeline, entry: Entry): void {
	const { verb, target, stage: chosen } = entry;
	const from = stages.findIndex((stage) => stageKey(stage) === record.stage);
	if (verb === 'reopen' && chosen === undefined) return;
	if (verb === 'reopen' && kindOf(target) !== 'open') throw refused(verb, closedStage(target), chooseOpen);
	if (verb === 'moveStage' && from > stages.indexOf(target)) {
		if (allowBack !== false) return;
		const reason = {
			en: `the pipeline does not let opportunities go back to “${target.name}”`,
			'zh-CN': `该销售管道不允许退回“${target.name}”`,
		};
		throw refused(verb, reason, { en: 'Choose a later stage.', 'zh-CN': '请选择之后的阶段。' });
	}
	const problems = entryProblems(record, entry);
	if (problems.length > 0) throw notReady(entry, problems);
}

const closedStage = ({ name }: Stage): Text => ({
	en: `“${name}” is a stage for closed opportunities`,
	'zh-CN': `“${name}”是已关闭商机的阶段`,
});

const chooseOpen: Text = { en: 'Choose a stage of the kind Open, or none.', 'zh-CN': '请选择类型为“进行中”的阶段，或不选阶段。' };

function entryProblems(record: CrmRecord, { opportunity, target: { requiredFields = [], conditions = [] } }: Entry): Problem[] {
	const missing = requiredFields
		.filter((name) => namedField(opportunity, name) && isBlank(record[name]))
		.map((field): Problem => ({ field, message: { en: ' is needed', 'zh-CN': '为必填项' } }));
	const unmet = conditions.flatMap((condition): Problem[] => {
		const message = unfulfilled(opportunity, condition, record);
		return message && !missing.some(({ field }) => field === condition.field) ? [{ field: condition.field, message }] : [];
	});
	return [...missing, ...unmet];
}

function notReady({ verb, target, opportunity }: Entry, problems: readonly Problem[]): CrmError {
	const list = (locale: keyof Text) =>
		problems
			.map(({ field, message }) => `${opportunity.byName.get(field)?.label[locale] ?? field}${message[locale]}`)
			.join(locale === 'en' ? '; ' : '；');
	const reason = text`${{ en: 'to enter ', 'zh-CN': '进入' }}“${target.name}”${{ en: ', ', 'zh-CN': '前，' }}${{ en: list('en'), 'zh-CN': list('zh-CN') }}`;
	const hint = { en: 'Update the named fields of the opportunity, then try again.', 'zh-CN': '请先更新商机中指出的字段，然后重试。' };
	return refused(verb, reason, hint, problems);
}

const refused = (verb: Verb, reason: Text, hint: Text, problems: readonly Problem[] = []): CrmError =>
	new CrmError('TransitionRefused', text`“${verbs[verb]}”${{ en: ' is not possible: ', 'zh-CN': '无法执行：' }}${reason}`, {
		hint,
		field: problems[0]?.field ?? 'stage',
		problems,
	});

const noPipeline = () =>
	new CrmError(
		'RecordNotFound',
		{ en: 'There is no pipeline', 'zh-CN': '没有可用的销售管道' },
		{
			hint: { en: 'Make one with Pipeline → Define in a CRM Sales node.', 'zh-CN': '请在“CRM 销售”节点中用“销售管道 → 定义”创建。' },
			field: 'stage',
		},
	);
