import type { Purpose } from '../../../../core/channels/channel';
import type { ConsentInput, ConsentsSet } from '../../../../core/crm';
import { objects } from '../../../../core';
import { listEntries } from '../../../../core/filter';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { badParameter } from '../../../shared/errors';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { atOption, readWhen, sourceOption, wordsOption } from '../../consent/details';
import { onlyKindOption, readTarget, targetProperties } from '../../consent/target';

const stateLabel: Text = { en: 'State', 'zh-CN': '状态' };
const purposesLabel: Text = { en: 'Purposes', 'zh-CN': '用途' };
const proofLabel: Text = { en: 'Proof', 'zh-CN': '凭证' };

const choices = (field: string) =>
	(objects.get('consent').byName.get(field)?.options ?? []).map(({ value, label }) => ({ name: label, value }));

const stateProperty: PropertySpec = {
	displayName: stateLabel,
	name: 'state',
	type: 'options',
	ordered: true,
	default: 'granted',
	options: choices('state'),
};

const purposesProperty: PropertySpec = {
	displayName: purposesLabel,
	name: 'purposes',
	type: 'multiOptions',
	ordered: true,
	default: ['marketing'],
	options: choices('purpose'),
	description: {
		en: 'What the person agreed to get, or wants no more; marketing needs a consent, the others may go until it is withdrawn',
		'zh-CN': '对方同意或不再接收的内容；营销须有同意，其他用途在撤回前均可发送',
	},
};

const proofOption = wordsOption('consent', 'proof', {
	en: 'What shows it, such as the words beside the box that was ticked',
	'zh-CN': '可证明同意的内容，例如勾选框旁的文字',
});

function readPurposes(parameter: Parameters): Purpose[] {
	const known = choices('purpose').map(({ value }) => value as Purpose);
	const said = listEntries(parameter.value('purposes'));
	const purposes = known.filter((purpose) => said.includes(purpose));
	if (purposes.length === said.length) return purposes;
	throw badParameter(purposesLabel, 'purposes', { en: 'must be some of the choices', 'zh-CN': '应为列表中的选项' });
}

export const setConsent = defineAction<Omit<ConsentInput, 'item'>, ConsentsSet>({
	resource: 'consent',
	operation: 'set',
	text: { en: ['Set', 'Set a consent'], 'zh-CN': ['设置', '设置同意'] },
	description: {
		en: 'Note what a person agreed to get, or wants no more, with where and when it was said',
		'zh-CN': '记录对方同意或不再接收的内容，以及来源和时间',
	},
	properties: [
		...targetProperties,
		stateProperty,
		purposesProperty,
		optionsProperty([onlyKindOption, proofOption, atOption, sourceOption]),
	],
	read: (parameter) => ({
		...readTarget(parameter),
		state: parameter.requiredText('state', stateLabel) as ConsentInput['state'],
		purposes: readPurposes(parameter),
		...readWhen(parameter),
		proof: parameter.text('options.proof', proofLabel),
	}),
	run: async (crm, inputs) => await crm.consents.set(inputs),
});
