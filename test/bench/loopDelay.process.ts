/**
 * Runs CRM Lead → Capture with 10,000 items in n8n's own engine, in a process that does nothing else, and prints what
 * the event loop saw while the node's execute ran. The first line is the first use in this process, which loads the
 * libraries and makes the database; each line after it is one more execution.
 */
import { closeStores } from '../../core';
import { CrmLead } from '../../nodes/CrmLead/CrmLead.node';
import { runNode } from '../support/harness';
import { LoopSampler, type Gap } from './loopSampler';
import { leadOf } from './people';

const size = 10_000;
let gaps: readonly Gap[] = [];

/** Measures inside execute only: n8n copies 10,000 items before and after in one go. */
function measureExecute(): void {
	const execute = CrmLead.prototype.execute;
	CrmLead.prototype.execute = async function (...args) {
		const sampler = new LoopSampler();
		await sampler.start();
		try {
			return await execute.apply(this, args);
		} finally {
			gaps = await sampler.stop();
		}
	};
}

async function main(rounds: number): Promise<void> {
	measureExecute();
	const parameters = { resource: 'lead', operation: 'capture' };
	for (let i = 0; i <= rounds; i++) {
		const items = Array.from({ length: i === 0 ? 1 : size }, (_, n) => leadOf(i * size + n));
		const { error, outputs } = await runNode({ type: 'crmLead', parameters, items });
		if (error) throw error;
		if (outputs[0].length !== items.length) throw new Error(`${outputs[0].length} of ${items.length} leads were created`);
		process.stdout.write(`${JSON.stringify(gaps)}\n`);
	}
	await closeStores();
}

main(Number(process.argv[2])).catch((error: Error) => {
	console.error(error);
	process.exitCode = 1;
});
