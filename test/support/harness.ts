import 'reflect-metadata';
import './userFolder';

import { ExecutionLifecycleHooks, LoadOptionsContext, TriggerContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	Workflow,
	type IConnections,
	type ICredentialDataDecryptedObject,
	type ICredentialsHelper,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type ITriggerFunctions,
	type IWorkflowExecuteAdditionalData,
	type NodeOperationError,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { agentType, itemsType, nodeTypes } from './nodeTypes';

/** A node of ours and what it is given. */
export interface NodeSetup {
	readonly type: 'crm' | 'crmApproval' | 'crmCadence' | 'crmContract' | 'crmLead' | 'crmMessage' | 'crmSales';
	readonly parameters: INodeParameters;
	/** The data of the input items; one empty item when absent. */
	readonly items?: readonly IDataObject[];
	/** A file in the binary field `data` of each item. */
	readonly file?: { readonly name: string; readonly bytes: Uint8Array; readonly type?: string };
	readonly onError?: INode['onError'];
	readonly nodeName?: string;
	/** Whether it is the tool of an AI agent, which uses it once. */
	readonly asTool?: boolean;
	readonly workflow?: { readonly id: string; readonly name: string };
	/** IANA name of the workflow's time zone; Asia/Shanghai when absent. */
	readonly timezone?: string;
	/** The fields of the CRM Database credential that is chosen in the node. */
	readonly database?: Database;
	/** Other credentials that are chosen in the node, by their types. */
	readonly credentials?: INode['credentials'];
}

export type Database = ICredentialDataDecryptedObject;

/** What came of it: the items of each output, or the error that stopped it. */
export interface NodeRun {
	readonly outputs: readonly INodeExecutionData[][];
	/** The data of the first output. */
	readonly json: readonly IDataObject[];
	/** What n8n shows above the output. */
	readonly hints: readonly string[];
	readonly error?: NodeOperationError;
}

const base = 'http://localhost:5678';

/** n8n's own table of credentials, by id. */
const credentials = new Map<string, Database>();

/** Puts a credential into n8n's table. */
export function givenCredential(fields: Database): { id: string; name: string } {
	const id = JSON.stringify(fields);
	credentials.set(id, fields);
	return { id, name: 'A credential' };
}

/** Chooses a credential with these fields in a node; one whose parameters say otherwise keeps it without using it. */
function chosen(
	database: Database | undefined,
	parameters: INodeParameters,
	others: INode['credentials'] = {},
): Pick<INode, 'credentials' | 'parameters'> {
	if (!database) return { parameters, credentials: others };
	return { parameters: { database: 'credential', ...parameters }, credentials: { ...others, crmDatabaseApi: givenCredential(database) } };
}

/** Takes all credentials away, as somebody may while workflows name them. */
export const deleteCredentials = () => credentials.clear();

const credentialsHelper: Partial<ICredentialsHelper> = {
	isCredentialUsableByNode: () => true,
	getDecrypted: async (_data, { id }, type) => {
		const database = credentials.get(String(id));
		// n8n's words.
		if (!database) throw new Error(`Credential with ID "${id}" does not exist for type "${type}".`);
		return await Promise.resolve(database);
	},
};

/** What n8n's server hands to an execution; nothing here calls it. */
export function additionalData(hooks: ExecutionLifecycleHooks): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		executionId: '1',
		credentialsHelper: credentialsHelper as ICredentialsHelper,
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

export const nodeOf = (name: string, type: string, setup: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...setup,
});

const targetName = ({ nodeName }: NodeSetup) => nodeName ?? 'Under Test';

const targetNode = (setup: NodeSetup): INode =>
	nodeOf(targetName(setup), `n8n-nodes-guanxi.${setup.type}`, {
		onError: setup.onError,
		...chosen(setup.database, setup.parameters, setup.credentials),
	});

const agentName = 'Agent';

const connectionsOf = (source: INode, setup: NodeSetup): IConnections => ({
	// Behind every output that a trigger may have.
	[source.name]: {
		main: Array.from({ length: 5 }, () => [{ node: setup.asTool ? agentName : targetName(setup), type: 'main', index: 0 }]),
	},
	...(setup.asTool && { [targetName(setup)]: { ai_tool: [[{ node: agentName, type: 'ai_tool', index: 0 }]] } }),
});

/** A workflow in which one node gives the node under test its items, or gives an agent its items that has it as a tool. */
function workflowOf(source: INode, setup: NodeSetup): Workflow {
	return new Workflow({
		id: setup.workflow?.id ?? 'workflow-1',
		name: setup.workflow?.name ?? 'A workflow',
		nodes: [source, targetNode(setup), ...(setup.asTool ? [nodeOf(agentName, agentType)] : [])],
		connections: connectionsOf(source, setup),
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1', timezone: setup.timezone ?? 'Asia/Shanghai' },
	});
}

