import { objects } from '../../../core';
import { changedRecord, newRecord, writeChanges, type Change, type Follower } from '../../../core/store';
import { openTestCrm, type TestCrm } from '../../support/testCrm';

const [lead, task] = [objects.get('lead'), objects.get('task')];

const caller = (followers: readonly Follower[]) => ({
	actor: 'test',
	scope: { kind: 'all' } as const,
	origin: {},
	partial: false,
	followers,
});

const firstTask: Follower = {
	on: { lead: ['created'] },
	follow: (_tx, changes) =>
		Promise.resolve(changes.map(({ after }) => ({ object: task, after: newRecord(task, { subject: '联系', leadId: after.id }) }))),
};

const write = async (crm: TestCrm, followers: readonly Follower[], changes: readonly Change[]) =>
	await crm.store.write(caller(followers), async (tx) => await writeChanges(tx, changes));

const newLead = (name: string): Change => ({ object: lead, after: newRecord(lead, { name }) });

describe('what follows an event', () => {
	it('is written in the same transaction, with an event of its own', async () => {
		const crm = openTestCrm();
		const change = newLead('王芳');
		await write(crm, [firstTask], [change]);
		const [made] = await crm.rows<{ id: string }>('SELECT "id" FROM "crm_task" WHERE "leadId" = ?', [change.after.id]);
		const [event] = await crm.eventsOf(change.after);
		const [followed] = await crm.eventsOf(made);
		expect(followed.callId).toBe(event.callId);
	});

	it('is not written when what it follows is not', async () => {
		const crm = openTestCrm();
		const failing: Follower = { on: { task: ['created'] }, follow: () => Promise.reject(new Error('no')) };
		await expect(write(crm, [firstTask, failing], [newLead('王芳')])).rejects.toThrow('no');
		expect(await crm.rows('SELECT "id" FROM "crm_lead"')).toEqual([]);
		expect(await crm.rows('SELECT "id" FROM "crm_task"')).toEqual([]);
	});

	it('is asked once for all records of a call, and of the events it wants alone', async () => {
		const crm = openTestCrm();
		const heard: number[] = [];
		const scored: Follower = {
			on: { lead: ['lead.qualified'] },
			follow: (_tx, changes) => {
				heard.push(changes.length);
				return Promise.resolve([]);
			},
		};
		const changes = Array.from({ length: 600 }, (_, i) => newLead(`线索 ${i}`));
		await write(crm, [scored], changes);
		expect(heard).toEqual([]);
		const qualified = changes.map(({ after }) => ({
			object: lead,
			before: after,
			after: changedRecord(after, { score: 90 }),
			emits: ['lead.qualified'],
		}));
		await write(crm, [scored], qualified);
		expect(heard).toEqual([600]);
	});

	it('ends with an error where followers follow each other for ever', async () => {
		const crm = openTestCrm();
		const again: Follower = {
			on: { task: ['created'] },
			follow: (_tx, changes) => Promise.resolve(changes.map(() => ({ object: task, after: newRecord(task, { subject: '再来' }) }))),
		};
		await expect(write(crm, [firstTask, again], [newLead('王芳')])).rejects.toThrow('circle');
		expect(await crm.rows('SELECT "id" FROM "crm_task"')).toEqual([]);
	});
});
