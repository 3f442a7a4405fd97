import { clock } from '../clock';
import type { Outcome } from '../context';
import type { AddressTarget, ConsentInput, ConsentsSet, Suppressed, SuppressInput } from '../consentTypes';
import type { CrmRecord } from '../recordTypes';
import { Batch, type Session } from '../records';
import { objects } from '../schema/objects';
import { parseFields, validationFailed } from '../schema/parseFields';
import type { ObjectName } from '../schema/types';
import { breathe, type StoreTx } from '../store';
import { readTargets, type Target } from './targets';
import { writeConsents, type Said } from './writeConsents';
import { liftSuppressions, writeSuppressions, type Stopped } from './writeSuppressions';

/** What became of one address. */
interface Written {
	readonly record: CrmRecord;
	readonly changed: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/** The stored form of what was given for each input; inputs with a bad field are marked. */
async function readEach<I extends AddressTarget, T>(
	batch: Batch<I, T>,
	object: ObjectName,
	fieldsOf: (input: I) => Fields,
): Promise<Fields[]> {
	const type = objects.get(object);
	const read: Fields[] = [];
	const now = clock.iso();
	for (const [index, input] of batch.inputs.entries()) {
		await breathe();
		const given = fieldsOf(input);
		const { fields, problems } = parseFields(
			type,
			{ ...given, at: given.at ?? now },
			{ mode: 'update', allowReadOnly: new Set(type.fields.map(({ name }) => name)) },
		);
		read.push(fields);
		if (problems.length > 0) batch.fail(index, validationFailed(type, problems));
	}
	return read;
}

/** One entry for each address of each input, written together. */
async function writeEach<I extends AddressTarget, T, Entry>(
	session: Session,
	batch: Batch<I, T>,
	work: {
		entriesOf(target: Target, index: number): Entry[];
		write(tx: StoreTx, entries: readonly Entry[]): Promise<Array<Written | undefined>>;
		valueOf(written: readonly Written[]): T;
	},
): Promise<Array<Outcome<T>>> {
	return await session.store.write(session.context, async (tx) => {
		const targets = await readTargets(tx, session, batch);
		batch.settle(session.context.partial);
		const entries: Entry[] = [];
		const places: Array<{ index: number; from: number; to: number }> = [];
		for (const [index, list] of targets) {
			await breathe();
			const from = entries.length;
			for (const target of list) entries.push(...work.entriesOf(target, index));
			places.push({ index, from, to: entries.length });
		}
		const written = await work.write(tx, entries);
		for (const { index, from, to } of places) {
			batch.done(index, work.valueOf(written.slice(from, to).filter((one) => one !== undefined)));
			await breathe();
		}
		return batch.outcomes();
	});
}

const consent = objects.get('consent');
const noPurpose = { field: 'purpose', message: { en: 'is required', 'zh-CN': '为必填项' } };

const anyChanged = (written: readonly Written[]): boolean => written.some(({ changed }) => changed);

export async function setConsents(session: Session, inputs: readonly ConsentInput[]): Promise<Array<Outcome<ConsentsSet>>> {
	const batch = new Batch<ConsentInput, ConsentsSet>(inputs);
	const read = await readEach(batch, 'consent', ({ state, at, source, proof }) => ({ state, at, source, proof }));
	for (const [index, { purposes }] of inputs.entries())
		if (purposes.length === 0) batch.fail(index, validationFailed(consent, [noPurpose]));
	return await writeEach<ConsentInput, ConsentsSet, Said>(session, batch, {
		entriesOf: (target, index) =>
			inputs[index].purposes.map(
				(purpose) => ({ ...target, ...(read[index] as Partial<Said>), purpose, item: inputs[index].item }) as Said,
			),
		write: writeConsents,
		valueOf: (written) => ({ changed: anyChanged(written), consents: written.map(({ record }) => record) }),
	});
}

export async function suppressAddresses(session: Session, inputs: readonly SuppressInput[]): Promise<Array<Outcome<Suppressed>>> {
	const batch = new Batch<SuppressInput, Suppressed>(inputs);
	const read = await readEach(batch, 'suppression', ({ reason, at, source, detail }) => ({ reason, at, source, detail }));
	return await writeEach<SuppressInput, Suppressed, Stopped>(session, batch, {
		entriesOf: (target, index) => [{ ...target, ...(read[index] as Partial<Stopped>), item: inputs[index].item } as Stopped],
		write: writeSuppressions,
		valueOf: suppressed,
	});
}

export async function liftAddresses(session: Session, inputs: readonly AddressTarget[]): Promise<Array<Outcome<Suppressed>>> {
	const batch = new Batch<AddressTarget, Suppressed>(inputs);
	return await writeEach<AddressTarget, Suppressed, Stopped>(session, batch, {
		entriesOf: (target, index) => [{ ...target, item: inputs[index].item } as Stopped],
		write: async (tx, entries) => (await liftSuppressions(tx, entries)).map((record) => (record ? { record, changed: true } : undefined)),
		valueOf: suppressed,
	});
}

const suppressed = (written: readonly Written[]): Suppressed => ({
	changed: anyChanged(written),
	suppressions: written.map(({ record }) => record),
});
