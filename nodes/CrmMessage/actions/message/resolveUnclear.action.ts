import type { ResolveInput, Sender, SendOutcome } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { simplifyProperty } from '../../../shared/simplify';
import { channelProperty, readSender } from '../../send/channel';
import { emitOutcome, sendOutputs } from '../../send/outcomeItem';

const verdictLabel: Text = { en: 'Outcome', 'zh-CN': '结果' };
const saidByLabel: Text = { en: 'Said By', 'zh-CN': '确认人' };

const verdicts = [
	{ name: { en: 'Ask the Channel', 'zh-CN': '向渠道查询' }, value: 'ask' },
	{ name: { en: 'It Was Not Sent', 'zh-CN': '确认未发出' }, value: 'notSent' },
	{ name: { en: 'It Was Sent', 'zh-CN': '确认已发出' }, value: 'sent' },
];

const verdictProperty: PropertySpec = {
	displayName: verdictLabel,
	name: 'verdict',
	type: 'options',
	noDataExpression: true,
	default: 'ask',
	options: verdicts,
	description: {
		en: 'What became of the message; one that was not sent waits to be sent again by hand, and is never sent again by itself',
		'zh-CN': '消息的实际结果；确认未发出的消息会等待人工再次发送，不会自动重发',
	},
};

const saidByProperty: PropertySpec = {
	displayName: saidByLabel,
	name: 'saidBy',
	type: 'string',
	required: true,
	default: '',
	displayOptions: { show: { verdict: ['notSent', 'sent'] } },
	description: { en: 'Who found out, such as a name', 'zh-CN': '由谁核实，例如姓名' },
};

type Params = Omit<ResolveInput, 'item'> & { readonly simplify: boolean };

function read(parameter: Parameters): Params {
	const verdict = verdicts.find(({ value }) => value === parameter.value('verdict'))?.value as ResolveInput['verdict'] | undefined;
	if (!verdict) throw badParameter(verdictLabel, 'verdict', { en: 'must be one of the choices', 'zh-CN': '应为列表中的选项之一' });
	return {
		messageId: readLocator(parameter, 'message'),
		verdict,
		...(verdict !== 'ask' && { saidBy: parameter.requiredText('saidBy', saidByLabel) }),
		simplify: parameter.flag('simplify'),
	};
}

export const resolveUnclear = defineAction<Params, SendOutcome, Sender | undefined>({
	resource: 'message',
	operation: 'resolveUnclear',
	text: { en: ['Resolve Unclear', 'Resolve an unclear message'], 'zh-CN': ['处理结果不明', '处理结果不明的消息'] },
	description: {
		en: 'Say what became of a message of which nobody knows whether it was sent, or that an employee was to confirm',
		'zh-CN': '确认不确定是否已发出的消息或待员工确认的消息的实际结果',
	},
	properties: [
		locatorFor('message'),
		verdictProperty,
		{ ...channelProperty, displayOptions: { show: { verdict: ['ask'] } } },
		saidByProperty,
		simplifyProperty,
	],
	outputs: sendOutputs,
	errorOutput: 'refused',
	read,
	settings: async (parameter, context) => (parameter.value('verdict') === 'ask' ? await readSender(parameter, context) : undefined),
	run: async (crm, inputs, sender) => await crm.messages.resolve(inputs, sender),
	emit: (outcome, { simplify }) => emitOutcome(outcome, simplify),
});
