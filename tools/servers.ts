/** `npm run servers`: the vendors' stand-ins of the tests, to try channels by hand without any account. */
import { listenToCommands, usages } from './servers/commands';
import { credentialsOf, startStandIns } from './servers/standIns';

async function main(): Promise<void> {
	const servers = await startStandIns();
	console.log("The vendors' stand-ins run on this machine only. Fill into the credentials of n8n:");
	for (const [credential, fields] of Object.entries(credentialsOf(servers))) {
		console.log(`\n${credential}`);
		for (const [name, value] of Object.entries(fields)) console.log(`  ${name.padEnd(30)}${String(value)}`);
	}
	console.log(`\nMembers of the company: ${[...servers.weCom.world.members.keys()].join(', ')}`);
	console.log(`\nType what shall happen at the vendor's side; Ctrl+C ends the servers.\n${usages}\n`);
	process.once('SIGINT', () => process.exit(0));
	await listenToCommands(servers);
}

void main();
