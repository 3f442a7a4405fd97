import { useRealN8n, type Execution } from '../support/realN8n';
import { healthCheck, leadListener } from '../support/workflows';

describe('an n8n on a Node.js without built-in SQLite', () => {
	// What a Node.js older than 22.13 is to us; n8n keeps its own data by another library.
	const n8n = useRealN8n({ env: { NODE_OPTIONS: '--no-experimental-sqlite' } });
	const sentence = `Node.js ${process.versions.node} has no built-in SQLite, which the CRM stores its data in`;

	const failureOf = ({ data }: Execution) => {
		const { message, description } = data.resultData.error as { message: string; description?: string | null };
		return { message, description };
	};

	it('has all our nodes, and each says what is missing when it is used', async () => {
		const ours = ['crm', 'crmCadence', 'crmContract', 'crmLead', 'crmMessage', 'crmPage', 'crmSales', 'crmTrigger', 'weComTrigger'];
		const types = await n8n.client.nodeTypes(ours.map((name) => `n8n-nodes-guanxi.${name}`));
		expect(types.map(({ name }) => name)).toEqual(ours);

		for (const [workflow, from] of [
			[healthCheck(), 'Start'],
			[leadListener(), 'Lead Created'],
		] as const) {
			const execution = await n8n.run(workflow, from);
			expect(execution.status).toBe('error');
			expect(failureOf(execution)).toEqual({ message: sentence, description: 'Run n8n on Node.js 24 or newer.' });
		}
	});
});
