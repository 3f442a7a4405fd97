import { openCrm } from '../../core';
import type { Connection, Crm } from '../../core/crm';
import { leadOf } from './people';

const context = { actor: 'bench', scope: { kind: 'all' }, origin: {}, partial: false } as const;

const cadenceName = 'Bench';

/** A CRM with a cadence whose first step is a month away. */
export async function openCadence(connection: Connection): Promise<Crm> {
	const crm = openCrm(connection, context);
	await crm.messages.defineTemplate([
		{ item: 0, fields: { name: 'Hello', purpose: 'service', versions: [{ language: 'en', body: 'Hello {{name}}' }] } },
	]);
	const step = (name: string) => ({ name, kind: 'message', template: 'Hello', delay: 30, delayUnit: 'days' });
	await crm.cadences.define([{ item: 0, fields: { name: cadenceName, window: 'always', steps: ['one', 'two', 'three'].map(step) } }]);
	return crm;
}

/** So many new leads, by their ids. */
export async function newLeads(crm: Crm, from: number, count: number): Promise<string[]> {
	const inputs = Array.from({ length: count }, (_, item) => ({ item, fields: leadOf(from + item) }));
	const outcomes = await crm.records.create('lead', inputs);
	return outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.id] : []));
}

/** Has leads enter; all must get in. */
export async function enrollAll(crm: Crm, ids: readonly string[]): Promise<void> {
	const outcomes = await crm.cadences.enroll(ids.map((id, item) => ({ item, cadence: cadenceName, object: 'lead', id })));
	if (!outcomes.every((outcome) => outcome.ok && outcome.value.output === 'enrolled')) throw new Error('not everybody was enrolled');
}
