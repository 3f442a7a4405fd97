import { objects } from '../../../../core';
import type { CompletedStep, CompleteStepInput, StepResult } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { filledIn, simplified, simplifyProperty } from '../../../shared/simplify';
import { enrolmentProperty, readEnrolment } from './enrolmentParameter';

const stepLabel: Text = { en: 'Step', 'zh-CN': '步骤' };
const resultLabel: Text = { en: 'Result', 'zh-CN': '结果' };
const messageLabel: Text = { en: 'Message ID', 'zh-CN': '消息 ID' };

const results: ReadonlyArray<{ name: Text; value: StepResult }> = [
	{ name: { en: 'Sent', 'zh-CN': '已发送' }, value: 'sent' },
	{ name: { en: 'Deferred', 'zh-CN': '已推迟' }, value: 'deferred' },
	{ name: { en: 'Refused', 'zh-CN': '未获准' }, value: 'refused' },
	{ name: { en: 'Unclear', 'zh-CN': '结果不明' }, value: 'unclear' },
	{ name: { en: 'Done', 'zh-CN': '已完成' }, value: 'done' },
	{ name: { en: 'Skipped', 'zh-CN': '已跳过' }, value: 'skipped' },
];

const properties: readonly PropertySpec[] = [
	enrolmentProperty,
	{
		displayName: stepLabel,
		name: 'step',
		type: 'string',
		default: '',
		placeholder: { en: 'e.g. {{ $json.payload.step }}', 'zh-CN': '例如 {{ $json.payload.step }}' },
		description: { en: 'Name of the step; empty: the one that the person is at', 'zh-CN': '步骤名称；留空则为客户当前所在的步骤' },
	},
	{
		displayName: resultLabel,
		name: 'result',
		type: 'options',
		default: 'done',
		options: results,
		description: {
			en: 'What became of the step; an expression may give the outcome of a message that was sent',
			'zh-CN': '步骤的结果；可用表达式填入消息发送的结果',
		},
	},
	{
		displayName: messageLabel,
		name: 'messageId',
		type: 'string',
		default: '',
		placeholder: { en: 'e.g. 01890a5d-ac96-774b-bcce-b302099a8057', 'zh-CN': '例如 01890a5d-ac96-774b-bcce-b302099a8057' },
		description: { en: 'The message of the step, for the statistics', 'zh-CN': '该步骤的消息，用于统计' },
	},
	simplifyProperty,
];

type Params = Omit<CompleteStepInput, 'item'> & { readonly simplify: boolean };

function read(parameter: Parameters): Params {
	const given = parameter.text('result', resultLabel);
	const result = results.find(({ value }) => value === given)?.value;
	if (!result) throw badParameter(resultLabel, 'result', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	const step = parameter.text('step', stepLabel);
	const messageId = parameter.text('messageId', messageLabel);
	return {
		enrolmentId: readEnrolment(parameter),
		result,
		...(step !== undefined && { step }),
		...(messageId !== undefined && { messageId }),
		simplify: parameter.flag('simplify'),
	};
}

export const completeStep = defineAction<Params, CompletedStep>({
	resource: 'enrolment',
	operation: 'completeStep',
	text: { en: ['Complete Step', 'Complete a step of a cadence'], 'zh-CN': ['完成步骤', '完成跟进节奏的步骤'] },
	description: {
		en: 'Say what became of a step, so that the next one comes due; a step that is done stays as it was',
		'zh-CN': '记录步骤的结果并安排下一步；已完成的步骤保持不变',
	},
	properties,
	read,
	run: async (crm, inputs) => await crm.cadences.completeStep(inputs),
	emit: ({ enrolment, ...rest }, { simplify }) => [
		{ json: { ...rest, enrolment: simplify ? filledIn(simplified(objects.get('enrolment'), enrolment)) : enrolment } },
	],
});
