import type { FunctionsBase, ICredentialDataDecryptedObject } from 'n8n-workflow';

import { openCrm } from '../../core';
import type { Crm } from '../../core/crm';
import { connectionOf } from './connection';

/** What n8n hands to a trigger, whatever it does. */
type TriggerContext = Pick<FunctionsBase, 'getNode' | 'getWorkflow' | 'getTimezone'> & {
	getCredentials<T extends object = ICredentialDataDecryptedObject>(type: string): Promise<T>;
};

/** Names a node for the store. */
export const nodeKey = (context: TriggerContext): string => `${context.getWorkflow().id ?? ''}:${context.getNode().id}`;

/** Does something with the CRM in the name of a node's workflow. @throws CrmError */
export async function asWorkflow<T>(context: TriggerContext, work: (crm: Crm) => Promise<T>): Promise<T> {
	const { id, name } = context.getWorkflow();
	const crm = openCrm(await connectionOf(context), {
		actor: `workflow:${id ?? ''}`,
		scope: { kind: 'all' },
		origin: { workflowId: id, workflowName: name, nodeName: context.getNode().name },
		partial: false,
		timeZone: context.getTimezone(),
	});
	try {
		return await work(crm);
	} finally {
		crm.release();
	}
}
