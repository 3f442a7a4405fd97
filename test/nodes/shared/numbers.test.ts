import type { INodeParameters } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { capture, counts } from '../../support/capturing';
import { activateTrigger, runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

const lead = { name: '张伟', phone: '13800138000' };

const limit = (max: unknown, perMinutes: unknown) => ({ rateLimit: { limit: { max, perMinutes } } }) as INodeParameters;

const year = 525_600;

const someId = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('a number in the options of Capture that an expression gives', () => {
	it.each([
		['a window of no minutes', limit(5, '={{ 0 }}'), `Minutes must be between 1 and ${year}`],
		['a window without end', limit(5, '={{ 1e12 }}'), `Minutes must be between 1 and ${year}`],
		['a limit that refuses everybody', limit('={{ 0 }}', 10), 'Captures must be between 1 and 1000000'],
		['a negative limit', limit('={{ -1 }}', 10), 'Captures must be between 1 and 1000000'],
		['a repeat window without end', { repeatWindow: '={{ 1e12 }}' }, `Repeat Window (Minutes) must be between 0 and ${year}`],
		['a negative repeat window', { repeatWindow: '={{ -5 }}' }, `Repeat Window (Minutes) must be between 0 and ${year}`],
		['a size that refuses everybody', { maxSize: '={{ 0 }}' }, 'Max Size (KB) must be between 1 and 1048576'],
		['a word', { maxSize: '={{ "much" }}' }, 'Max Size (KB) must be a number'],
	])('is refused by name: %s', async (_, options, message) => {
		const { error } = await capture([lead], { options });
		expect(error?.message).toBe(message);
		expect(error?.description).toContain('check the expression in it');
	});

	it('is refused in Chinese on a Chinese instance', async () => {
		process.env.N8N_DEFAULT_LOCALE = 'zh-CN';
		try {
			expect((await capture([lead], { options: { maxSize: '={{ 0 }}' } })).error?.message).toBe('大小上限（KB）应在 1 到 1048576 之间');
		} finally {
			delete process.env.N8N_DEFAULT_LOCALE;
		}
	});

	it('is taken at both ends of what it may be, also as text', async () => {
		expect(counts(await capture([lead], { options: { repeatWindow: '={{ 0 }}', maxSize: '={{ "1" }}', ...limit(1, year) } }))[0]).toBe(1);
	});
});

it.each(['={{ 0 }}', '={{ -1 }}'])('refuses a limit of %s results', async (value) => {
	const { error } = await runNode({ type: 'crm', parameters: { resource: 'lead', operation: 'getAll', limit: value } });
	expect(error?.message).toBe('Limit must be 1 or more');
});

it('refuses a version that no record can have', async () => {
	const parameters = {
		resource: 'lead',
		operation: 'delete',
		leadId: { __rl: true, mode: 'id', value: someId },
		options: { version: '={{ 0 }}' },
	};
	expect((await runNode({ type: 'crm', parameters })).error?.message).toBe('Version must be 1 or more');
});

it.each([
	[{ maxDepth: '={{ 0 }}' }, 'Most Workflows in a Row must be between 1 and 1000'],
	[{ maxParallel: '={{ -3 }}' }, 'Parallel Executions must be between 1 and 1000'],
])('refuses to switch a CRM Trigger on with %j', async (options, message) => {
	const count = { type: 'crm', parameters: { resource: 'lead', operation: 'count' } } as const;
	await expect(activateTrigger({ events: ['record.created'], options }, count)).rejects.toThrow(message);
});
