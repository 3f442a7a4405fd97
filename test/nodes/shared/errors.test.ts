import { CrmError } from '../../../core/errors';
import { checkHealth } from '../../../nodes/Crm/actions/system/health.action';
import { each } from '../../../nodes/shared/each';
import { asCrmError, badParameter, batchError, toNodeError } from '../../../nodes/shared/errors';

const text = { en: 'x', 'zh-CN': 'x' };

it.each([
	['到期事项 ID', '到期事项 ID 不能为空'],
	['名称', '名称不能为空'],
])('parts a label that ends in Latin letters from Chinese: %s', (label, said) => {
	expect(badParameter({ en: 'x', 'zh-CN': label }, 'x', { en: 'is missing', 'zh-CN': '不能为空' }).text['zh-CN']).toBe(said);
});

describe('a fault that nobody foresaw', () => {
	it('has a code of its own and is not worth another try', () => {
		const fault = asCrmError(new TypeError('x is not a function'));
		expect(fault).toMatchObject({ code: 'Unexpected', retryable: false });
		expect(fault.text.en).toContain('x is not a function');
	});

	it('names the operation to run as the node does, in both languages', () => {
		const { text: names } = checkHealth;
		const { hint } = asCrmError(new TypeError('x'));
		expect(hint.en).toContain(`System → ${names.en[0]};`);
		expect(hint['zh-CN']).toContain(`系统 → ${names['zh-CN'][0]}”`);
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

	it('lets n8n serve others between the questions', async () => {
		let served = false;
		setImmediate(() => (served = true));
		/** Takes longer than one turn of ours may last. */
		const ask = async () => {
			const from = performance.now();
			while (performance.now() - from < 6);
			return await Promise.resolve(served);
		};
		expect((await each([{ item: 0 }, { item: 1 }], ask)).at(1)).toEqual({ ok: true, value: true });
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

describe('a call that is refused as a whole', () => {
	const bad = (item: number, retryable = false) => ({
		item,
		error: new CrmError('StoreUnavailable', { en: `bad ${item}`, 'zh-CN': `错误 ${item}` }, { hint: text, retryable }),
	});
	const node = { id: '1', name: 'CRM', type: 'crm', typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

	it('has the words of its only item, and names it', () => {
		const error = toNodeError(node, batchError([bad(0)], 1), 'en');
		expect(error).toMatchObject({ message: 'bad 0', description: 'x', context: { itemIndex: 0 } });
	});

	it('lists its bad items', () => {
		const error = toNodeError(node, batchError([bad(2), bad(5)], 7), 'en');
		expect(error).toMatchObject({ message: '2 of 7 items cannot be processed, so nothing was stored', context: { itemIndex: 2 } });
		expect(error.description).toMatch(/<ul><li>Item 2: bad 2<\/li><li>Item 5: bad 5<\/li><\/ul>$/);
	});

	it('counts from 0 in English, as n8n does, and from 1 in Chinese, where "第 0 项" is no item', () => {
		const description = (locale: 'en' | 'zh-CN') => toNodeError(node, batchError([bad(0), bad(5)], 7), locale).description;
		expect(description('en')).toContain('<li>Item 0: bad 0</li><li>Item 5: bad 5</li>');
		expect(description('zh-CN')).toContain('<li>第 1 项：错误 0</li><li>第 6 项：错误 5</li>');
	});

	it('is worth another try when that may help every bad item', () => {
		expect(batchError([bad(0, true), bad(1, true)], 2).retryable).toBe(true);
		expect(batchError([bad(0, true), bad(1)], 2).retryable).toBe(false);
	});
});
