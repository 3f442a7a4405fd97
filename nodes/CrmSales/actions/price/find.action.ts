import type { PriceAnswer, PriceInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { dynamicOption } from '../../../shared/dynamicOption';
import type { PropertySpec } from '../../../shared/property';
import { locatorFor, readLocator } from '../../../shared/recordLocator';
import { toStoredTime } from '../../../shared/time';

const quantityLabel: Text = { en: 'Quantity', 'zh-CN': '数量' };
const bookLabel: Text = { en: 'Price Book', 'zh-CN': '价格表' };
const dayLabel: Text = { en: 'Date', 'zh-CN': '日期' };

const quantityProperty: PropertySpec = {
	displayName: quantityLabel,
	name: 'quantity',
	type: 'number',
	default: 1,
	typeOptions: { minValue: 0 },
	description: { en: 'Prices may be lower from a greater quantity on', 'zh-CN': '数量达到一定值时价格可能更低' },
};

const bookProperty: PropertySpec = dynamicOption({ name: 'priceBook', label: bookLabel, method: 'priceBooks' });

/** A day of a lookup; today when it is empty. */
export const dayProperty: PropertySpec = {
	displayName: dayLabel,
	name: 'on',
	type: 'dateTime',
	default: '',
	description: { en: 'Today when empty', 'zh-CN': '不填则为今天' },
};

export const readDay = (parameter: Parameters<typeof readLocator>[0]): string | undefined => {
	const day = toStoredTime(parameter.value('on'), 'date', parameter.timezone);
	return day === undefined || day === null || day === '' ? undefined : String(day);
};

export const findPrice = defineAction<Omit<PriceInput, 'item'>, PriceAnswer>({
	resource: 'price',
	operation: 'find',
	text: { en: ['Find', 'Find the price of a product'], 'zh-CN': ['查询', '查询产品价格'] },
	description: {
		en: 'The price of a product for a quantity on a day: in the price book, else in its parents, else the default price of the product',
		'zh-CN': '按数量和日期查询产品价格：依次查找价格表、上级价格表和产品的标准单价',
	},
	properties: [locatorFor('product'), quantityProperty, bookProperty, dayProperty],
	read: (parameter) => ({
		productId: readLocator(parameter, 'product'),
		quantity: parameter.number('quantity', quantityLabel, { min: 0 }),
		priceBookId: parameter.text('priceBook', bookLabel),
		on: readDay(parameter),
	}),
	run: async (crm, inputs) => await crm.sales.findPrices(inputs),
});
