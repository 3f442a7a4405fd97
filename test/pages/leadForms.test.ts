import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

import { checkout } from '../../tools/n8n/locations';
import { beyondTheEdge } from '../support/beyondTheEdge';
import { frontDesk, givenSalesTeam } from '../support/frontDesk';
import { useRealN8n } from '../support/realN8n';

const screens = { phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 900 } } as const;
const pictures = join(checkout, '.cache', 'pages');

const languages = {
	zh: {
		path: 'guanxi/lead-zh',
		title: '联系我们',
		labels: ['姓名（必填）', '公司', '电话', '邮箱', '微信号', '城市', '您的需求'],
		button: '提交',
		person: { name: '孙悦', company: '东莞松山湖电池材料有限公司', message: '急需报价' },
		thanks: '谢谢',
		wrong: { title: '请检查填写的内容', lines: ['姓名为必填项', '电话含有文字或字母', '电子邮箱'], back: '返回重新填写' },
	},
	en: {
		path: 'guanxi/lead-en',
		title: 'Contact Us',
		labels: ['Name', 'Company', 'Phone', 'Email', 'WeChat ID', 'City', 'How Can We Help?'],
		button: 'Send',
		person: { name: 'Maria Schneider', company: 'Helbig Analytics', message: 'Please call' },
		thanks: 'Thank You',
		wrong: { title: 'Please Check Your Details', lines: ['Phone contains letters'], back: 'Back to the form' },
	},
} as const;

let numbers = 10;

describe('the lead forms in a browser', () => {
	const n8n = useRealN8n();
	const desk = frontDesk(n8n);
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		mkdirSync(pictures, { recursive: true });
		await givenSalesTeam(desk.crm, ['陈晓东']);
		await n8n.publishShipped('lead-capture.json');
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
	}, 60_000);
	afterAll(() => browser.close());
	afterEach(() => page.close());

	/** No text or field reaches over the edge of the screen, and nothing must be scrolled sideways. */
	const expectAllInSight = async (name: string) => {
		await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
		const beyond = await page.evaluate<string[]>(beyondTheEdge);
		expect(beyond).toEqual([]);
	};

	const open = async (url: string, screen: keyof typeof screens) => {
		page = await browser.newPage({ viewport: screens[screen] });
		await page.goto(`${n8n.url}/form/${url}`);
	};

	const send = async (label: string) => {
		await page.getByRole('button', { name: label }).click();
		await page.waitForURL(/form-waiting/);
	};

	const field = (label: string) => page.getByLabel(label, { exact: true });

	describe.each(['zh', 'en'] as const)('in %s', (language) => {
		const words = languages[language];

		it.each(['phone', 'desktop'] as const)('takes a person’s details and thanks them (%s)', async (screen) => {
			const [name, company, phone, , , , message] = words.labels;
			await open(`${words.path}?utm_source=wechat`, screen);
			expect(await page.getByRole('heading', { level: 1 }).first().innerText()).toBe(words.title);
			await expectAllInSight(`${language}-${screen}-form`);
			const number = `1390000${++numbers}00`;
			await field(name).fill(words.person.name);
			await field(company).fill(words.person.company);
			await field(phone).fill(number);
			await field(message).fill(words.person.message);
			await send(words.button);
			expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(words.thanks);
			await expectAllInSight(`${language}-${screen}-thanks`);

			const lead = (await desk.all('lead')).find((one) => one.phone === `+86${number}`);
			expect(lead).toMatchObject({ ...words.person, source: 'form', ownerId: expect.any(String) });
			const touchpoints = (await desk.all('touchpoint')).filter(({ leadId }) => leadId === lead?.id);
			expect(touchpoints).toMatchObject([{ channel: 'form', utmSource: 'wechat' }]);
			const tasks = (await desk.all('task')).filter(({ leadId }) => leadId === lead?.id);
			expect(tasks.map(({ kind }) => kind)).toEqual([screen === 'phone' ? 'firstContact' : 'duplicateReview']);
		});
	});

	it('lists all that is wrong in Chinese, stores nothing, and leads back to the form', async () => {
		const before = (await desk.all('lead')).length;
		const { path, labels, button, wrong } = languages.zh;
		await open(path, 'phone');
		await field(labels[2]).fill('打给我');
		await field(labels[3]).fill('a@@b');
		await send(button);
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(wrong.title);
		const text = await page.locator('body').innerText();
		for (const line of wrong.lines) expect(text).toContain(line);
		await expectAllInSight('zh-phone-wrong');
		await page.getByRole('link', { name: wrong.back }).click();
		expect(await page.getByRole('heading', { level: 1 }).first().innerText()).toBe(languages.zh.title);
		expect((await desk.all('lead')).length).toBe(before);
	});

	it('lists what is wrong in English', async () => {
		const { path, labels, button, wrong, person } = languages.en;
		await open(path, 'desktop');
		await field(labels[0]).fill(person.name);
		await field(labels[2]).fill('call me');
		await send(button);
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(wrong.title);
		expect(await page.locator('body').innerText()).toContain(wrong.lines[0]);
		await expectAllInSight('en-desktop-wrong');
		await page.getByRole('link', { name: wrong.back }).click();
		expect(await page.getByRole('heading', { level: 1 }).first().innerText()).toBe(languages.en.title);
	});

	it('shows markup that a person types as nothing but text', async () => {
		const { path, labels, button, thanks } = languages.en;
		await open(path, 'desktop');
		await field(labels[0]).fill('<img src=x onerror=alert(1)>');
		await field(labels[2]).fill('139 0000 9900');
		await send(button);
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(thanks);
		const lead = (await desk.all('lead')).find(({ phone }) => phone === '+8613900009900');
		expect(lead?.name).toBe('<img src=x onerror=alert(1)>');
	});
});
