import { channels } from '../channels/registry';
import { conditionProblem } from '../conditions';
import type { Problem } from '../errors';
import { foldName } from '../normalise/names';
import type { Judged, RecordRule } from '../records';
import type { CadenceRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { breathe, type StoreTx } from '../store';
import type { Text } from '../text';
import { reroute } from './edit';
import { findStep, type Step } from './steps';
import { longestDelay } from './timing';
import { templatePurposes } from './world';

const cadence = objects.get('cadence');

/** A cadence that can be gone through: known channels and templates, delays of a year at most, jumps that lead on. */
export const cadenceRule: RecordRule = {
	async complete(tx: StoreTx, judged: Judged) {
		const templates = await templatePurposes(tx);
		for (const { index, after } of judged.drafts) {
			const problems = problemsOf(after as unknown as CadenceRecord, { judged, templates });
			if (problems.length > 0) judged.fail(index, validationFailed(cadence, problems));
			await breathe();
		}
	},
	follow: async (tx, changes) => await reroute(tx, changes),
};

interface Known {
	readonly judged: Judged;
	readonly templates: ReadonlyMap<string, string>;
}

const needed: Text = { en: 'is needed', 'zh-CN': '为必填项' };

function problemsOf(record: CadenceRecord, known: Known): Problem[] {
	const { window, sendFrom, sendUntil } = record;
	const steps = record.steps ?? [];
	const problems: Problem[] = [];
	if (steps.length === 0) problems.push({ field: 'steps', message: { en: 'needs at least one step', 'zh-CN': '至少需要一个步骤' } });
	if (window === 'hours' && (sendFrom ?? '09:00') >= (sendUntil ?? '18:00'))
		problems.push({ field: 'sendUntil', message: { en: 'must be later than the beginning', 'zh-CN': '必须晚于开始时刻' } });
	for (const [i, step] of steps.entries()) {
		const at = (field: string, message: Text): Problem => ({ field: `steps[${i}].${field}`, message });
		if (findStep(steps, step.name) < i) problems.push(at('name', { en: 'stands there twice', 'zh-CN': '重复' }));
		problems.push(...delayProblems(step).map((message) => at('delay', message)));
		if (step.kind === 'message') problems.push(...messageProblems(step, known).map(([field, message]) => at(field, message)));
		if (step.kind === 'condition') problems.push(...conditionProblems(record, i, known).map(([field, message]) => at(field, message)));
	}
	return problems;
}

function delayProblems({ delay = 0, delayUnit = 'workingDays' }: Step): Text[] {
	const most = longestDelay[delayUnit];
	if (delay >= 0 && delay <= most) return [];
	return [
		{ en: `must be from 0 to ${most} in this unit (a year), not ${delay}`, 'zh-CN': `该单位下应为 0 至 ${most}（一年），而不是 ${delay}` },
	];
}

type Found = ReadonlyArray<readonly [field: string, message: Text]>;

function messageProblems({ template, channels: wanted = [] }: Step, { templates }: Known): Found {
	const unknown = wanted.filter((id) => !channels.some((channel) => channel.id === id));
	const list = channels.map(({ id }) => id);
	return [
		...unknown.map(
			(id) =>
				[
					'channels',
					{
						en: `“${id}” is no channel; choose among ${list.join(', ')}`,
						'zh-CN': `没有渠道“${id}”；可选：${list.join('、')}`,
					},
				] as const,
		),
		...(template ? [] : [['template', needed] as const]),
		...(template && !templates.has(foldName(template)) ? [['template', noTemplate(template)] as const] : []),
	];
}

const noTemplate = (name: string): Text => ({
	en: `there is no message template “${name}”; make it with Message Template → Define first`,
	'zh-CN': `没有消息模板“${name}”，请先用“消息模板 → 定义”创建`,
});

function conditionProblems({ steps, audience }: CadenceRecord, i: number, { judged }: Known): Found {
	const { field, operator, value, then, else: otherwise } = steps[i];
	const found: Array<readonly [string, Text]> = [];
	if (!field) found.push(['field', needed]);
	if (!operator) found.push(['operator', needed]);
	if (field && operator) {
		const object = judged.session.objects.get(audience ?? 'lead');
		const problem = conditionProblem(object, { field, operator, ...(value !== undefined && { value }) });
		if (problem) found.push([problem.part, problem.message]);
	}
	for (const [part, target] of [
		['then', then],
		['else', otherwise],
	] as const) {
		const problem = target ? jumpProblem(steps, i, target) : undefined;
		if (problem) found.push([part, problem]);
	}
	return found;
}

/** What is wrong with where a condition leads: nowhere, or back, so that the steps on the way come round again. */
function jumpProblem(steps: readonly Step[], from: number, target: string): Text | undefined {
	const to = findStep(steps, target);
	if (to < 0) return { en: `there is no step “${target}”`, 'zh-CN': `没有步骤“${target}”` };
	if (to > from) return undefined;
	const path = [steps[from], ...steps.slice(to, from + 1)].map(({ name }) => name).join(' → ');
	return {
		en: `goes back, so that people would go round in a circle: ${path}. Name a later step`,
		'zh-CN': `指向之前的步骤，会形成循环：${path}。请选择之后的步骤`,
	};
}
