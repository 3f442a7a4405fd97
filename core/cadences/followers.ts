import { clock } from '../clock';
import type { CrmRecord } from '../crm';
import { breathe, builtIn, type Change, type Follower, type StoreTx } from '../store';
import type { StepResult } from '../cadenceTypes';
import { tasksDone } from './completeStep';
import { cadencesById, lockEnrolments, openIds, openIdsOf, openKeyOf, type Cadence, type Enrolment } from './enrolments';
import { Moves } from './moves';

type Reason = Parameters<Moves['exit']>[1];

const textsOf = (records: readonly CrmRecord[], field: string): string[] =>
	records.flatMap((record) => (typeof record[field] === 'string' ? [record[field]] : []));

/** Enrolments by id, locked, with their cadences. */
async function openOnes(tx: StoreTx, ids: readonly string[]): Promise<Array<{ enrolment: Enrolment; cadence: Cadence }>> {
	const found = [...(await lockEnrolments(tx, ids)).values()].filter(({ openKey }) => openKey !== null);
	const cadences = await cadencesById(tx, new Set(found.map(({ cadenceId }) => cadenceId)));
	return found.map((enrolment) => ({ enrolment, cadence: cadences.get(enrolment.cadenceId) as Cadence }));
}

/** Has those people leave whose cadence wants it. */
async function leave(
	tx: StoreTx,
	ids: readonly string[],
	reason: Reason,
	wanted: (cadence: Cadence) => boolean = () => true,
): Promise<Change[]> {
	if (ids.length === 0) return [];
	const moves = new Moves();
	for (const { enrolment, cadence } of await openOnes(tx, ids)) {
		if (wanted(cadence)) moves.exit(moves.of(enrolment), reason);
		await breathe();
	}
	await moves.writeRest(tx);
	return moves.changes();
}

const after = (changes: readonly Change[]): CrmRecord[] => changes.map(({ after: record }) => record);

/** What a record is about: leads and contacts, and of a customer its contacts where nobody is named. */
function peopleOf(records: readonly CrmRecord[]): Parameters<typeof openIdsOf>[1] {
	const ofCompany = records.filter(({ leadId, contactId }) => leadId == null && contactId == null);
	return { leadIds: textsOf(records, 'leadId'), contactIds: textsOf(records, 'contactId'), customerIds: textsOf(ofCompany, 'customerId') };
}

/** Whoever writes has replied: the cadence is told, and most end then. A message of a company is nobody's in particular. */
const reply: Follower = {
	on: { message: ['message.received'] },
	follow: async (tx, changes) => {
		const { leadIds, contactIds } = peopleOf(after(changes));
		const ids = await openIdsOf(tx, { leadIds, contactIds });
		if (ids.length === 0) return [];
		const moves = new Moves();
		const now = clock.iso();
		for (const { enrolment, cadence } of await openOnes(tx, ids)) {
			const move = moves.of(enrolment);
			if (move.now.repliedAt === null) {
				move.now.repliedAt = now;
				move.emits.push('enrolment.replied');
			}
			if (cadence.exitOnReply !== false) moves.exit(move, 'reply');
			await breathe();
		}
		await moves.writeRest(tx);
		return moves.changes();
	},
};

const meetings = new Set<unknown>(['meeting', 'visit']);

const meeting: Follower = {
	on: { activity: ['created'] },
	follow: async (tx, changes) => {
		const met = after(changes).filter(({ method }) => meetings.has(method));
		return await leave(tx, await openIdsOf(tx, peopleOf(met)), 'meeting', ({ exitOnMeeting }) => exitOnMeeting !== false);
	},
};

/** Whoever's deal is closed: the lead that it came from, and the contacts of its customer. */
const deal = (event: 'opportunity.won' | 'opportunity.lost', reason: 'won' | 'lost', field: 'exitOnWon' | 'exitOnLost'): Follower => ({
	on: { opportunity: [event] },
	follow: async (tx, changes) => {
		const records = after(changes);
		const ids = await openIdsOf(tx, { leadIds: textsOf(records, 'leadId'), customerIds: textsOf(records, 'customerId') });
		return await leave(tx, ids, reason, (cadence) => cadence[field] !== false);
	},
});

