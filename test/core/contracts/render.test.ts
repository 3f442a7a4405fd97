import { objects } from '../../../core';
import { errorOf, failureOf, inputsOf, openTestCrm, valueOf, type TestCrm } from '../../support/testCrm';
import { decide } from './approved';

async function render(crm: TestCrm, id: string, more: Record<string, unknown> = {}) {
	return valueOf((await crm.contracts.render([{ item: 0, id, ...more }]))[0]);
}

const sold = async (crm: TestCrm, fields: Record<string, unknown> = {}) => {
	const contract = await crm.given.contract(fields);
	await crm.given.contractProduct({ contractId: contract.id, quantity: 2, unitPrice: '600.025', taxRate: 13, name: '纯水机' });
	return contract;
};

describe('the text of a contract', () => {
	it('has number, parties, lines and the amount in words without anything being set up', async () => {
		const crm = openTestCrm({ now: '2026-03-02T02:00:00Z' });
		const contract = await sold(crm, { name: '设备采购合同', startOn: '2026-04-01' });
		const { html, language, template, fileName } = await render(crm, contract.id);
		expect([language, template, fileName]).toEqual(['zh-CN', null, 'HT-2026-000001 设备采购合同.html']);
		for (const text of ['HT-2026-000001', '纯水机', '600.025', '1,200.05', '¥1,200.05', '人民币壹仟贰佰元零伍分', '2026年4月1日', '草 案'])
			expect(html).toContain(text);
	});

	it('speaks English where the customer does, and is no draft once it was approved', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer({ name: 'Example Ltd', language: 'en' });
		const contract = await sold(crm, { customerId: customer.id, name: 'Annual Service' });
		await decide(crm, contract.id, 'submit', 'approve');
		const { html, language } = await render(crm, contract.id);
		expect(language).toBe('en');
		expect(html).toContain('Buyer: Example Ltd');
		expect(html).not.toContain('DRAFT');
	});

	it('shows script in any text field as the text it is', async () => {
		const crm = openTestCrm();
		const script = '<script>alert(1)</script>"\'';
		const textsOf = (name: 'contract' | 'customer' | 'contact' | 'contractTemplate' | 'product') =>
			Object.fromEntries(
				objects
					.get(name)
					.fields.filter(
						({ type, readOnly, system, name: field }) =>
							['text', 'longText'].includes(type) && !readOnly && !system && !['id', 'website', 'bankAccount'].includes(field),
					)
					.map(({ name: field, maxLength }) => [field, script.slice(0, maxLength)]),
			);
		const customer = await crm.given.customer(textsOf('customer'));
		const contact = await crm.given.contact({ ...textsOf('contact'), customerId: customer.id, mobile: '13800138000' });
		await crm.contracts.defineTemplate([{ item: 0, fields: textsOf('contractTemplate') }]);
		const contract = await crm.given.contract({ ...textsOf('contract'), customerId: customer.id, contactId: contact.id });
		await crm.given.contractProduct({ contractId: contract.id, name: script, note: script, unit: '<script>' });
		for (const language of ['zh-CN', 'en']) {
			const { html } = await render(crm, contract.id, { language });
			expect(html.match(/<script/g)).toBeNull();
			expect(html.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(10);
		}
	});

	it('takes our side and the standard terms from the oldest active template', async () => {
		const crm = openTestCrm();
		const fields = { name: '标准', ourName: '苏州示例科技有限公司', ourBank: '中国银行', terms: '第一条\n第二条' };
		await crm.contracts.defineTemplate([{ item: 0, fields }]);
		const { html, template } = await render(crm, (await sold(crm)).id);
		expect(template).toBe('标准');
		expect(html).toContain('乙方（卖方）：苏州示例科技有限公司');
		expect(html).toContain('第一条\n第二条');
	});

	it('takes a document of its own, with variables of this rendering', async () => {
		const crm = openTestCrm();
		const versions = [
			{ language: 'zh-CN', html: '<p>{{number}} {{customer.name}} {{project}}{{#each lines}} {{no}}:{{total}}{{/each}}</p>' },
		];
		await crm.contracts.defineTemplate([{ item: 0, fields: { name: '自有', versions } }]);
		const contract = await sold(crm);
		const { html } = await render(crm, contract.id, { template: '自有', variables: { project: '<二期>' } });
		expect(html).toMatch(/<p>HT-\d{4}-000001 客户 \d+ &lt;二期&gt; 1:1,200.05<\/p>$/);
	});

	it('stays as it was submitted, whatever becomes of template, customer and contact', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer({ name: '苏州示例' });
		const contact = await crm.given.contact({ customerId: customer.id, mobile: '13800138000' });
		const define = async (terms: string, more: Record<string, unknown> = {}) =>
			await crm.contracts.defineTemplate([{ item: 0, fields: { name: '标准', ourName: '我方', terms, ...more } }]);
		await define('违约金 1%');
		const contract = await sold(crm, { customerId: customer.id, contactId: contact.id });
		await decide(crm, contract.id, 'submit');
		await define('违约金 99%', { active: false, versions: [{ language: 'zh-CN', html: '<p>{{number}}</p>' }] });
		await crm.contracts.defineTemplate([{ item: 0, fields: { name: '更早的', terms: '其他' } }]);
		await crm.records.update('customer', [{ item: 0, id: customer.id, fields: { name: '改名公司' } }]);
		await crm.records.update('contact', [{ item: 0, id: contact.id, fields: { mobile: '13900139000' } }]);
		const submitted = (await render(crm, contract.id)).html;
		for (const text of ['违约金 1%', '苏州示例', '13800138000', '草 案']) expect(submitted).toContain(text);
		await decide(crm, contract.id, 'approve');
		await crm.contracts.step('sign', [{ item: 0, id: contract.id, fields: { customerSignatory: '王芳' } }]);
		const signed = await render(crm, contract.id, { template: '标准' });
		for (const text of ['违约金 1%', '苏州示例', '13800138000', '王芳']) expect(signed.html).toContain(text);
		expect(signed.html).not.toContain('草 案');
		const other = await failureOf(crm.contracts.render([{ item: 0, id: contract.id, template: '更早的' }]));
		expect([other.code, other.field]).toEqual(['Refused', 'template']);
	});

	it('is written anew after a rejection, and kept anew with the next submission', async () => {
		const crm = openTestCrm();
		const define = async (terms: string) => await crm.contracts.defineTemplate([{ item: 0, fields: { name: '标准', terms } }]);
		await define('第一稿');
		const contract = await sold(crm);
		await decide(crm, contract.id, 'submit', 'reject');
		await define('第二稿');
		expect((await render(crm, contract.id)).html).toContain('第二稿');
		await decide(crm, contract.id, 'submit');
		await define('第三稿');
		expect((await render(crm, contract.id)).html).toContain('第二稿');
	});

	it('cannot be given a variable in place of what it says itself', async () => {
		const crm = openTestCrm();
		const contract = await sold(crm);
		const error = await failureOf(
			crm.contracts.render([{ item: 0, id: contract.id, variables: { amount: '1.00', unapproved: false, project: '二期' } }]),
		);
		expect(error.text).toEqual({
			en: 'The contract itself says what these are: amount, unapproved',
			'zh-CN': '以下名称由合同本身决定，不能另作变量：amount, unapproved',
		});
	});

	it('has a file name that every file system takes', async () => {
		const crm = openTestCrm();
		const { id } = await crm.given.contract({ amount: '1.00', name: '合'.repeat(200) });
		const { fileName } = await render(crm, id);
		expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(205);
		expect(fileName).toMatch(/合\.html$/);
	});

	it('says once when it takes effect, shares an even number of copies, and leaves an unknown tax rate open', async () => {
		const crm = openTestCrm();
		const contract = await crm.given.contract({ startOn: '2026-04-01', copies: 4 });
		const product = await crm.given.product({ taxRate: null, defaultPrice: '10.00' });
		await crm.given.contractProduct({ contractId: contract.id, productId: product.id });
		const { html } = await render(crm, contract.id);
		expect(html.match(/之日起生效/g)).toHaveLength(1);
		expect(html).toContain('履行期限自2026年4月1日起，至双方义务履行完毕之日止。');
		expect(html).toContain('一式肆份，双方各执贰份，');
		expect(html).not.toContain('0%<');
		await crm.records.update('contract', [{ item: 0, id: contract.id, fields: { copies: 3 } }]);
		expect((await render(crm, contract.id)).html).toContain('一式叁份，具有同等法律效力');
	});

	it('has as many products as a contract may have', async () => {
		const crm = openTestCrm();
		const customer = await crm.given.customer();
		const product = await crm.given.product({ defaultPrice: '10.00' });
		const draft = async (count: number) =>
			await crm.contracts.draft([
				{
					item: 0,
					fields: { name: '合同', customerId: customer.id },
					lines: Array.from({ length: count }, () => ({ productId: product.id, note: '备注' })),
				},
			]);
		const { html } = await render(crm, valueOf((await draft(500))[0]).id);
		expect(html).toContain('<td>500</td>');
		expect((await failureOf(draft(501))).problems).toEqual([
			{
				field: 'lines',
				place: { en: 'Contract Products', 'zh-CN': '合同产品' },
				message: { en: 'are 501; 500 are the most', 'zh-CN': '共 501 条，最多 500 条' },
			},
		]);
	});

	it('refuses a document of its own in which a value could become more than text', async () => {
		const crm = openTestCrm();
		const versions = [{ language: 'zh-CN', html: '<a href={{name}}>{{number}}</a>' }];
		const error = await failureOf(crm.contracts.defineTemplate([{ item: 0, fields: { name: '自有', versions } }]));
		expect(error.problems).toEqual([
			{
				field: 'versions[0].html',
				message: {
					en: 'has a variable in a tag outside quotation marks: write title="{{…}}"',
					'zh-CN': '标签内的变量未加引号：请写成 title="{{…}}"',
				},
			},
		]);
	});

	it('refuses a template that cannot be read, with its line, and keeps the former one', async () => {
		const crm = openTestCrm();
		const define = async (html: string) =>
			await crm.contracts.defineTemplate([{ item: 0, fields: { name: '自有', versions: [{ language: 'zh-CN', html }] } }]);
		await define('<p>{{number}}</p>');
		const error = await failureOf(define('<p>\n{{#if number}}\n</p>'));
		expect(error.problems).toEqual([
			{
				field: 'versions[0].html',
				message: {
					en: 'The template cannot be read: a block such as {{#if}} has no end such as {{/if}} in line 3',
					'zh-CN': '无法读取模板：第 3 行模板块（例如 {{#if}}）缺少结尾（例如 {{/if}}）',
				},
			},
		]);
		expect((await render(crm, (await sold(crm)).id)).html).toMatch(/^<meta http-equiv="Content-Security-Policy"[^>]*><p>HT/);
	});

	it('names a variable that there is none of, and renders the other contracts', async () => {
		const crm = openTestCrm({ partial: true });
		await crm.contracts.defineTemplate([
			{ item: 0, fields: { name: '错', active: false, versions: [{ language: 'zh-CN', html: '{{numbr}}' }] } },
		]);
		const { id } = await sold(crm);
		const outcomes = await crm.contracts.render(inputsOf([{ id }, { id, template: '错' }, { id, template: '没有' }, { id }]));
		expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, true]);
		expect(errorOf(outcomes[1]).text.en).toBe('There is no variable "numbr"; did you mean "number"?');
		expect(errorOf(outcomes[2]).code).toBe('RecordNotFound');
	});

	it('renders every amount that can be stored', async () => {
		const crm = openTestCrm();
		for (const [amount, shown, words] of [
			['0.01', '¥0.01', '人民币壹分'],
			['100000000000.00', '¥100,000,000,000.00', '人民币壹仟亿元整'],
			['9007199254740.99', '¥9,007,199,254,740.99', '人民币玖万零柒拾壹亿玖仟玖佰贰拾伍万肆仟柒佰肆拾元玖角玖分'],
		]) {
			const { html } = await render(crm, (await crm.given.contract({ amount })).id);
			expect(html).toContain(`<strong>${shown}</strong>`);
			expect(html).toContain(words);
		}
		const { id } = await crm.given.contract({ amount: '12.5', currency: 'USD' });
		expect((await render(crm, id)).html).not.toContain('大写');
	});
});
