import 'reflect-metadata';
import './userFolder';

import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeOperationError,
} from 'n8n-workflow';

import { itemsType, nodeTypes } from './nodeTypes';

/** A node of ours and what it is given. */
export interface NodeSetup {
	readonly type: 'crm' | 'crmLead';
	readonly parameters: INodeParameters;
	/** The data of the input items; one empty item when absent. */
	readonly items?: readonly IDataObject[];
	readonly onError?: INode['onError'];
	readonly nodeName?: string;
	readonly workflow?: { readonly id: string; readonly name: string };
}

/** What came of it: the items of each output, or the error that stopped it. */
export interface NodeRun {
	readonly outputs: readonly INodeExecutionData[][];
	/** The data of the first output. */
	readonly json: readonly IDataObject[];
	readonly error?: NodeOperationError;
}

const base = 'http://localhost:5678';

/** What n8n's server hands to an execution; nothing here calls it. */
function additionalData(hooks: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		executionId: '1',
		hooks,
		variables: {},
		currentNodeExecutionIndex: 0,
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: base,
		formWaitingBaseUrl: `${base}/form-waiting`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: base,
		setExecutionStatus: () => undefined,
		sendDataToUI: () => undefined,
	};
	return data as IWorkflowExecuteAdditionalData;
}

const nodeOf = (name: string, type: string, setup: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...setup,
});

function workflowOf(setup: NodeSetup): Workflow {
	const name = setup.nodeName ?? 'Under Test';
	const connections: IConnections = { Items: { main: [[{ node: name, type: 'main', index: 0 }]] } };
	return new Workflow({
		id: setup.workflow?.id ?? 'workflow-1',
		name: setup.workflow?.name ?? 'A workflow',
		nodes: [
			nodeOf('Items', itemsType),
			nodeOf(name, `n8n-nodes-guanxi.${setup.type}`, { parameters: setup.parameters, onError: setup.onError }),
		],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: 'Asia/Shanghai' },
	});
}

async function execute(workflow: Workflow, items: readonly IDataObject[]): Promise<IRun> {
	const start = workflow.getNode('Items') as INode;
	const hooks = new ExecutionLifecycleHooks('trigger', '1', {
		id: workflow.id,
		name: workflow.name ?? '',
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		active: false,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		activeVersionId: null,
	});
	const main = [items.map((json): INodeExecutionData => ({ json }))];
	const runData = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: start, data: { main }, source: null }] },
	});
	await workflow.expression.acquireIsolate();
	try {
		return await new WorkflowExecute(additionalData(hooks), 'trigger', runData).processRunExecutionData(workflow);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** Runs one of our nodes in n8n's own engine, behind a node that gives it its items. */
export async function runNode(setup: NodeSetup): Promise<NodeRun> {
	const run = await execute(workflowOf(setup), setup.items ?? [{}]);
	const task = run.data.resultData.runData[setup.nodeName ?? 'Under Test']?.[0];
	const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
	const error = run.data.resultData.error as NodeOperationError | undefined;
	return { outputs, json: (outputs[0] ?? []).map(({ json }) => json), error };
}

/** The context in which n8n's editor calls a node's lists. */
export function editorContext(type: NodeSetup['type'], parameters: INodeParameters): LoadOptionsContext {
	const workflow = workflowOf({ type, parameters });
	const hooks = new ExecutionLifecycleHooks('internal', '1', {} as never);
	const data = { ...additionalData(hooks), currentNodeParameters: parameters };
	return new LoadOptionsContext(workflow, workflow.getNode('Under Test') as INode, data, '');
}
