import { objects } from '../../../../core';
import type { AssignInput, CrmRecord } from '../../../../core/crm';
import type { CrmObject, ObjectName } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { objectOptions } from '../../../shared/schemaForm';

/** What has happened, such as a call at its time, is no work to hand on. */
const happened = ({ timeline, byName }: CrmObject) => timeline !== undefined && !byName.get(timeline)?.system;

const owned = objects.all.filter((object) => object.scope && 'owner' in object.scope && !object.policy && !object.log && !happened(object));

const objectLabel: Text = { en: 'Record Type', 'zh-CN': '记录类型' };

const objectProperty: PropertySpec = {
	displayName: objectLabel,
	name: 'object',
	type: 'options',
	default: 'lead',
	options: objectOptions(owned),
};

const recordLocators = owned.map(({ name }): PropertySpec => ({
	...locatorFor(name),
	displayOptions: { show: { object: [name] } },
}));

const assignToProperty: PropertySpec = {
	displayName: { en: 'Assign To', 'zh-CN': '分配方式' },
	name: 'assignTo',
	type: 'options',
	default: 'user',
	ordered: true,
	options: [
		{ name: { en: 'A User', 'zh-CN': '指定用户' }, value: 'user' },
		{ name: { en: 'Whom a Rule Chooses', 'zh-CN': '按分配规则' }, value: 'rule' },
	],
};

const userProperty: PropertySpec = {
	...locatorFor('user'),
	description: { en: 'The user who is to own the record', 'zh-CN': '记录的新负责人' },
	displayOptions: { show: { assignTo: ['user'] } },
};

const ruleLabel: Text = { en: 'Assignment Rule', 'zh-CN': '分配规则' };

const ruleProperty: PropertySpec = {
	...dynamicOption({ name: 'rule', label: ruleLabel, method: 'assignmentRules', required: true }),
	displayOptions: { show: { assignTo: ['rule'] } },
};

export const assignOwner = defineAction<Omit<AssignInput, 'item'>, { record: CrmRecord; owner: CrmRecord }>({
	resource: 'ownership',
	operation: 'assign',
	text: { en: ['Assign', 'Assign an owner'], 'zh-CN': ['分配', '分配负责人'] },
	description: {
		en: 'Give a record to a user, or let a rule choose one who is present',
		'zh-CN': '将记录分配给指定用户，或由规则选择一名在岗用户',
	},
	properties: [objectProperty, ...recordLocators, assignToProperty, userProperty, ruleProperty],
	read: (parameter) => {
		const object = parameter.requiredText('object', objectLabel) as ObjectName;
		const target =
			parameter.value('assignTo') === 'rule'
				? { rule: parameter.requiredText('rule', ruleLabel) }
				: { userId: readLocator(parameter, 'user') };
		return { object, id: readLocator(parameter, object), ...target };
	},
	run: async (crm, inputs) => await crm.ownership.assign(inputs),
	emit: (value) => [{ json: { ...value } }],
});
