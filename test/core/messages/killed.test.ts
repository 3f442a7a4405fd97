import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { channelOf } from '../../../core';
import { startChild, type Child } from '../../support/childProcess';
import { providerAt, sendDue, sendStep, type KillPoint } from '../../support/sendingWorker';
import { openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

/** A provider that writes down what reaches it; `hold` gets a request and is not answered. */
interface Provider {
	readonly url: string;
	readonly arrived: string[];
	hold?: () => void;
}

let server: Server;
let provider: Provider;

beforeAll(async () => {
	const arrived: string[] = [];
	server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		arrived.push((JSON.parse(Buffer.concat(chunks).toString()) as { id: string }).id);
		if (provider.hold) provider.hold();
		else response.end(`p-${arrived.length}`);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	provider = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrived };
});

afterEach(() => {
	provider.hold = undefined;
	provider.arrived.length = 0;
});

afterAll(() => {
	server.closeAllConnections();
	server.close();
});

/** A message that is due: its channel wanted it later, some time ago. */
async function dueMessage(crm: TestCrm, isLocal: boolean): Promise<string> {
	setNow('2026-03-02T02:00:00Z');
	const lead = await crm.given.lead({ email: 'wang@example.com' });
	const channel = isLocal ? channelOf('outbox') : providerAt(provider.url);
	const later = { ...channel, send: async () => [{ status: 'deferred', until: 0, fault: { code: '1', message: 'later' } } as const] };
	const input = { item: 0, recipient: { object: 'lead', id: lead.id }, content: { body: '您好' } } as const;
	return valueOf((await crm.messages.send([input], { channel: later }, { sendLater: true }))[0]).message.id;
}

async function killAt(crm: TestCrm, dieAt: KillPoint, url?: string): Promise<void> {
	const child: Child = startChild('sendDue', { file: crm.file, dieAt, url });
	if (dieAt === 'inRequest') provider.hold = () => child.process.kill('SIGKILL');
	await once(child.process, 'exit');
	expect(child.process.signalCode).toBe('SIGKILL');
	provider.hold = undefined;
}

/** Another worker takes over, when the time of the one that is gone is over. */
async function takeOver(crm: TestCrm, url?: string): Promise<void> {
	const later = new Date(Date.now() + 3_600_000).toISOString();
	setNow(later);
	await new Promise<void>((resolve, reject) => {
		const stopped = sendDue(crm, { url, outbox: channelOf('outbox') }, () => {
			stopped.then((stop) => stop()).then(resolve, reject);
		});
		stopped.catch(reject);
	});
}

const stateOf = async (crm: TestCrm, id: string) =>
	(await crm.rows<{ status: string; attempts: number }>('SELECT "status", "attempts" FROM "crm_message" WHERE "id" = ?', [id]))[0].status;

/** What may be when the process is killed there: how often the message arrived in the end, and how it stands. */
const expected: ReadonlyArray<[KillPoint, arrived: number, status: string]> = [
	['claimed', 1, 'sent'],
	['reserved', 1, 'sent'],
	['beforeRequest', 0, 'unclear'],
	['inRequest', 1, 'unclear'],
	['answered', 1, 'unclear'],
	['recorded', 1, 'sent'],
];

describe('a process that is killed while it sends a message', () => {
	it.each(expected)('when it is %s: it arrives %i times and is %s', async (point, arrived, status) => {
		const crm = openTestCrm();
		const id = await dueMessage(crm, false);
		await killAt(crm, point, provider.url);
		await takeOver(crm, provider.url);
		expect(provider.arrived).toEqual(Array<string>(arrived).fill(id));
		expect(await stateOf(crm, id)).toBe(status);
		// However often the work comes.
		valueOf((await crm.messages.send([{ item: 0, messageId: id }], { channel: providerAt(provider.url) }))[0]);
		expect(provider.arrived).toHaveLength(arrived);
	});

	it.each(expected.map(([point]) => point).filter((point) => point !== 'inRequest'))(
		'by the outbox when it is %s: it is there once and never unclear',
		async (point) => {
			const crm = openTestCrm();
			const id = await dueMessage(crm, true);
			await killAt(crm, point);
			await takeOver(crm);
			expect(await stateOf(crm, id)).toBe('sent');
			const sent = (await crm.eventsOf({ id })).filter(({ names }) => names.includes('message.sent'));
			expect(sent).toHaveLength(1);
		},
	);

	it.each([1, 61])('when it is reserved, and its step is asked for again %i minutes later: it arrives once', async (minutes) => {
		const crm = openTestCrm();
		const { id } = await crm.given.lead({ email: 'wang@example.com' });
		const child = startChild('sendStep', { file: crm.file, dieAt: 'reserved', url: provider.url, ids: [id] });
		await once(child.process, 'exit');
		expect([child.process.signalCode, provider.arrived]).toEqual(['SIGKILL', []]);
		setNow(new Date(Date.now() + minutes * 60_000).toISOString());
		// Every operation on messages gives up on senders that are gone.
		const interrupted = expect.objectContaining({ code: 'messagesInterrupted' });
		expect(await crm.system.setupProblems()).toEqual(
			minutes > 60 ? expect.arrayContaining([interrupted]) : expect.not.arrayContaining([interrupted]),
		);
		await sendStep(crm, { url: provider.url }, id);
		await sendStep(crm, { url: provider.url }, id);
		expect(provider.arrived).toHaveLength(1);
		expect(await stateOf(crm, provider.arrived[0])).toBe('sent');
	});
});
