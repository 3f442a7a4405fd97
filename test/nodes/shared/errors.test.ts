import { CrmError } from '../../../core/errors';
import { each } from '../../../nodes/shared/each';
import { asCrmError } from '../../../nodes/shared/errors';

const text = { en: 'x', 'zh-CN': 'x' };

describe('a fault that nobody foresaw', () => {
	it('has a code of its own and is not worth another try', () => {
		const fault = asCrmError(new TypeError('x is not a function'));
		expect(fault).toMatchObject({ code: 'Unexpected', retryable: false });
		expect(fault.text.en).toContain('x is not a function');
	});

	it('stays what it is when it is wrapped already', () => {
		const known = new CrmError('RecordNotFound', text, { hint: text });
		expect(asCrmError(known)).toBe(known);
	});

	it.each([
		['a fault of ours', new TypeError('x is not a function'), 'Unexpected'],
		['a wrapped fault of ours', asCrmError(new TypeError('y')), 'Unexpected'],
		['a store that is not there', new CrmError('StoreUnavailable', text, { hint: text, retryable: true }), 'StoreUnavailable'],
	])('%s fails a call of several questions as a whole', async (_what, cause, code) => {
		const call = each([{ item: 0 }, { item: 1 }], async ({ item }) => (item === 1 ? await Promise.reject(cause) : item));
		await expect(call).rejects.toMatchObject({ code });
	});

	it('leaves a refused question to its own item', async () => {
		const refused = new CrmError('RecordNotFound', text, { hint: text });
		const outcomes = await each([{ item: 0 }, { item: 1 }], async ({ item }) => (item === 1 ? await Promise.reject(refused) : item));
		expect(outcomes).toEqual([
			{ ok: true, value: 0 },
			{ ok: false, error: refused },
		]);
	});
});
