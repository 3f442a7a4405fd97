import type { IExecuteFunctions, IRunExecutionData } from 'n8n-workflow';

import type { Origin } from '../../core/context';

const triggerType = /\.crmTrigger$/;

const eventSeq = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined);

/**
 * The `seq` that a CRM Trigger of this workflow gave out, when it started this execution. n8n names the trigger that
 * did, also to a tool of an AI agent, which has no nodes before it; to a part that is run from the editor it does not.
 */
function ownCause(context: IExecuteFunctions, nodeName: string): number | undefined {
	const { triggerNode } = context.getExecutionContext() ?? {};
	const before = context.getParentNodes(nodeName).filter(({ disabled }) => !disabled);
	const triggers = [...(triggerNode ? [triggerNode] : []), ...before].filter(({ type }) => triggerType.test(type));
	for (const { name } of triggers) {
		const seq = seqFrom(context, name);
		if (seq !== undefined) return seq;
	}
	return undefined;
}

function seqFrom(context: IExecuteFunctions, triggerName: string): number | undefined {
	try {
		return eventSeq(context.evaluateExpression(`{{ $(${JSON.stringify(triggerName)}).first(0, 0).json.seq }}`, 0));
	} catch {
		// n8n throws for a node that is not here or did not run: another trigger started this execution.
		return undefined;
	}
}

/** The `seq` in the item with which a trigger started an execution, which may still be running. */
function startSeq({ resultData, executionData }: IRunExecutionData, triggerName: string): number | undefined {
	const [run] = resultData.runData[triggerName] ?? [];
	const data = run?.data ?? executionData?.nodeExecutionStack.find(({ node }) => node.name === triggerName)?.data;
	return eventSeq(data?.main?.[0]?.[0]?.json.seq);
}

/** Executions whose cause is remembered. */
const mostRemembered = 1000;

/** What was found for the latest calling executions, as n8n has to load each from its database, whole. */
const remembered = new Map<string, number>();

function remember(executionId: string, seq: number): void {
	remembered.set(executionId, seq);
	const [oldest] = remembered.keys();
	if (remembered.size > mostRemembered) remembered.delete(oldest);
}

/** Looks for the trigger's item in an execution, and then in the one that called it, up to the first. */
async function causeOf(context: IExecuteFunctions, executionId: string, triggerName: string): Promise<number | undefined> {
	let caller: string | undefined = executionId;
	while (caller !== undefined) {
		const data: IRunExecutionData | undefined = await context.getExecutionDataById(caller);
		const seq = data && startSeq(data, triggerName);
		if (seq !== undefined) return seq;
		caller = data?.parentExecution?.executionId;
	}
	return undefined;
}

/**
 * The same for an execution that another one called, through Execute Workflow or as its error workflow: n8n hands down
 * the trigger that began it all, but not its item, which is with the first of the executions.
 */
async function callersCause(context: IExecuteFunctions): Promise<number | undefined> {
	const { triggerNode, parentExecutionId } = context.getExecutionContext() ?? {};
	if (!triggerNode || !triggerType.test(triggerNode.type) || parentExecutionId === undefined) return undefined;
	const known = remembered.get(parentExecutionId);
	if (known !== undefined) return known;
	const seq = await causeOf(context, parentExecutionId, triggerNode.name);
	if (seq !== undefined) remember(parentExecutionId, seq);
	return seq;
}

/** Where a call comes from, for the event log and for counting loops. */
export async function originOf(context: IExecuteFunctions): Promise<Origin> {
	const { id, name } = context.getWorkflow();
	const nodeName = context.getNode().name;
	return {
		workflowId: id,
		workflowName: name,
		executionId: context.getExecutionId(),
		nodeName,
		causeSeq: ownCause(context, nodeName) ?? (await callersCause(context)),
	};
}
