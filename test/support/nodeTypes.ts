import { NodeConnectionTypes, NodeHelpers, type INodeType, type INodeTypes } from 'n8n-workflow';

import { Crm } from '../../nodes/Crm/Crm.node';
import { CrmApproval } from '../../nodes/CrmApproval/CrmApproval.node';
import { CrmCadence } from '../../nodes/CrmCadence/CrmCadence.node';
import { CrmContract } from '../../nodes/CrmContract/CrmContract.node';
import { CrmLead } from '../../nodes/CrmLead/CrmLead.node';
import { CrmMessage } from '../../nodes/CrmMessage/CrmMessage.node';
import { CrmPage } from '../../nodes/CrmPage/CrmPage.node';
import { CrmSales } from '../../nodes/CrmSales/CrmSales.node';
import { CrmTrigger } from '../../nodes/CrmTrigger/CrmTrigger.node';
import { WeComTrigger } from '../../nodes/WeComTrigger/WeComTrigger.node';

/** Stands before the node under test and gives it its items, as any node before it would. */
class Items implements INodeType {
	description = {
		displayName: 'Items',
		name: 'items',
		group: ['transform' as const],
		version: 1,
		description: 'Passes its input on',
		defaults: { name: 'Items' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true as const,
		properties: [],
	};

	execute: INodeType['execute'] = async function () {
		return await Promise.resolve([this.getInputData()]);
	};
}

export const itemsType = 'test.items';

/** Uses the tool it has once, as n8n's AI agent does: it asks the engine to run it and is then run again. */
class Agent implements INodeType {
	description = {
		displayName: 'Agent',
		name: 'agent',
		group: ['transform' as const],
		version: 1,
		description: 'Runs its tool once',
		defaults: { name: 'Agent' },
		inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true as const,
		properties: [],
	};

	execute: INodeType['execute'] = async function (response) {
		if (response?.actionResponses.length) return await Promise.resolve([[{ json: {} }]]);
		const tools = this.getParentNodes(this.getNode().name, { connectionType: NodeConnectionTypes.AiTool, depth: 1 });
		const actions = tools.map(({ name }) => ({
			actionType: 'ExecutionNodeAction' as const,
			nodeName: name,
			input: {},
			type: NodeConnectionTypes.AiTool,
			id: name,
			metadata: {},
		}));
		return { actions, metadata: {} };
	};
}

export const agentType = 'test.agent';

const types: Record<string, INodeType> = {
	[itemsType]: new Items(),
	[agentType]: new Agent(),
	'n8n-nodes-guanxi.crm': new Crm(),
	'n8n-nodes-guanxi.crmLead': new CrmLead(),
	'n8n-nodes-guanxi.crmMessage': new CrmMessage(),
	'n8n-nodes-guanxi.crmPage': new CrmPage(),
	'n8n-nodes-guanxi.crmApproval': new CrmApproval(),
	'n8n-nodes-guanxi.crmCadence': new CrmCadence(),
	'n8n-nodes-guanxi.crmContract': new CrmContract(),
	'n8n-nodes-guanxi.crmSales': new CrmSales(),
	'n8n-nodes-guanxi.crmTrigger': new CrmTrigger(),
	'n8n-nodes-guanxi.weComTrigger': new WeComTrigger(),
};

function getByName(name: string): INodeType {
	const type = types[name];
	if (!type) throw new Error(`Unknown node type ${name}`);
	return type;
}

/** n8n's register of node types, holding ours as they are in the sources. */
export const nodeTypes: INodeTypes = {
	getByName,
	getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(getByName(name), version),
	getKnownTypes: () => ({}),
};
