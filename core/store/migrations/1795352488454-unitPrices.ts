import type { Migration } from './migration';

/** The currencies that had no decimals, and those that had three, when this was written; all others had two. */
const none = `'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'`;
const three = `'BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'`;

const columns = [
	['crm_opportunity_product', 'unitPrice'],
	['crm_price', 'unitPrice'],
	['crm_product', 'defaultPrice'],
] as const;

/** Minor units as a text with 13 digits before the point and 7 behind it; `pad` fills a number up with zeros. */
const priceSql = (column: string, pad: (value: string, digits: number) => string) => {
	const text = (whole: string, rest: string) => `${pad(whole, 13)} || '.' || ${pad(rest, 7)}`;
	return `CASE WHEN "currency" IN (${none}) THEN ${text(`"${column}"`, '0')}
		WHEN "currency" IN (${three}) THEN ${text(`"${column}" / 1000`, `"${column}" % 1000 * 10000`)}
		ELSE ${text(`"${column}" / 100`, `"${column}" % 100 * 100000`)} END`;
};

/** Prices of one unit are finer than minor units: they become decimal texts that sort like numbers. */
export const unitPrices: Migration = {
	at: 1795352488454,
	name: 'UnitPrices',
	contract: true,
	sqlite: columns.flatMap(([table, column]) => [
		`ALTER TABLE "${table}" RENAME COLUMN "${column}" TO "minorUnits"`,
		`ALTER TABLE "${table}" ADD COLUMN "${column}" TEXT`,
		`UPDATE "${table}" SET "${column}" = ${priceSql('minorUnits', (value, digits) => `printf('%0${digits}d', ${value})`)}
		WHERE "minorUnits" IS NOT NULL`,
		`ALTER TABLE "${table}" DROP COLUMN "minorUnits"`,
	]),
	postgres: columns.map(
		([table, column]) =>
			`ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE TEXT COLLATE "C"
		USING ${priceSql(column, (value, digits) => `lpad(CAST(${value} AS TEXT), ${digits}, '0')`)}`,
	),
};
