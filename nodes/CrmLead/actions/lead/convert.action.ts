import { objects } from '../../../../core';
import type { Converted, ConvertInput } from '../../../../core/crm';
import type { Field } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { optionsProperty } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty } from '../../../shared/schemaForm';
import { filledIn, simplifyProperty } from '../../../shared/simplify';
import { toStoredTime } from '../../../shared/time';
import { customMapper, customSwitch, readCustomFields } from '../../customFields';

/** Which record a lead becomes: one that matches, a new one, or a chosen one. */
const modeProperty = (object: 'customer' | 'contact'): PropertySpec => ({
	displayName: objects.get(object).label,
	name: `${object}Mode`,
	type: 'options',
	default: 'match',
	ordered: true,
	options: [
		{ name: { en: 'Match or Create', 'zh-CN': '匹配或新建' }, value: 'match' },
		{ name: { en: 'Create New', 'zh-CN': '新建' }, value: 'new' },
		{ name: { en: 'Choose', 'zh-CN': '指定' }, value: 'chosen' },
	],
});

const chosenLocator = (object: 'customer' | 'contact'): PropertySpec => {
	const locator = locatorFor(object);
	const { label } = objects.get(object);
	const displayName: Text = { en: `${label.en} to Use`, 'zh-CN': `使用的${label['zh-CN']}` };
	return { ...locator, displayName, displayOptions: { show: { [`${object}Mode`]: ['chosen'] } } };
};

const createOpportunityProperty: PropertySpec = {
	displayName: { en: 'Create Opportunity', 'zh-CN': '创建商机' },
	name: 'createOpportunity',
	type: 'boolean',
	default: true,
	description: { en: 'Whether to make an opportunity too', 'zh-CN': '是否同时创建商机' },
};

const fieldOf = (object: 'opportunity' | 'opportunityContact', name: string): Field => {
	const field = objects.get(object).byName.get(name);
	if (!field) throw new Error(`${object} has no field ${name}`);
	return { ...field, required: false };
};

const dealFields = ['name', 'amount', 'currency', 'expectedCloseOn', 'pipelineId', 'priceBookId'].map((name) =>
	fieldOf('opportunity', name),
);

const dealProperty: PropertySpec = {
	displayName: { en: 'Opportunity', 'zh-CN': '商机' },
	name: 'opportunity',
	type: 'collection',
	placeholder: { en: 'Add field', 'zh-CN': '添加字段' },
	default: {},
	options: dealFields.map((field) => formProperty({ ...field, default: undefined })),
	displayOptions: { show: { createOpportunity: [true] } },
};

const notChosen = ['match', 'new'];

const ownerLabel: Text = { en: 'Owner', 'zh-CN': '负责人' };
const role = { ...fieldOf('opportunityContact', 'role'), label: { en: 'Role of the Contact', 'zh-CN': '联系人角色' }, default: 'user' };

function readDeal(parameter: Parameters): Record<string, unknown> {
	const entered = parameter.group('opportunity');
	const given = dealFields.map(({ name, type }) => [name, toStoredTime(entered[name], type, parameter.timezone)] as const);
	return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== null && value !== ''));
}

const chosen = (parameter: Parameters, object: 'customer' | 'contact'): string | undefined =>
	parameter.value(`${object}Mode`) === 'chosen' ? readLocator(parameter, object) : undefined;

export const convertLead = defineAction<Omit<ConvertInput, 'item'> & { simplify: boolean }, Converted>({
	resource: 'lead',
	operation: 'convert',
	text: { en: ['Convert', 'Convert a lead'], 'zh-CN': ['转化', '转化线索'] },
	description: {
		en: 'Make a lead a customer with a contact and an opportunity; its history shows on all of them, and doing it again gives the same records',
		'zh-CN': '将线索转化为客户、联系人和商机；历史记录会显示在这些记录上，重复执行返回相同的记录',
	},
	properties: [
		locatorFor('lead'),
		modeProperty('customer'),
		chosenLocator('customer'),
		modeProperty('contact'),
		chosenLocator('contact'),
		createOpportunityProperty,
		dealProperty,
		customSwitch,
		customMapper('customer', { customerMode: notChosen }),
		customMapper('contact', { contactMode: notChosen }),
		customMapper('opportunity', { createOpportunity: [true] }),
		simplifyProperty,
		optionsProperty([dynamicOption({ name: 'ownerId', label: ownerLabel, method: 'users' }), formProperty(role)]),
	],
	read: (parameter) => ({
		id: readLocator(parameter, 'lead'),
		customerId: chosen(parameter, 'customer'),
		contactId: chosen(parameter, 'contact'),
		newCustomer: parameter.value('customerMode') === 'new',
		newContact: parameter.value('contactMode') === 'new',
		withoutOpportunity: parameter.value('createOpportunity') === false,
		customer: readCustomFields(parameter, 'customer'),
		contact: readCustomFields(parameter, 'contact'),
		opportunity: { ...readDeal(parameter), ...readCustomFields(parameter, 'opportunity') },
		role: parameter.text('options.role', role.label),
		ownerId: parameter.text('options.ownerId', ownerLabel),
		simplify: parameter.flag('simplify'),
	}),
	run: async (crm, inputs) => await crm.leads.convert(inputs),
	emit: ({ lead, customer, contact, opportunity, created, repeated }, { simplify }) => {
		const shown = (record: typeof customer) => record && (simplify ? filledIn(record, 'scoreParts') : { ...record });
		const records = { lead: shown(lead), customer: shown(customer), contact: shown(contact), opportunity: shown(opportunity) };
		return [{ json: { ...records, created, repeated } }];
	},
});
