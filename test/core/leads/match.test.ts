import fc from 'fast-check';
import { type Candidate, decideMatch, enrich, type Identities, type KnownLead } from '../../../core/leads/match';
import { MatchIndex } from '../../../core/leads/matchIndex';

const wang = { nameKey: '王小明', companyKey: '上海关系' };
const candidate = (keys: Identities, names: Partial<typeof wang> = wang): Candidate => ({ ...wang, ...names, keys });
const lead = (id: string, keys: Identities, names: Partial<typeof wang> = wang): KnownLead => ({ id, ...candidate(keys, names) });
const stranger = { nameKey: 'someone', companyKey: 'else' };

describe('a shared key', () => {
	it.each<[string, Identities]>([
		['phone', { phone: ['+8613800138000'] }],
		['email', { email: ['wang@example.com'] }],
		['wechat', { wechat: ['wxid_1'] }],
		['unionId', { unionId: ['o1'] }],
		['externalUserId', { externalUserId: ['wm1'] }],
	])('of kind %s matches whatever the names are', (by, keys) => {
		expect(decideMatch(candidate(keys), [lead('1', keys, stranger)])).toEqual({
			kind: 'matched',
			leadId: '1',
			by,
			alsoMatched: [],
			heldByOthers: [],
		});
	});

	it('is one among several of its kind', () => {
		const known = lead('1', { phone: ['+861062345678', '+8613800138000'] }, stranger);
		expect(decideMatch(candidate({ phone: ['+8613800138000'] }), [known])).toMatchObject({ kind: 'matched', by: 'phone' });
	});

	it('is no match between kinds', () => {
		expect(decideMatch(candidate({ wechat: ['13800138000'] }), [lead('1', { phone: ['13800138000'] }, stranger)])).toEqual({
			kind: 'created',
		});
	});

	it('of the strongest kind decides between leads, and the others are reported with what they hold', () => {
		const known = [
			lead('1', { wechat: ['w'] }, stranger),
			lead('2', { email: ['e'], wechat: ['w'] }, stranger),
			lead('3', { phone: ['p'] }, stranger),
			lead('4', { unionId: ['u'] }, stranger),
			lead('5', { phone: ['other'] }),
		];
		const all = { phone: ['p'], email: ['e'], wechat: ['w'], unionId: ['u'] };
		expect(decideMatch(candidate(all), known)).toEqual({
			kind: 'matched',
			leadId: '4',
			by: 'unionId',
			alsoMatched: ['1', '2', '3'],
			heldByOthers: ['phone', 'email', 'wechat'],
		});
	});

	it('on two leads goes to the older one', () => {
		const known = [lead('2', { phone: ['p'] }), lead('1', { phone: ['p'] })];
		expect(decideMatch(candidate({ phone: ['p'] }), known)).toMatchObject({ leadId: '1', alsoMatched: ['2'], heldByOthers: ['phone'] });
	});

	it('beats a namesake whom nothing contradicts', () => {
		const known = [lead('1', {}), lead('2', { phone: ['p'] }, stranger)];
		expect(decideMatch(candidate({ phone: ['p'] }), known)).toMatchObject({ leadId: '2', by: 'phone' });
	});
});

describe('the same name at the same company', () => {
	const p1 = { phone: ['+8613800138000'] };
	const p2 = { phone: ['+8613900139000'] };

	it('matches when no kind of key is held by both', () => {
		expect(decideMatch(candidate({ email: ['w@example.com'] }), [lead('1', p1)])).toEqual({
			kind: 'matched',
			leadId: '1',
			by: 'nameAndCompany',
			alsoMatched: [],
			heldByOthers: [],
		});
	});

	it('with another phone is a second lead, marked as a possible duplicate', () => {
		expect(decideMatch(candidate(p2), [lead('1', p1)])).toEqual({ kind: 'possibleDuplicate', of: '1' });
	});

	it.each<keyof Identities>(['phone', 'email', 'wechat', 'unionId', 'externalUserId'])('is contradicted by a different %s', (kind) => {
		expect(decideMatch(candidate({ [kind]: ['a'] }), [lead('1', { [kind]: ['b'] })])).toEqual({ kind: 'possibleDuplicate', of: '1' });
	});

	it('matches the one that nothing contradicts', () => {
		expect(decideMatch(candidate(p2), [lead('1', p1), lead('2', { email: ['w@example.com'] })])).toMatchObject({
			kind: 'matched',
			leadId: '2',
		});
	});

	it('is a possible duplicate when it could be either of two', () => {
		expect(decideMatch(candidate({ email: ['w@example.com'] }), [lead('2', p2), lead('1', p1)])).toEqual({
			kind: 'possibleDuplicate',
			of: '1',
		});
	});

	it.each([{ companyKey: '' }, { nameKey: '' }, { companyKey: '北京关系' }])('must be both known and equal: %j', (names) => {
		expect(decideMatch(candidate(p2, names), [lead('1', {}, names.companyKey === '北京关系' ? wang : names)])).toEqual({ kind: 'created' });
	});
});

