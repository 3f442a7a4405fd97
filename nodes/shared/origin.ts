import type { IDataObject, IExecuteFunctions, IRunExecutionData } from 'n8n-workflow';

import type { Cause, Origin } from '../../core/context';

const triggerType = /\.crmTrigger$/;

/** What of an item that a CRM Trigger gave out tells the event. */
function causeIn(item: IDataObject | undefined): Cause | undefined {
	const { seq, recordId } = item ?? {};
	return Number.isSafeInteger(seq) && typeof recordId === 'string' ? { seq: seq as number, recordId } : undefined;
}

/**
 * The event that a CRM Trigger of this workflow gave out, when it started this execution. n8n names the trigger that
 * did, also to a tool of an AI agent, which has no nodes before it; to a part that is run from the editor it does not.
 */
function ownCause(context: IExecuteFunctions, nodeName: string): Cause | undefined {
	const { triggerNode } = context.getExecutionContext() ?? {};
	const before = context.getParentNodes(nodeName).filter(({ disabled }) => !disabled);
	const triggers = [...(triggerNode ? [triggerNode] : []), ...before].filter(({ type }) => triggerType.test(type));
	for (const { name } of triggers) {
		const cause = causeFrom(context, name);
		if (cause) return cause;
	}
	return undefined;
}

function causeFrom(context: IExecuteFunctions, triggerName: string): Cause | undefined {
	const item = `$(${JSON.stringify(triggerName)}).first(0, 0).json`;
	try {
		return causeIn(context.evaluateExpression(`{{ ({ seq: ${item}.seq, recordId: ${item}.recordId }) }}`, 0) as unknown as IDataObject);
	} catch {
		// n8n throws for a node that is not here or did not run: another trigger started this execution.
		return undefined;
	}
}

/** The event in the item with which a trigger started an execution, which may still be running. */
function startCause({ resultData, executionData }: IRunExecutionData, triggerName: string): Cause | undefined {
	const [run] = resultData.runData[triggerName] ?? [];
	const data = run?.data ?? executionData?.nodeExecutionStack.find(({ node }) => node.name === triggerName)?.data;
	return causeIn(data?.main?.[0]?.[0]?.json);
}

/** Executions whose cause is remembered. */
const mostRemembered = 1000;

/** What was found for the latest calling executions, as n8n has to load each from its database, whole. */
const remembered = new Map<string, Cause>();

function remember(executionId: string, cause: Cause): void {
	remembered.set(executionId, cause);
	const [oldest] = remembered.keys();
	if (remembered.size > mostRemembered) remembered.delete(oldest);
}

/** Looks for the trigger's item in an execution, and then in the one that called it, up to the first. */
async function causeOf(context: IExecuteFunctions, executionId: string, triggerName: string): Promise<Cause | undefined> {
	let caller: string | undefined = executionId;
	while (caller !== undefined) {
		const data: IRunExecutionData | undefined = await context.getExecutionDataById(caller);
		const cause = data && startCause(data, triggerName);
		if (cause) return cause;
		caller = data?.parentExecution?.executionId;
	}
	return undefined;
}

/**
 * The same for an execution that another one called, through Execute Workflow or as its error workflow: n8n hands down
 * the trigger that began it all, but not its item, which is with the first of the executions.
 */
async function callersCause(context: IExecuteFunctions): Promise<Cause | undefined> {
	const { triggerNode, parentExecutionId } = context.getExecutionContext() ?? {};
	if (!triggerNode || !triggerType.test(triggerNode.type) || parentExecutionId === undefined) return undefined;
	const known = remembered.get(parentExecutionId);
	if (known) return known;
	const cause = await causeOf(context, parentExecutionId, triggerNode.name);
	if (cause) remember(parentExecutionId, cause);
	return cause;
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
		cause: ownCause(context, nodeName) ?? (await callersCause(context)),
	};
}