export const newHooks = (mode: 'trigger' | 'internal' | 'webhook', workflow: Workflow): ExecutionLifecycleHooks =>
	new ExecutionLifecycleHooks(mode, '1', {
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

async function execute(workflow: Workflow, start: INode, outputs: ReadonlyArray<readonly INodeExecutionData[]>): Promise<IRun> {
	const runData = createRunExecutionData({
		executionData: { nodeExecutionStack: [{ node: start, data: { main: outputs.map((items) => [...items]) }, source: null }] },
	});
	await workflow.expression.acquireIsolate();
	try {
		const data = additionalData(newHooks('trigger', workflow));
		return await new WorkflowExecute(data, 'trigger', runData).processRunExecutionData(workflow);
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

function nodeRunOf(run: IRun, setup: NodeSetup): NodeRun {
	const task = run.data.resultData.runData[targetName(setup)]?.[0];
	const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
	const error = run.data.resultData.error as NodeOperationError | undefined;
	return { outputs, json: (outputs[0] ?? []).map(({ json }) => json), hints: task?.hints?.map(({ message }) => message) ?? [], error };
}

/** Runs one of our nodes in n8n's own engine, behind a node that gives it its items. */
export async function runNode(setup: NodeSetup): Promise<NodeRun> {
	const items = nodeOf('Items', itemsType);
	const { file } = setup;
	const binary = file && {
		data: { mimeType: file.type ?? 'application/octet-stream', fileName: file.name, data: Buffer.from(file.bytes).toString('base64') },
	};
	const data = (setup.items ?? [{}]).map((json): INodeExecutionData => ({ json, ...(binary && { binary }) }));
	return nodeRunOf(await execute(workflowOf(items, setup), items, [data]), setup);
}

/** The context in which n8n's editor calls a node's lists. */
export function editorContext(type: NodeSetup['type'], parameters: INodeParameters, database?: Database): LoadOptionsContext {
	const workflow = workflowOf(nodeOf('Items', itemsType), { type, parameters, database });
	const node = workflow.getNode('Under Test') as INode;
	const data = { ...additionalData(newHooks('internal', workflow)), currentNodeParameters: { ...node.parameters, ...parameters } };
	return new LoadOptionsContext(workflow, node, data, '');
}

/** A CRM Trigger switched on, and what its workflow did each time. */
export interface ActiveTrigger {
	readonly runs: NodeRun[];
	/** What the trigger gave out, in order. */
	readonly emitted: IDataObject[];
	/** The same start by start: the items of each output. */
	readonly starts: INodeExecutionData[][][];
	/** What stands at its outputs. */
	readonly outputs: ReadonlyArray<string | undefined>;
	deactivate(): Promise<void>;
}

/** The names of a node's outputs, as n8n asks for them. */
async function outputsOf(workflow: Workflow, node: INode): Promise<Array<string | undefined>> {
	await workflow.expression.acquireIsolate();
	try {
		const outputs = NodeHelpers.getNodeOutputs(workflow, node, nodeTypes.getByNameAndVersion(node.type).description);
		return outputs.map((output) => (typeof output === 'string' ? undefined : output.displayName));
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** Switches a CRM Trigger on, with one node behind it, as n8n does on publishing; `activation` manual is the editor's test. */
export async function activateTrigger(
	parameters: INodeParameters,
	then: NodeSetup,
	activation: WorkflowActivateMode = 'activate',
	database?: Database,
): Promise<ActiveTrigger> {
	const trigger = nodeOf('CRM Trigger', 'n8n-nodes-guanxi.crmTrigger', chosen(database, parameters));
	const workflow = workflowOf(trigger, then);
	const runs: NodeRun[] = [];
	const emitted: IDataObject[] = [];
	const starts: INodeExecutionData[][][] = [];
	const emit: ITriggerFunctions['emit'] = (data, _response, done) => {
		emitted.push(...data.flat().map(({ json }) => json));
		starts.push(data);
		void execute(workflow, trigger, data).then((run) => {
			runs.push(nodeRunOf(run, then));
			done?.resolve(run);
		}, done?.reject);
	};
	const hooks = additionalData(newHooks('trigger', workflow));
	const context = new TriggerContext(
		workflow,
		workflow.getNode('CRM Trigger') as INode,
		hooks,
		activation === 'manual' ? 'manual' : 'trigger',
		activation,
		emit,
	);
	const response = await nodeTypes.getByNameAndVersion('n8n-nodes-guanxi.crmTrigger').trigger?.call(context);
	if (activation === 'manual') await response?.manualTriggerFunction?.();
	return { runs, emitted, starts, outputs: await outputsOf(workflow, trigger), deactivate: async () => await response?.closeFunction?.() };
}
