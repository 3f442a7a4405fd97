import type { IExecuteFunctions, IRunExecutionData } from 'n8n-workflow';

import type { Origin } from '../../core/context';

const triggerType = /\.crmTrigger$/;

const eventSeq = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined);

/** The `seq` that a CRM Trigger before this node gave out, when this execution was started by one. */
function ownCause(context: IExecuteFunctions, nodeName: string): number | undefined {
	const triggers = context.getParentNodes(nodeName).filter(({ type, disabled }) => triggerType.test(type) && !disabled);
	for (const { name } of triggers) {
		const seq = seqFrom(context, name);
		if (seq !== undefined) return seq;
	}
	return undefined;
}

function seqFrom(context: IExecuteFunctions, triggerName: string): number | undefined {
	try {
		return eventSeq(context.evaluateExpression(`{{ $(${JSON.stringify(triggerName)}).first().json.seq }}`, 0));
	} catch {
		// n8n throws for a node that did not run: another trigger started this execution.
		return undefined;
	}
}

/** The `seq` in the item with which a trigger started an execution, which may still be running. */
function startSeq({ resultData, executionData }: IRunExecutionData, triggerName: string): number | undefined {
	const [run] = resultData.runData[triggerName] ?? [];
	const data = run?.data ?? executionData?.nodeExecutionStack.find(({ node }) => node.name === triggerName)?.data;
	return eventSeq(data?.main?.[0]?.[0]?.json.seq);
}

/**
 * The same for an execution that another one called, through Execute Workflow or as its error workflow: n8n hands down
 * the trigger that began it all, but not its item, which is with the first of the executions.
 */
async function callersCause(context: IExecuteFunctions): Promise<number | undefined> {
	const { triggerNode, parentExecutionId } = context.getExecutionContext() ?? {};
	if (!triggerNode || !triggerType.test(triggerNode.type)) return undefined;
	let caller = parentExecutionId;
	while (caller !== undefined) {
		const data = await context.getExecutionDataById(caller);
		const seq = data && startSeq(data, triggerNode.name);
		if (seq !== undefined) return seq;
		caller = data?.parentExecution?.executionId;
	}
	return undefined;
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
