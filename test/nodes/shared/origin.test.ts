import { createRunExecutionData, type IExecuteFunctions, type IRunExecutionData } from 'n8n-workflow';

import { originOf } from '../../../nodes/shared/origin';

const trigger = { name: 'Team Event', type: 'n8n-nodes-guanxi.crmTrigger' };

const eventOf = (seq: number) => ({ seq, recordId: `record ${seq}` });

/** An execution that a CRM Trigger started with this event. */
const startedWith = (seq: number): IRunExecutionData =>
	createRunExecutionData({
		resultData: {
			runData: {
				[trigger.name]: [{ startTime: 0, executionTime: 0, executionIndex: 0, source: [], data: { main: [[{ json: eventOf(seq) }]] } }],
			},
		},
	});

const calledBy = (executionId: string): IRunExecutionData => createRunExecutionData({ parentExecution: { executionId, workflowId: 'w' } });

/** The executions n8n has in its database, and which of them were loaded. */
function database(executions: Record<string, IRunExecutionData>) {
	const loaded: string[] = [];
	const load = async (id: string) => {
		loaded.push(id);
		return await Promise.resolve(executions[id]);
	};
	return { loaded, load };
}

/** A node in a workflow that was called, by Execute Workflow, from this execution. */
function calledNode(parentExecutionId: string, load: (id: string) => Promise<IRunExecutionData | undefined>): IExecuteFunctions {
	const context: Partial<IExecuteFunctions> = {
		getWorkflow: () => ({ id: 'called', name: 'Called', active: true }),
		getNode: () => ({ id: 'n', name: 'CRM', type: 'crm', typeVersion: 1, position: [0, 0], parameters: {} }),
		getExecutionId: () => 'own',
		getParentNodes: () => [],
		getExecutionContext: () => ({ version: 1, establishedAt: 0, source: 'integrated', triggerNode: trigger, parentExecutionId }),
		evaluateExpression: () => {
			throw new Error('The node was not executed');
		},
		getExecutionDataById: load,
	};
	return context as IExecuteFunctions;
}

it('finds the event with the first of the calling executions', async () => {
	const { load } = database({ a1: startedWith(7), a2: calledBy('a1') });
	expect(await originOf(calledNode('a2', load))).toMatchObject({ cause: eventOf(7), executionId: 'own', nodeName: 'CRM' });
});

it('loads the calling executions once for all the calls that come from them', async () => {
	const { load, loaded } = database({ b1: startedWith(8), b2: calledBy('b1') });
	const node = calledNode('b2', load);
	for (let call = 0; call < 5; call++) expect((await originOf(node)).cause).toEqual(eventOf(8));
	expect(loaded).toEqual(['b2', 'b1']);
});

it('asks again for an execution that n8n did not have yet', async () => {
	const executions: Record<string, IRunExecutionData> = {};
	const { load } = database(executions);
	const node = calledNode('c1', load);
	expect((await originOf(node)).cause).toBeUndefined();
	executions.c1 = startedWith(9);
	expect((await originOf(node)).cause).toEqual(eventOf(9));
});

it('remembers the latest thousand only', async () => {
	const ids = Array.from({ length: 1001 }, (_, at) => `d${at}`);
	const { load, loaded } = database(Object.fromEntries(ids.map((id, at) => [id, startedWith(at)])));
	for (const id of ids) await originOf(calledNode(id, load));
	await originOf(calledNode('d1000', load));
	expect(loaded).toHaveLength(1001);
	expect((await originOf(calledNode('d0', load))).cause).toEqual(eventOf(0));
	expect(loaded).toHaveLength(1002);
});
