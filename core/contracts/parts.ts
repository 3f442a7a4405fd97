import type { CrmRecord, RenderContractInput } from '../crm';
import type { Catalogue, Sql } from '../store';
import { recordsById } from '../store';
import type { ObjectName } from '../schema/types';
import { formOf, type ContractForm } from './document/form';
import { readTemplates } from './templates';

/** Records that a contract refers to, null where there is none: whoever may see them, they stand in the contract. */
export interface Related {
	readonly customer: CrmRecord | null;
	readonly contact: CrmRecord | null;
	readonly owner: CrmRecord | null;
	readonly opportunity: CrmRecord | null;
}

/** What is printed of a contract beside what stands in itself and in its lines. */
export interface ContractParts {
	readonly related: Related;
	readonly form: ContractForm;
}

const ways = {
	customer: ['customer', 'customerId'],
	contact: ['contact', 'contactId'],
	owner: ['user', 'ownerId'],
	opportunity: ['opportunity', 'opportunityId'],
} as const satisfies Record<keyof Related, readonly [ObjectName, string]>;

/** The parts of contracts as they are now. */
export interface LiveParts {
	/** @throws CrmError RecordNotFound for the name of a template that there is none of */
	of(contract: CrmRecord, template?: string): ContractParts;
}

/** @param inputs may name templates of their own */
export async function readParts(
	sql: Sql,
	objects: Pick<Catalogue, 'get'>,
	contracts: readonly CrmRecord[],
	inputs: readonly RenderContractInput[] = [],
): Promise<LiveParts> {
	const templates = await readTemplates(sql, inputs, contracts);
	const found = new Map<string, ReadonlyMap<string, CrmRecord>>();
	for (const [object, field] of Object.values(ways)) {
		const ids = contracts.flatMap((record) => (typeof record[field] === 'string' ? [record[field]] : []));
		found.set(field, await recordsById(sql, objects.get(object), { ids, scope: { kind: 'all' } }));
	}
	const referred = (contract: CrmRecord, [, field]: readonly [ObjectName, string]) =>
		found.get(field)?.get(String(contract[field])) ?? null;
	return {
		of: (contract, template) => ({
			related: {
				customer: referred(contract, ways.customer),
				contact: referred(contract, ways.contact),
				owner: referred(contract, ways.owner),
				opportunity: referred(contract, ways.opportunity),
			},
			form: formOf(templates.of(contract, template)),
		}),
	};
}
