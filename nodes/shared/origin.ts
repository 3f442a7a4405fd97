import type { IExecuteFunctions } from 'n8n-workflow';

import type { Origin } from '../../core/context';

const triggerType = /\.crmTrigger$/;

/** The `seq` that a CRM Trigger before this node gave out, when this execution was started by one. */
function causeSeq(context: IExecuteFunctions, nodeName: string): number | undefined {
	const triggers = context.getParentNodes(nodeName).filter(({ type, disabled }) => triggerType.test(type) && !disabled);
	for (const { name } of triggers) {
		const seq = seqFrom(context, name);
		if (seq !== undefined) return seq;
	}
	return undefined;
}

function seqFrom(context: IExecuteFunctions, triggerName: string): number | undefined {
	try {
		const seq = context.evaluateExpression(`{{ $(${JSON.stringify(triggerName)}).first().json.seq }}`, 0);
		return typeof seq === 'number' && Number.isSafeInteger(seq) ? seq : undefined;
	} catch {
		// n8n throws for a node that did not run: another trigger started this execution.
		return undefined;
	}
}

/** Where a call comes from, for the event log and for counting loops. */
export function originOf(context: IExecuteFunctions): Origin {
	const { id, name } = context.getWorkflow();
	const nodeName = context.getNode().name;
	return {
		workflowId: id,
		workflowName: name,
		executionId: context.getExecutionId(),
		nodeName,
		causeSeq: causeSeq(context, nodeName),
	};
}