describe('enriching', () => {
	it('fills blanks only', () => {
		const existing = { name: '王小明', company: null, city: '', tags: [], email: 'old@example.com', primary: false, score: 0 };
		const captured = {
			name: '王晓明',
			company: '上海关系',
			city: '上海',
			tags: ['a'],
			email: 'new@example.com',
			primary: true,
			score: 9,
			phone: '+8613800138000',
		};
		expect(enrich(existing, captured)).toEqual({ company: '上海关系', city: '上海', tags: ['a'], phone: '+8613800138000' });
	});

	it('takes no blank for a value', () => {
		expect(enrich({ company: null }, { company: '  ', city: null, region: undefined, tags: [] })).toEqual({});
	});

	it('leaves out keys that another lead holds', () => {
		expect(enrich({ phone: null, email: null }, { phone: 'p', email: 'e' }, ['phone'])).toEqual({ email: 'e' });
	});

	it('never overwrites, whatever the fields are called', () => {
		const fields = fc.dictionary(
			fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'a', 'b')),
			fc.oneof(fc.string(), fc.constant(null), fc.nat()),
		);
		fc.assert(
			fc.property(fields, fields, (existing, captured) => {
				const filled = enrich(existing, captured);
				for (const [field, value] of Object.entries(filled)) {
					expect(Object.hasOwn(captured, field) && captured[field] === value).toBe(true);
					if (Object.hasOwn(existing, field)) expect(String(existing[field] ?? '').trim()).toBe('');
				}
				expect(enrich({ ...existing, ...filled }, captured)).toEqual({});
			}),
		);
	});
});

describe('within one batch', () => {
	it('the second item about a person meets the first, also by a key learnt in between', () => {
		const index = new MatchIndex();
		expect(index.decide(candidate({ phone: ['p'] })).kind).toBe('created');
		index.put(lead('1', { phone: ['p'] }));
		expect(index.decide(candidate({ phone: ['p'], email: ['e'] }, stranger))).toMatchObject({ kind: 'matched', leadId: '1' });
		index.put(lead('1', { phone: ['p'], email: ['e'] }));
		expect(index.decide(candidate({ email: ['e'] }, { nameKey: '', companyKey: '' }))).toMatchObject({
			kind: 'matched',
			leadId: '1',
			by: 'email',
		});
	});

	const key = fc.constantFrom('a', 'b', 'c');
	const keys = fc.record(
		{ phone: fc.array(key, { maxLength: 2 }), email: fc.array(key, { maxLength: 1 }), unionId: fc.array(key, { maxLength: 1 }) },
		{ requiredKeys: [] },
	);
	const names = fc.record({ nameKey: fc.constantFrom('', '王', '李'), companyKey: fc.constantFrom('', '甲', '乙') });
	const person = fc.tuple(keys, names).map(([identities, known]): Candidate => ({ ...known, keys: identities }));

	it('the index decides as the plain list of all leads does', () => {
		fc.assert(
			fc.property(fc.array(person, { maxLength: 8 }), person, (people, wanted) => {
				const known = people.map((one, i): KnownLead => ({ ...one, id: `lead-${i}` }));
				expect(new MatchIndex(known).decide(wanted)).toEqual(decideMatch(wanted, known));
			}),
			{ numRuns: 500 },
		);
	});
});
