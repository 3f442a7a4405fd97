import type { IDataObject } from 'n8n-workflow';

import { closeStores } from '../../../core';
import { allOf, capture, counts, crm, first, posted } from '../../support/capturing';
import { runNode } from '../../support/harness';
import { freshCrm } from '../../support/userFolder';

beforeEach(freshCrm);
afterAll(closeStores);

describe('where an item goes', () => {
	it('leaves by Created, Matched, Possible Duplicate or Rejected, paired with its item', async () => {
		await capture([{ name: '王芳', company: '华为', phone: '13800138000' }]);
		const run = await capture([
			{ name: '李娜', phone: '13900139000' },
			{ name: '王芳', phone: '+86 138 0013 8000', city: '深圳' },
			{ name: '王芳', company: '华为', phone: '13700137000' },
			{ name: '无联系方式' },
		]);
		expect(counts(run)).toEqual([1, 1, 1, 1]);
		expect(run.outputs.map(([item]) => item.pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }]);
		expect(first(run, 1).lead).toMatchObject({ name: '王芳', city: '深圳' });
		expect(first(run, 2).possibleDuplicateOf).toMatchObject({ company: '华为' });
		expect(first(run, 3)).toMatchObject({ outcome: 'rejected', answer: { status: 400 } });
	});

	it('points out items that are not in the output which the editor shows', async () => {
		const taken = await capture([{ name: '张伟', phone: '13800138000' }]);
		expect(taken.hints).toEqual([]);
		const refused = await capture([{ name: '李娜', phone: 'abc' }]);
		expect(refused.hints).toEqual([expect.stringContaining('Rejected (1)')]);
	});

	it('gives items that share nothing, so that a later node can change one of them', async () => {
		const again = { name: '王芳', phone: '13800138000' };
		const run = await capture([again, { ...again, city: '深圳' }], { options: { repeatWindow: 0 } });
		const [[created], [matched]] = run.outputs;
		expect(matched.json.lead).toEqual(created.json.lead);
		expect(matched.json.lead).not.toBe(created.json.lead);
	});

	describe('when an item fails', () => {
		const people = [
			{ name: '李娜', phone: '13900139000' },
			{ name: '王芳', phone: '13800138000' },
		];
		const options = { idempotencyKey: '={{ $json.name === "王芳" ? $("Nowhere").first() : $json.phone }}' };

		it('leaves by the error output, which stands after the four, when the node has one', async () => {
			const run = await capture(people, { options, onError: 'continueErrorOutput' });
			expect(counts(run)).toEqual([1, 0, 0, 0, 1]);
			expect(run.outputs[4][0].json).toMatchObject({ error: expect.any(String), details: { item: 1 } });
		});

		it('leaves by Rejected when the node just continues: it has no lead that anybody could work on', async () => {
			const run = await capture(people, { options, onError: 'continueRegularOutput' });
			expect(counts(run)).toEqual([1, 0, 0, 1]);
			expect(run.outputs[3][0]).toMatchObject({ json: { error: expect.any(String) }, pairedItem: { item: 1 } });
		});

		it.each([
			['continueRegularOutput', [0, 0, 0, 2]],
			['continueErrorOutput', [0, 0, 0, 0, 2]],
		] as const)('never leaves by Created when the store is not there (%s)', async (onError, expected) => {
			process.env.EXECUTIONS_MODE = 'queue';
			try {
				expect(counts(await capture(people, { onError }))).toEqual(expected);
			} finally {
				delete process.env.EXECUTIONS_MODE;
			}
		});
	});
});

describe('what comes out', () => {
	const duplicates = [
		{ name: '王芳', company: '华为', phone: '13800138000' },
		{ name: '王芳', company: '华为', phone: '13700137000', city: '深圳' },
	];
	const given = async (resource: string, fields: IDataObject) => {
		const automatic = { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] };
		return await crm({ resource, operation: 'create', fields: automatic }, [fields]);
	};
	const emptyFields = (record: unknown) => Object.entries(record as IDataObject).filter(([, value]) => value === null);

	it('leaves out the empty fields of the lead, its owner and its duplicate', async () => {
		await given('user', { name: '李娜' });
		await runNode({ type: 'crmLead', parameters: { resource: 'assignmentRule', operation: 'define', name: 'In turn' } });
		const run = await capture(duplicates);
		const { lead, owner, possibleDuplicateOf } = first(run, 2);
		expect([lead, owner, possibleDuplicateOf].flatMap(emptyFields)).toEqual([]);
		expect(lead).toMatchObject({ name: '王芳', city: '深圳', status: 'new', score: 0, ownerId: expect.any(String) });
		expect(owner).toMatchObject({ name: '李娜', active: true });
		expect(possibleDuplicateOf).toMatchObject({ number: 'L000001' });
	});

	it('explains the score beside the lead, and in the lead too when Simplify is off', async () => {
		const fitRules = { items: [{ field: 'company', operator: 'isSet', value: '', points: 10, name: 'Has a company' }] };
		await runNode({ type: 'crmLead', parameters: { resource: 'scoringModel', operation: 'define', name: 'Standard', fitRules } });
		const parts = [{ rule: 'Has a company', points: 10 }];
		const simple = first(await capture([duplicates[0]]));
		expect(simple).toMatchObject({ lead: { score: 10 }, scoreParts: parts });
		expect(simple.lead).not.toHaveProperty('scoreParts');
		expect(first(await capture([duplicates[0]], { simplify: false })).lead).toMatchObject({ scoreParts: parts });
	});

	it('has every field when Simplify is off, and says in both cases that nobody got the lead', async () => {
		const raw = first(await capture(duplicates, { simplify: false }), 2);
		expect(raw).toMatchObject({ owner: null, lead: { email: null, scoreParts: null }, possibleDuplicateOf: { email: null } });
		await freshCrm();
		expect(first(await capture(duplicates), 2)).toMatchObject({ owner: null, answer: { body: { owner: null } } });
	});
});

