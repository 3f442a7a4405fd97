import type { DraftContractInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { idempotencyOption, optionsProperty, readIdempotencyKey } from '../../../shared/commonOptions';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { Parameters } from '../../../shared/parameters';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { formProperty } from '../../../shared/schemaForm';
import { fieldOf, readEntered } from '../../contractFields';

const sourceProperty: PropertySpec = {
	displayName: { en: 'From', 'zh-CN': '来源' },
	name: 'source',
	type: 'options',
	default: 'opportunity',
	ordered: true,
	options: [
		{
			name: { en: 'Opportunity', 'zh-CN': '商机' },
			value: 'opportunity',
			description: { en: 'Customer, owner and products are those of an opportunity', 'zh-CN': '客户、负责人和产品取自商机' },
		},
		{
			name: { en: 'Customer', 'zh-CN': '客户' },
			value: 'customer',
			description: { en: 'For a customer, with products or an amount entered here', 'zh-CN': '为客户起草，产品或金额在此填写' },
		},
	],
};

const shownFor = (source: string, spec: PropertySpec): PropertySpec => ({ ...spec, displayOptions: { show: { source: [source] } } });

const name = fieldOf('contract', 'name');

const nameProperty = shownFor('customer', { ...formProperty(name), required: true });

const productLabel: Text = { en: 'Product', 'zh-CN': '产品' };

/** A tax rate of 0 is one, and no rate is that of the product: a number field could not tell them apart. */
function lineField(one: string) {
	const field = fieldOf('contractProduct', one);
	return one === 'taxRate' ? { ...field, type: 'text' as const } : field;
}

const lineFields = ['productId', 'quantity', 'unitPrice', 'discountPercent', 'taxRate', 'name', 'unit', 'note'].map(lineField);

const lineProperty = (field: (typeof lineFields)[number]): PropertySpec =>
	field.name === 'productId'
		? dynamicOption({ name: 'productId', label: productLabel, method: 'products', required: true })
		: formProperty(field);

const linesProperty: PropertySpec = {
	displayName: { en: 'Products', 'zh-CN': '产品明细' },
	name: 'lines',
	type: 'fixedCollection',
	default: {},
	placeholder: { en: 'Add Product', 'zh-CN': '添加产品' },
	typeOptions: { multipleValues: true, sortable: true },
	description: {
		en: 'What is sold; entered here, it takes the place of the products of the opportunity. An expression may give a product by its ID, code or exact name.',
		'zh-CN': '销售的产品；在此填写后，将替代商机中的产品。使用表达式时，产品可填写 ID、产品编码或完整名称。',
	},
	options: [{ name: 'items', displayName: { en: 'Product', 'zh-CN': '产品' }, values: lineFields.map(lineProperty) }],
};

const details = [
	'name',
	'amount',
	'currency',
	'pricesIncludeTax',
	'contactId',
	'ownerId',
	'startOn',
	'endOn',
	'paymentTerms',
	'deliveryTerms',
	'otherTerms',
	'ourSignatory',
	'ourSignatoryTitle',
	'customerSignatory',
	'customerSignatoryTitle',
	'copies',
	'templateId',
	'note',
].map((one) => fieldOf('contract', one));

const detailProperty = (field: (typeof details)[number]): PropertySpec => {
	if (field.name === 'templateId') return dynamicOption({ name: 'templateId', label: field.label, method: 'contractTemplates' });
	if (field.name === 'name')
		return {
			...formProperty(field),
			displayName: { en: 'Another Name', 'zh-CN': '其他名称' },
			description: { en: 'In place of the name of the opportunity', 'zh-CN': '替代商机名称' },
		};
	return formProperty(field);
};

const detailsProperty: PropertySpec = {
	displayName: { en: 'Details', 'zh-CN': '合同内容' },
	name: 'details',
	type: 'collection',
	placeholder: { en: 'Add field', 'zh-CN': '添加字段' },
	default: {},
	options: details.map(detailProperty),
};

function readLines(parameter: Parameters): Array<Record<string, unknown>> {
	return parameter.entries('lines.items').map((entry) => readEntered(lineFields, parameter, (one) => entry[one]));
}

function readDraft(parameter: Parameters): Omit<DraftContractInput, 'item'> {
	const group = parameter.group('details');
	const fields = readEntered(details, parameter, (one) => group[one]);
	const common = { lines: readLines(parameter), idempotencyKey: readIdempotencyKey(parameter) };
	if (parameter.value('source') === 'opportunity') return { ...common, fields, opportunityId: readLocator(parameter, 'opportunity') };
	const entered = { customerId: readLocator(parameter, 'customer'), name: parameter.requiredText('name', name.label) };
	return { ...common, fields: { ...fields, ...entered } };
}

export const draftContract = defineAction<Omit<DraftContractInput, 'item'>>({
	resource: 'contract',
	operation: 'draft',
	text: { en: ['Draft', 'Draft a contract'], 'zh-CN': ['起草', '起草合同'] },
	description: {
		en: 'Make a contract with its number and products, from an opportunity or by hand',
		'zh-CN': '根据商机或手工填写，生成带编号和产品明细的合同',
	},
	properties: [
		sourceProperty,
		shownFor('opportunity', locatorFor('opportunity')),
		shownFor('customer', locatorFor('customer')),
		nameProperty,
		linesProperty,
		detailsProperty,
		optionsProperty([idempotencyOption]),
	],
	read: readDraft,
	run: async (crm, inputs) => await crm.contracts.draft(inputs),
});