/** An address that bounced is no opinion of its holder. */
const optOut: Follower = {
	on: { consent: ['consent.withdrawn'], suppression: ['address.suppressed'] },
	follow: async (tx, changes) => {
		const said = after(changes).filter(({ reason }) => reason !== 'hardBounce');
		const ids = await openIdsOf(tx, { leadIds: textsOf(said, 'leadId'), contactIds: textsOf(said, 'contactId') });
		return await leave(tx, ids, 'optOut', ({ exitOnOptOut }) => exitOnOptOut !== false);
	},
};

/** A converted lead leaves, or goes on as the contact that it became, unless that one is in already. */
const converted: Follower = {
	on: { lead: ['lead.converted'] },
	follow: async (tx, changes) => {
		const leads = new Map(after(changes).map((lead) => [lead.id, lead]));
		const ids = await openIdsOf(tx, { leadIds: leads.keys() });
		if (ids.length === 0) return [];
		const contactIds = textsOf([...leads.values()], 'convertedContactId');
		const inside = new Set([...(await lockEnrolments(tx, await openIdsOf(tx, { contactIds }))).values()].map(({ openKey }) => openKey));
		const moves = new Moves();
		for (const { enrolment, cadence } of await openOnes(tx, ids)) {
			const contactId = leads.get(String(enrolment.leadId))?.convertedContactId;
			const openKey = openKeyOf(cadence.id, String(contactId));
			const move = moves.of(enrolment);
			if (cadence.onConverted !== 'contact' || typeof contactId !== 'string' || inside.has(openKey)) moves.exit(move, 'converted');
			else {
				Object.assign(move.now, { leadId: null, contactId, openKey });
				inside.add(openKey);
			}
			await breathe();
		}
		await moves.writeRest(tx);
		return moves.changes();
	},
};

const disqualified: Follower = {
	on: { lead: ['lead.disqualified'] },
	follow: async (tx, changes) => await leave(tx, await openIdsOf(tx, { leadIds: after(changes).map(({ id }) => id) }), 'disqualified'),
};

const deleted: Follower = {
	on: { lead: ['deleted'], contact: ['deleted'] },
	follow: async (tx, changes) => {
		const ids = after(changes).map(({ id }) => id);
		return await leave(tx, await openIdsOf(tx, { leadIds: ids, contactIds: ids }), 'deleted');
	},
};

const cadenceDeleted: Follower = {
	on: { cadence: ['deleted'] },
	follow: async (tx, changes) => {
		const ids = after(changes).map(({ id }) => id);
		return await leave(tx, await openIds(tx, (bindings) => bindings.among('t."cadenceId"', ids)), 'cadenceDeleted');
	},
};

/** Who owns a person owns what is done about them: tasks that are still to come go to the new owner. */
const ownerChanged: Follower = {
	on: { lead: ['lead.assigned'], contact: ['contact.assigned'] },
	follow: async (tx, changes) => {
		const owners = new Map(changes.flatMap(({ before, after: now }) => (before ? [[now.id, now.ownerId] as const] : [])));
		if (owners.size === 0) return [];
		const ids = await openIdsOf(tx, { leadIds: owners.keys(), contactIds: owners.keys() });
		if (ids.length === 0) return [];
		const moves = new Moves();
		for (const enrolment of (await lockEnrolments(tx, ids)).values()) {
			const owner = owners.get(String(enrolment.leadId ?? enrolment.contactId));
			moves.of(enrolment).now.ownerId = typeof owner === 'string' ? owner : null;
			await breathe();
		}
		return moves.changes();
	},
};

const results: Readonly<Record<string, StepResult>> = { done: 'done', cancelled: 'skipped' };

const taskDone: Follower = {
	on: { task: ['updated', 'deleted'] },
	follow: async (tx, changes) => {
		const ended = new Map<string, StepResult>();
		for (const { before, after: now } of changes) {
			const result = now.deletedAt === null ? results[String(now.status)] : 'skipped';
			if (result && (before?.status !== now.status || now.deletedAt !== null)) ended.set(now.id, result);
		}
		if (ended.size === 0) return [];
		const moves = await tasksDone(tx, builtIn, ended);
		await moves.writeRest(tx);
		return moves.changes();
	},
};

/** What happens to people in cadences because of what happens elsewhere. */
export const cadenceFollowers: readonly Follower[] = [
	reply,
	meeting,
	deal('opportunity.won', 'won', 'exitOnWon'),
	deal('opportunity.lost', 'lost', 'exitOnLost'),
	optOut,
	converted,
	disqualified,
	deleted,
	cadenceDeleted,
	ownerChanged,
	taskDone,
];