describe('fields taken from the input', () => {
	it('reads a webhook’s body by field name, label or snake case, in English or Chinese', async () => {
		const run = await capture([
			posted({
				姓名: '张伟',
				Company: '华为',
				phone: '０１０-６２３４５６７８',
				utm_source: 'baidu',
				utmCampaign: 'spring',
				留言: '请报价',
				source: 'web',
			}),
		]);
		expect(first(run).lead).toMatchObject({ name: '张伟', company: '华为', phone: '+861062345678', source: 'web', message: '请报价' });
		expect(await allOf('touchpoint')).toMatchObject([{ channel: 'web', utmSource: 'baidu', utmCampaign: 'spring', message: '请报价' }]);
	});

	it('names the channel after the node that brought the item, unless told otherwise', async () => {
		await capture([
			posted({ name: '甲', phone: '13800138001' }),
			{ name: '乙', phone: '13800138002', formMode: 'production', submittedAt: '2026-03-01T09:00:00' },
		]);
		await capture([{ name: '丙', phone: '13800138003' }], { touchpoint: { channel: 'exhibition', referrer: 'stand 12' } });
		const channels = (await allOf('touchpoint')).map(({ channel }) => channel);
		expect(channels.sort()).toEqual(['exhibition', 'form', 'webhook']);
	});

	it('names the keys it does not store, and those a sender must not set', async () => {
		const run = await capture([
			posted({ name: '张伟', phone: '13800138000', colour: 'red', score: 100, ownerId: '01890a5d-ac96-774b-bcce-b302099a8057' }),
		]);
		expect(first(run).ignored).toEqual(expect.arrayContaining(['colour', 'score', 'ownerId']));
		expect(first(run).answer.body.ignored).toEqual(expect.arrayContaining(['colour', 'score', 'ownerId']));
		expect(await allOf('lead')).toMatchObject([{ score: 0, ownerId: null }]);
	});

	it('never takes from a sender the ids by which WeChat and WeCom know a person, under any name', async () => {
		await capture([posted({ name: '王芳', phone: '13800138000' })]);
		const forged = { unionId: 'u-1', 'WeChat UnionID': 'u-2', external_user_id: 'e-1', '企业微信外部联系人 ID': 'e-2' };
		const run = await capture([posted({ name: '王芳', phone: '13800138000', city: '深圳', ...forged })]);
		expect(first(run, 1).ignored).toEqual(expect.arrayContaining(Object.keys(forged)));
		expect(await allOf('lead')).toMatchObject([{ unionId: null, externalUserId: null }]);
	});

	it('keeps __proto__ and constructor keys harmless', async () => {
		const body = JSON.parse(
			'{"name":"张伟","phone":"13800138000","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
		) as IDataObject;
		const run = await capture([posted(body)]);
		expect(counts(run)[0]).toBe(1);
		expect(first(run).ignored).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('answers every problem at once, in the language of the instance, and stores nothing', async () => {
		const run = await capture([posted({ phone: 'abc', email: 'a@@b', name: '' })]);
		const errors = first(run, 3).answer.body.errors as IDataObject[];
		expect(errors.map(({ field }) => field).sort()).toEqual(['email', 'name', 'phone']);
		expect(errors.every(({ message }) => typeof message === 'string')).toBe(true);
		expect(await allOf('lead')).toEqual([]);
	});
});

describe('fields mapped in the form', () => {
	it('takes what is mapped and lets a workflow name the owner', async () => {
		const [owner] = await crm(
			{ resource: 'user', operation: 'create', fields: { mappingMode: 'autoMapInputData', value: null, matchingColumns: [], schema: [] } },
			[{ name: '李娜' }],
		);
		const fields = {
			mappingMode: 'defineBelow',
			value: { name: '={{ $json.who }}', phone: '={{ $json.tel }}', ownerId: owner.id as string },
			matchingColumns: [],
			schema: [],
		};
		const run = await runNode({
			type: 'crmLead',
			parameters: { resource: 'lead', operation: 'capture', takeFrom: 'map', fields },
			items: [{ who: '张伟', tel: '13800138000', name: 'not this' }],
		});
		expect(first(run)).toMatchObject({ lead: { name: '张伟', phone: '+8613800138000', ownerId: owner.id } });
	});
});

describe('the same thing again', () => {
	it('gives the first lead for the same content, and for the same key', async () => {
		const once = await capture([posted({ name: '张伟', phone: '13800138000' })]);
		const again = await capture([posted({ name: ' 张伟 ', phone: '138 0013 8000' })]);
		expect(first(again)).toMatchObject({ repeated: true, answer: { body: { leadId: first(once).lead.id } } });
		const options = { idempotencyKey: 'form-7' };
		const keyed = await capture([{ name: '李娜', phone: '13900139000' }], { options });
		const keyedAgain = await capture([{ name: '李娜', phone: '13900139000', city: '上海' }], { options });
		expect(first(keyedAgain).lead.id).toBe(first(keyed).lead.id);
		expect(first(keyedAgain).lead).not.toHaveProperty('city');
	});

	it('takes it as new when the repeat window is off', async () => {
		const options = { repeatWindow: 0 };
		await capture([{ name: '张伟', phone: '13800138000' }], { options });
		const again = await capture([{ name: '张伟', phone: '13800138000' }], { options });
		expect(counts(again)).toEqual([0, 1, 0, 0]);
	});
});
