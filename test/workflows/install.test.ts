import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { installTarball } from '../../tools/n8n/installPackage';
import { recordInstalled } from '../../tools/n8n/installedRows';
import { n8nDatabase, nodesFolder } from '../../tools/n8n/locations';
import { useRealN8n } from '../support/realN8n';

const NAME = 'n8n-nodes-guanxi';

describe('the package in a real n8n, installed by n8n itself', () => {
	const n8n = useRealN8n({ bare: true, registry: true });

	const filesOf = (folder: string) =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
			.map((file) => `${file.slice(folder.length)}\n${readFileSync(file, 'base64')}`)
			.sort();

	const rows = () => {
		const database = new DatabaseSync(n8nDatabase(n8n.userFolder), { readOnly: true });
		const select = (sql: string) =>
			database
				.prepare(sql)
				.all()
				.map((row) => ({ ...row }));
		const found = {
			packages: select('SELECT packageName, installedVersion, authorName, authorEmail FROM installed_packages'),
			nodes: select('SELECT name, type, latestVersion, package FROM installed_nodes ORDER BY type'),
		};
		database.close();
		return found;
	};

	const installed = () => ({
		files: filesOf(join(nodesFolder(n8n.userFolder), 'node_modules', NAME)),
		list: JSON.parse(readFileSync(join(nodesFolder(n8n.userFolder), 'package.json'), 'utf8')) as unknown,
		...rows(),
	});

	it('installs through n8n’s own button and loads every node', async () => {
		const { version } = n8n.registry.publish(n8n.tarball);
		const answer = await n8n.client.installPackage(NAME);
		expect(answer.installedVersion).toBe(version);
		expect(answer.installedNodes.map(({ type }) => type).sort()).toEqual([`${NAME}.crm`, `${NAME}.crmApproval`, `${NAME}.crmCadence`, `${NAME}.crmContract`, `${NAME}.crmLead`, `${NAME}.crmMessage`, `${NAME}.crmPage`, `${NAME}.crmSales`, `${NAME}.crmTrigger`, `${NAME}.weComTrigger`]);
		expect((await n8n.client.communityPackages())[0]).toMatchObject({ packageName: NAME, failedLoading: false });
	});

	it('updates through n8n’s own button', async () => {
		n8n.registry.publish(n8n.tarball, '99.0.0');
		expect((await n8n.client.communityPackages())[0].updateAvailable).toBe('99.0.0');
		expect((await n8n.client.updatePackage(NAME)).installedVersion).toBe('99.0.0');
	});

	it('leaves the same files and the same records when npm start installs it', async () => {
		await n8n.client.updatePackage(NAME, n8n.registry.publish(n8n.tarball).version);
		const byN8n = installed();
		await n8n.instance.stop();
		await recordInstalled(n8n.n8n, n8n.userFolder, await installTarball(n8n.tarball, n8n.userFolder));
		expect(installed()).toEqual(byN8n);
		await n8n.instance.start();
		expect((await n8n.client.communityPackages())[0]).toMatchObject({ packageName: NAME, failedLoading: false });
	});
});
