import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { runNode, type NodeRun, type NodeSetup } from './harness';

interface Extra {
	readonly options?: INodeParameters;
	readonly touchpoint?: INodeParameters;
	readonly simplify?: boolean;
	readonly onError?: NodeSetup['onError'];
}

/** Runs Capture on these items. */
export const capture = async (items: readonly IDataObject[], { onError, ...parameters }: Extra = {}): Promise<NodeRun> =>
	await runNode({ type: 'crmLead', parameters: { resource: 'lead', operation: 'capture', ...parameters }, items, onError });

/** How many items left by Created, Matched, Possible Duplicate and Rejected. */
export const counts = ({ outputs }: NodeRun) => outputs.map((items) => items.length);

/** The first item of an output. */
export const first = (run: NodeRun, output = 0) =>
	run.outputs[output][0].json as IDataObject & { lead: IDataObject; ignored: string[]; answer: { status: number; body: IDataObject } };

/** What an operation of the node CRM gives. */
export const crm = async (parameters: INodeParameters, items: readonly IDataObject[] = [{}]) => {
	const run = await runNode({ type: 'crm', parameters, items });
	if (run.error) throw run.error;
	return run.json;
};

/** All records of an object. */
export const allOf = async (resource: string) => await crm({ resource, operation: 'getAll', returnAll: true, simplify: false });

/** An item as n8n's Webhook node gives it. */
export const posted = (body: IDataObject, headers: IDataObject = {}): IDataObject => ({
	headers,
	params: {},
	query: {},
	body,
	executionMode: 'production',
});
