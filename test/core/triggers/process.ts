import { openCrm } from '../../../core';
import { clock } from '../../../core/clock';
import { connectionTo } from '../../support/connection';

/** A process of its own whose workflow begins and never ends; tells its parent of each event. */
async function main(file: string, secondsAhead: number): Promise<void> {
	clock.use(() => Date.now() + secondsAhead * 1000);
	const crm = openCrm(connectionTo(file), { actor: 'test', scope: { kind: 'all' }, origin: {}, partial: false });
	await crm.subscriptions.open(
		{
			id: 'workflow-a:node-1',
			workflowId: 'workflow-a',
			workflowName: 'A',
			nodeName: 'CRM Trigger',
			filter: { events: [], objects: ['lead'], changedFields: [] },
		},
		{
			deliver: async (item) => {
				process.send?.(item.recordId);
				return await new Promise(() => undefined);
			},
		},
	);
	process.send?.('open');
	// Nothing of the CRM keeps a process alive by itself.
	setInterval(() => undefined, 1000);
}

void main(process.argv[2], Number(process.argv[3]));
