import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { closeStores } from '../../core';
import { checkout } from '../../tools/n8n/locations';
import { beyondTheEdge } from '../support/beyondTheEdge';
import { openTestCrm, valueOf } from '../support/testCrm';

const pictures = join(checkout, '.cache', 'pages');

const screens = [
	['a phone', { width: 375, height: 812 }],
	['a desktop', { width: 1280, height: 900 }],
] as const;

const texts = {
	'zh-CN': {
		name: '实验室纯水系统采购合同',
		customer: { name: '东莞松山湖电池材料有限公司', address: '广东省东莞市松山湖科技九路 18 号', phone: '0769-22899000' },
		contact: { name: '孙悦', mobile: '13800138000' },
		paymentTerms:
			'一、合同签订后 7 日内，甲方支付合同总金额的 30% 作为预付款；\n二、货到验收合格后 15 日内，支付 65%；\n三、余款 5% 作为质量保证金，质保期满后无息付清。',
		deliveryTerms: '乙方在收到预付款后 30 日内将货物送至甲方指定地点，运费由乙方承担。甲方应在到货后 5 个工作日内完成验收。',
		otherTerms: '质保期为验收合格之日起 12 个月，滤芯等耗材除外。',
		terms:
			'1. 任何一方逾期履行义务的，每逾期一日按逾期部分金额的万分之五支付违约金。\n2. 因不可抗力不能履行合同的，应及时通知对方并提供证明，可部分或全部免除责任。\n3. 因本合同发生的争议，双方协商解决；协商不成的，提交原告所在地人民法院诉讼解决。',
		ourName: '苏州关系水科技有限公司',
		note: '含安装调试与操作培训',
	},
	en: {
		name: 'Laboratory Water System',
		customer: { name: 'Helbig Analytics GmbH', address: 'Hafenstrasse 12, 20457 Hamburg', phone: '+49 40 3039800' },
		contact: { name: 'Maria Schneider', mobile: '+49 1512 3456789' },
		paymentTerms: '30 percent within 7 days of signature, 65 percent within 15 days of acceptance, 5 percent at the end of the warranty.',
		deliveryTerms: 'Delivered to the buyer within 30 days of the advance payment, freight paid.',
		otherTerms: 'The warranty is 12 months from acceptance; consumables such as filters are excluded.',
		terms:
			'1. Whoever is late owes 0.05 percent of the overdue amount for each day.\n2. Force majeure must be told and proved without delay.',
		ourName: 'Suzhou Guanxi Water Technology Co., Ltd.',
		note: 'Installation and training included',
	},
} as const;

const products = [
	['LAB-30', { 'zh-CN': '实验室纯水机 30 L/h', en: 'Laboratory Water Purifier 30 L/h' }, '台', 2, '32800.00', 5, 13],
	[
		'IND-2T',
		{ 'zh-CN': '工业纯水设备 2 t/h（含反渗透膜组）', en: 'Industrial Water System 2 t/h with membranes' },
		'套',
		1,
		'168000.00',
		0,
		13,
	],
	['FLT-01', { 'zh-CN': '滤芯套装', en: 'Filter Set' }, '套', 24, '1150.00', 0, 13],
	['SMS-01', { 'zh-CN': '水质提醒短信', en: 'Water Quality Messages' }, '条', 10_000, '0.0385', 0, 6],
	['SVC-01', { 'zh-CN': '年度维保服务', en: 'Annual Service' }, '年', 1.5, '6000.00', 10, 6],
] as const;

let browser: Browser;
let page: Page;

beforeAll(async () => {
	mkdirSync(pictures, { recursive: true });
	browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
}, 60_000);
afterAll(async () => {
	await browser?.close();
	await closeStores();
});
afterEach(() => page?.close());

async function rendered(language: 'zh-CN' | 'en'): Promise<string> {
	const crm = openTestCrm({ now: '2026-03-02T02:00:00Z' });
	const { customer: customerFields, contact: contactFields, ourName, terms, note, ...fields } = texts[language];
	const customer = await crm.given.customer({
		...customerFields,
		language,
		...(language === 'zh-CN' && { unifiedSocialCreditCode: '91320594MA1DEM501D', bankName: '中国银行东莞松山湖支行' }),
	});
	const contact = await crm.given.contact({ ...contactFields, customerId: customer.id });
	const template = {
		name: '标准',
		ourName,
		terms,
		ourAddress: language === 'en' ? 'Suzhou Industrial Park, Jiangsu' : '江苏省苏州市工业园区星湖街 328 号',
		ourPhone: '0512-62345678',
	};
	await crm.contracts.defineTemplate([{ item: 0, fields: template }]);
	for (const [code, name] of products) await crm.given.product({ code, name: name[language] });
	const lines = products.map(([productId, , unit, quantity, unitPrice, discountPercent, taxRate], i) => ({
		productId,
		quantity,
		unitPrice,
		discountPercent,
		taxRate,
		unit: language === 'en' ? 'pcs' : unit,
		...(i === 1 && { note }),
	}));
	const contract = {
		...fields,
		customerId: customer.id,
		contactId: contact.id,
		startOn: '2026-03-10',
		endOn: '2027-03-09',
		ourSignatory: language === 'en' ? 'Chen Xiaodong' : '陈晓东',
	};
	const [drafted] = (await crm.contracts.draft([{ item: 0, fields: contract, lines }])).map(valueOf);
	return valueOf((await crm.contracts.render([{ item: 0, id: drafted.id }]))[0]).html;
}

describe.each(['zh-CN', 'en'] as const)('the contract on paper, %s', (language) => {
	it('fills A4 pages and leaves nothing beyond their edge', async () => {
		page = await browser.newPage({ viewport: { width: 643, height: 956 } });
		await page.setContent(await rendered(language));
		await page.emulateMedia({ media: 'print' });
		await page.screenshot({ path: join(pictures, `contract-print-${language}.png`), fullPage: true });
		const beyond = await page.evaluate<string[]>(beyondTheEdge);
		expect(beyond.filter((element) => !element.includes('watermark'))).toEqual([]);
		const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
		writeFileSync(join(pictures, `contract-${language}.pdf`), pdf);
		const source = pdf.toString('latin1');
		expect(source.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
		expect(source).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
	}, 60_000);

	it.each(screens)(
		'can be read on %s without scrolling sideways',
		async (name, viewport) => {
			page = await browser.newPage({ viewport });
			await page.setContent(await rendered(language));
			await page.screenshot({ path: join(pictures, `contract-${language}-${name}.png`), fullPage: true });
			const width = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, window.innerWidth]');
			expect(width[0]).toBeLessThanOrEqual(width[1]);
		},
		60_000,
	);
});
