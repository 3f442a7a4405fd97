import type { Migration } from './migration';

const searches = [
	'crm_contact_search',
	'crm_customer_search',
	'crm_exchange_rate_search',
	'crm_lead_search',
	'crm_opportunity_search',
	'crm_price_book_search',
	'crm_price_search',
	'crm_product_line_search',
	'crm_product_search',
	'crm_task_search',
	'crm_team_search',
	'crm_user_search',
];

/** See createSearch in postgres/ddl.ts. */
export const searchStatistics: Migration = {
	at: 1795336647856,
	name: 'searchStatistics',
	sqlite: [],
	postgres: searches.map((name) => `ALTER TABLE "${name}" ALTER COLUMN "tokens" SET STATISTICS 500`),
};
