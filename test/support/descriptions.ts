import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType, INodeTypeDescription } from 'n8n-workflow';

import type { Locale } from '../../core/text';
import { Crm } from '../../nodes/Crm/Crm.node';
import { CrmApproval } from '../../nodes/CrmApproval/CrmApproval.node';
import { CrmCadence } from '../../nodes/CrmCadence/CrmCadence.node';
import { CrmContract } from '../../nodes/CrmContract/CrmContract.node';
import { CrmLead } from '../../nodes/CrmLead/CrmLead.node';
import { CrmPage } from '../../nodes/CrmPage/CrmPage.node';
import { CrmMessage } from '../../nodes/CrmMessage/CrmMessage.node';
import { CrmSales } from '../../nodes/CrmSales/CrmSales.node';
import { CrmTrigger } from '../../nodes/CrmTrigger/CrmTrigger.node';
import { WeComTrigger } from '../../nodes/WeComTrigger/WeComTrigger.node';

/** Every node of the package. */
export const nodeClasses: ReadonlyArray<new () => INodeType> = [
	Crm,
	CrmApproval,
	CrmCadence,
	CrmContract,
	CrmLead,
	CrmMessage,
	CrmPage,
	CrmSales,
	CrmTrigger,
	WeComTrigger,
];

/** A node's description as it is built on an n8n instance of this language. */
export function descriptionOf(Node: new () => INodeType, locale: Locale): INodeTypeDescription {
	const before = process.env.N8N_DEFAULT_LOCALE;
	process.env.N8N_DEFAULT_LOCALE = locale;
	try {
		return new Node().description;
	} finally {
		if (before === undefined) delete process.env.N8N_DEFAULT_LOCALE;
		else process.env.N8N_DEFAULT_LOCALE = before;
	}
}

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Properties, sections and options of any depth, each with the path of names that leads to it. */
export function entriesOf(entries: readonly Entry[], path = ''): Array<{ path: string; entry: Entry }> {
	return entries.flatMap((entry) => {
		const own = `${path}/${'value' in entry ? String(entry.value) : entry.name}`;
		const inner = 'values' in entry ? entry.values : 'options' in entry ? (entry.options ?? []) : [];
		return [{ path: own, entry }, ...entriesOf(inner, own)];
	});
}
