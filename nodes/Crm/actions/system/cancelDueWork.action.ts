import type { Input, Outcome } from '../../../../core/context';
import type { CancelInput, DueWork } from '../../../../core/crm';
import { defineAction } from '../../../shared/action';
import type { PropertySpec } from '../../../shared/property';
import { readRequiredRecord, requiredRecordProperties } from '../../../shared/aboutRecord';
import { readWorkId, workIdProperty, workJson } from '../work/workItem';
import { kindsProperties, readKinds } from './dueWork.action';

const byProperty: PropertySpec = {
	displayName: { en: 'Cancel', 'zh-CN': '取消范围' },
	name: 'cancelBy',
	type: 'options',
	noDataExpression: true,
	default: 'id',
	ordered: true,
	options: [
		{ name: { en: 'One by Its ID', 'zh-CN': '按 ID 取消一条' }, value: 'id' },
		{ name: { en: 'All of a Record', 'zh-CN': '某条记录的全部事项' }, value: 'record' },
	],
};

const shownFor = (value: string) => (property: PropertySpec) => ({
	...property,
	displayOptions: { ...property.displayOptions, show: { ...property.displayOptions?.show, cancelBy: [value] } },
});

type Params = { readonly id: string } | Omit<CancelInput, 'item'>;

const isOfRecord = (input: Params & Input): input is CancelInput => 'object' in input;

export const cancelDueWork = defineAction<Params, DueWork | { cancelled: number }>({
	resource: 'system',
	operation: 'cancelDueWork',
	text: { en: ['Cancel Due Work', 'Cancel due work'], 'zh-CN': ['取消到期事项', '取消到期事项'] },
	description: {
		en: 'Cancel due work by its ID, or all of a record, so that it is not done any more',
		'zh-CN': '按 ID 取消到期事项，或取消某条记录的全部到期事项，使其不再执行',
	},
	properties: [byProperty, shownFor('id')(workIdProperty), ...[...requiredRecordProperties, ...kindsProperties].map(shownFor('record'))],
	read: (parameter) =>
		parameter.value('cancelBy') === 'record' ? { ...readRequiredRecord(parameter), kinds: readKinds(parameter) } : readWorkId(parameter),
	run: async (crm, inputs) => {
		const outcomes = new Map<number, Outcome<DueWork | { cancelled: number }>>();
		const ofRecords = inputs.filter(isOfRecord);
		const single = inputs.filter((input): input is Input & { id: string } => !isOfRecord(input));
		(await crm.work.cancel(single)).forEach((outcome, at) => outcomes.set(single[at].item, outcome));
		(await crm.work.cancelByRecord(ofRecords)).forEach((outcome, at) => outcomes.set(ofRecords[at].item, outcome));
		return inputs.map(({ item }) => outcomes.get(item) as Outcome<DueWork | { cancelled: number }>);
	},
	emit: (value) => [{ json: 'id' in value ? workJson(value) : { ...value } }],
});
