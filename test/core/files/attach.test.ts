import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { errorOf, failureOf, inputsOf, openTestCrm, setNow, valueOf, type TestCrm } from '../../support/testCrm';

const megabyte = 1024 * 1024;

setFlagsFromString('--expose-gc');
/** What is left after it is what is held. */
const collectGarbage = runInNewContext('gc') as () => void;

function givenFile(bytes: Buffer | Readable, more: { name?: string; bytes?: number } = {}) {
	let opened = 0;
	const file = {
		name: '扫描件.pdf',
		mimeType: 'application/pdf',
		...more,
		open: async () => {
			opened += 1;
			return await Promise.resolve(Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes);
		},
	};
	return { file, opened: () => opened };
}

async function contentOf(stream: Readable): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

const attach = async (crm: TestCrm, id: string, bytes: Buffer | Readable, more: Record<string, unknown> = {}) =>
	await crm.files.attach([{ item: 0, object: 'contract', id, file: givenFile(bytes).file, ...more }]);

const pieces = async (crm: TestCrm) => Number((await crm.rows<{ n: number }>('SELECT count(*) AS n FROM crm_file_piece'))[0].n);
const arrivals = async (crm: TestCrm) => (await crm.rows('SELECT * FROM crm_file_arrival')).length;

describe('a file of a record', () => {
	it('comes back byte for byte, with its size and hash', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		const bytes = Buffer.from(Array.from({ length: 1_300_000 }, (_, i) => (i * 7919) % 256));
		const record = valueOf((await attach(crm, String(contract.number), bytes, { kind: '签署扫描件', note: '双方已盖章' }))[0]);
		expect(record).toMatchObject({
			name: '扫描件.pdf',
			kind: 'signedScan',
			bytes: bytes.length,
			sha256: createHash('sha256').update(bytes).digest('hex'),
			recordObject: 'contract',
			recordId: contract.id,
			contractId: contract.id,
			customerId: contract.customerId,
		});
		const [stored] = (await crm.files.get([{ item: 0, id: record.id }])).map(valueOf);
		expect((await contentOf(await stored.open())).equals(bytes)).toBe(true);
		expect(await arrivals(crm)).toBe(0);
	});

	it('stands in the timeline of its record and of the customer', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		await attach(crm, contract.id, Buffer.from('x'));
		for (const [object, id] of [
			['contract', contract.id],
			['customer', String(contract.customerId)],
		] as const) {
			const { entries } = await crm.records.timeline(object, id, { limit: 10 });
			expect(entries.some((entry) => entry.object === 'file' && entry.record?.name === '扫描件.pdf')).toBe(true);
		}
	});

	it('is seen by who sees its record, of whatever kind that is, and by nobody else', async () => {
		const crm = openTestCrm();
		const team = await crm.given.team();
		const [owner, colleague, stranger] = [
			await crm.given.user({ teamId: team.id }),
			await crm.given.user({ teamId: team.id }),
			await crm.given.user(),
		];
		for (const object of ['lead', 'customer', 'contact', 'opportunity', 'contract'] as const) {
			const { id } = await crm.given[object]({ ownerId: owner.id });
			const [attached] = await crm.files.attach([{ item: 0, object, id, file: givenFile(Buffer.from('x')).file }]);
			const fileId = valueOf(attached).id;
			const seenBy = async (scope: NonNullable<Parameters<typeof crm.as>[0]['scope']>) =>
				(await crm.as({ scope, partial: true }).files.get([{ item: 0, id: fileId }]))[0].ok;
			expect([
				object,
				await seenBy({ kind: 'own', userId: owner.id }),
				await seenBy({ kind: 'team', teamId: team.id }),
				await seenBy({ kind: 'own', userId: colleague.id }),
				await seenBy({ kind: 'own', userId: stranger.id }),
			]).toEqual([object, true, true, false, false]);
		}
	});

	it('cannot be made, changed or deleted by hand', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		const record = valueOf((await attach(crm, contract.id, Buffer.from('x')))[0]);
		expect((await failureOf(crm.records.update('file', [{ item: 0, id: record.id, fields: { name: 'y' } }]))).code).toBe('Refused');
		expect((await failureOf(crm.records.delete('file', [{ item: 0, id: record.id }]))).code).toBe('Refused');
	});

	it('is known by the last part of its name, without what is not seen, and by a type that is one', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract();
		const names = ['../../etc/passwd', 'C:\\tmp\\合同.pdf', 'a\u202Efdp.exe', '合\u0000同\r\n.pdf'];
		const types = ['text/html; charset=utf-8', 'APPLICATION/PDF', '<script>', ''];
		const outcomes = await crm.files.attach(
			inputsOf(
				names.map((name, i) => ({
					object: 'contract' as const,
					id: contract.id,
					file: { ...givenFile(Buffer.from('x')).file, name, mimeType: types[i] },
				})),
			),
		);
		expect(outcomes.map(valueOf).map(({ name, mimeType }) => [name, mimeType])).toEqual([
			['passwd', 'text/html'],
			['合同.pdf', 'application/pdf'],
			['afdp.exe', 'application/octet-stream'],
			['合同.pdf', 'application/octet-stream'],
		]);
		const nameless = { ...givenFile(Buffer.from('x')).file, name: 'a/..' };
		expect((await failureOf(crm.files.attach([{ item: 0, object: 'contract', id: contract.id, file: nameless }]))).field).toBe('name');
	});

	it('that is wrong can be deleted: its bytes are gone, that it was attached is not', async () => {
		const crm = openTestCrm({ partial: true });
		const contract = await crm.given.contract();
		const record = valueOf((await attach(crm, contract.id, Buffer.from('x')))[0]);
		const stranger = crm.as({ scope: { kind: 'own', userId: (await crm.given.user()).id } });
		expect(errorOf((await stranger.files.delete([{ item: 0, id: record.id }]))[0]).code).toBe('RecordNotFound');
		const outcomes = await crm.files.delete(inputsOf([record, record].map(({ id }) => ({ id }))));
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
		expect([await pieces(crm), await crm.records.count('file', {})]).toEqual([0, 0]);
		expect(errorOf((await crm.files.get([{ item: 0, id: record.id }]))[0]).code).toBe('RecordNotFound');
		expect((await crm.eventsOf(record)).map(({ kind }) => kind)).toEqual(['created', 'deleted']);
	});

	it('is stored once for one key, whoever asks again', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract();
		const key = { idempotencyKey: 'scan-1' };
		const first = valueOf((await attach(crm, id, Buffer.from('one'), key))[0]);
		const both = await Promise.all([attach(crm, id, Buffer.from('one'), key), attach(crm, id, Buffer.from('one'), key)]);
		expect(both.map(([outcome]) => valueOf(outcome).id)).toEqual([first.id, first.id]);
		expect(await pieces(crm)).toBe(1);
	});

	it('is refused before it is read where its size is known, and while it is read where it is not', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract();
		const known = givenFile(Buffer.from('x'), { bytes: 101 * megabyte });
		const error = await failureOf(crm.files.attach([{ item: 0, object: 'contract', id, file: known.file }]));
		expect([error.text.en, known.opened()]).toEqual(['The file is larger than 100 MB', 0]);
		const block = Buffer.alloc(megabyte);
		const endless = Readable.from(
			(function* () {
				for (;;) yield block;
			})(),
		);
		expect((await failureOf(attach(crm, id, endless))).text['zh-CN']).toBe('文件超过 100 MB');
		expect([await pieces(crm), await arrivals(crm), await crm.records.count('file', {})]).toEqual([0, 0, 0]);
	}, 60_000);

	it('of 50 MB goes in and out in bounded memory', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract();
		const block = Buffer.alloc(megabyte, 'a');
		let most = 0;
		const sample = () => {
			collectGarbage();
			const { heapUsed, external } = process.memoryUsage();
			most = Math.max(most, heapUsed + external);
		};
		sample();
		const before = most;
		const source = Readable.from(
			(function* () {
				for (let i = 0; i < 50; i++) {
					sample();
					yield block;
				}
			})(),
			{ highWaterMark: 1 },
		);
		const record = valueOf((await attach(crm, id, source))[0]);
		const [stored] = (await crm.files.get([{ item: 0, id: record.id }])).map(valueOf);
		let length = 0;
		for await (const chunk of await stored.open()) {
			length += (chunk as Buffer).length;
			sample();
		}
		expect(length).toBe(50 * megabyte);
		expect((most - before) / megabyte).toBeLessThan(20);
	}, 60_000);

	it('leaves nothing behind when its source breaks off, and keeps the other files where the node goes on', async () => {
		const crm = openTestCrm({ partial: true });
		const { id } = await crm.given.contract();
		const broken = () =>
			Readable.from(
				(async function* () {
					yield Buffer.alloc(megabyte);
					throw await Promise.resolve(new Error('gone'));
				})(),
			);
		const gone = () => {
			throw new Error('gone');
		};
		const [good, cut] = [givenFile(Buffer.from('a')).file, givenFile(broken()).file];
		const unread = await crm.files.attach(
			inputsOf([good, cut, { ...good, open: gone }, good].map((file) => ({ object: 'contract' as const, id, file }))),
		);
		expect(unread.map((outcome) => (outcome.ok ? 'attached' : outcome.error.text['zh-CN']))).toEqual([
			'attached',
			'文件无法读取',
			'文件无法读取',
			'attached',
		]);
		expect([await pieces(crm), await arrivals(crm)]).toEqual([2, 0]);
		const outcomes = await crm.files.attach(
			inputsOf(
				[Buffer.from('a'), Buffer.alloc(0), Buffer.from('b')].map((bytes) => ({
					object: 'contract' as const,
					id,
					file: givenFile(bytes).file,
				})),
			),
		);
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
		expect(errorOf(outcomes[1]).text.en).toBe('The file is empty');
		expect(await crm.records.count('file', {})).toBe(4);
	});

	it('names a record that is not there, and stores nothing of the call', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract();
		const [good, bad] = [givenFile(Buffer.from('x')), givenFile(Buffer.from('x'))];
		const error = await failureOf(
			crm.files.attach([
				{ item: 0, object: 'contract', id, file: good.file },
				{ item: 1, object: 'lead', id: 'L000099', file: bad.file },
			]),
		);
		expect([error.items[0].error.code, error.items[0].item, good.opened()]).toEqual(['RecordNotFound', 1, 0]);
	});

	it('is taken away a day after the process that brought it ended in the middle', async () => {
		const crm = openTestCrm({ now: '2026-03-01T00:00:00Z' });
		const { id } = await crm.given.contract();
		await crm.store.write(crm.context, async (tx) => {
			await tx.query('INSERT INTO crm_file_arrival ("fileId", "startedAt") VALUES (?, ?)', ['f', '2026-03-01T00:00:00.000Z']);
			await tx.query('INSERT INTO crm_file_piece ("fileId", "position", "bytes") VALUES (?, ?, ?)', ['f', 0, Buffer.from('half')]);
		});
		await attach(crm, id, Buffer.from('x'));
		expect(await pieces(crm)).toBe(2);
		setNow('2026-03-02T00:00:01Z');
		await attach(crm, id, Buffer.from('y'));
		expect([await pieces(crm), await arrivals(crm)]).toEqual([2, 0]);
	});

	it('says so when what is stored is no longer what came in', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract();
		const record = valueOf((await attach(crm, id, Buffer.from('abc')))[0]);
		await crm.store.write(crm.context, async (tx) => {
			await tx.query('UPDATE crm_file_piece SET "bytes" = ? WHERE "fileId" = ?', [Buffer.from('abd'), record.id]);
		});
		const [stored] = (await crm.files.get([{ item: 0, id: record.id }])).map(valueOf);
		await expect(contentOf(await stored.open())).rejects.toThrow('not stored as it came in');
	});
});
