import { objects } from '../../../../core';
import type { RateAnswer, RateInput } from '../../../../core/crm';
import type { Field } from '../../../../core/schema/types';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import type { PropertySpec } from '../../../shared/property';
import { formProperty } from '../../../shared/schemaForm';
import { dayProperty, readDay } from '../price/find.action';

const [base, quote] = ['base', 'quote'].map((name) => objects.get('exchangeRate').byName.get(name) as Field);

const amountLabel: Text = { en: 'Amount', 'zh-CN': '金额' };

const amountProperty: PropertySpec = {
	displayName: amountLabel,
	name: 'amount',
	type: 'string',
	default: '',
	placeholder: { en: 'e.g. 1200.50', 'zh-CN': '例如 1200.50' },
	description: { en: 'An amount of the base currency to convert as well', 'zh-CN': '需要同时换算的基准币种金额' },
};

export const findRate = defineAction<Omit<RateInput, 'item'>, RateAnswer>({
	resource: 'exchangeRate',
	operation: 'find',
	text: { en: ['Find', 'Find an exchange rate'], 'zh-CN': ['查询', '查询汇率'] },
	description: {
		en: 'The rate on a day, or on the last day before it that has one',
		'zh-CN': '查询某日的汇率；当日没有时取之前最近一日',
	},
	properties: [formProperty(base), formProperty(quote), dayProperty, amountProperty],
	read: (parameter) => ({
		base: parameter.requiredText(base.name, base.label),
		quote: parameter.requiredText(quote.name, quote.label),
		on: readDay(parameter),
		amount: parameter.text('amount', amountLabel),
	}),
	run: async (crm, inputs) => await crm.sales.findRates(inputs),
});
