import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jump } from '../../../tools/n8n/jump';
import { readStartOptions } from '../../../tools/n8n/startOptions';
import { remember } from '../../../tools/n8n/startState';

let data: string;
beforeEach(() => void (data = mkdtempSync(join(tmpdir(), 'jump-'))));
afterEach(() => rmSync(data, { recursive: true }));

it('speaks the language of the instance whose clock it moves, unless another one is asked for', async () => {
	const localeOf = (...more: string[]) => readStartOptions(['--data', data, ...more], { LANG: 'C' }).locale;
	expect(localeOf('--jump', '3h')).toBe('en');
	await remember(data, { locale: 'zh-CN' });
	expect(localeOf('--jump', '3h')).toBe('zh-CN');
	expect(localeOf('--jump', '3h', '--locale', 'en')).toBe('en');
	expect(localeOf()).toBe('en');
});

it('answers date and time', async () => {
	await remember(data, { demoLoaded: true });
	const said = await jump(data, 3 * 3_600_000);
	expect(said.en).toMatch(/it is \d{4}-\d\d-\d\d \d\d:\d\d now/);
	expect(said['zh-CN']).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d（北京时间）/);
});
