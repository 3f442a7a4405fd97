/**
 * `npm run screenshots`: walks the guides in a real n8n with a real browser, in English and in Chinese, and writes
 * docs/screenshots/<locale>/. A step of a guide that no longer works stops it. `-- --port N --data FOLDER --locale zh-CN`.
 */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Locale } from '../core/text';
import { untilInterrupted } from './n8n/interrupt';
import { checkout } from './n8n/locations';
import { freePort } from './n8n/ports';
import { Progress } from './n8n/progress';
import { withSession, type Session } from './n8n/session';
import { withBrowser } from './screenshots/browser';
import { Camera } from './screenshots/camera';
import { walkDeal } from './screenshots/deal';
import { Editor } from './screenshots/editor';
import { walkFirstWorkflow } from './screenshots/firstWorkflow';
import { walkImport } from './screenshots/importList';
import { walkMessages } from './screenshots/messages';
import { walkOwnField } from './screenshots/ownField';
import { walkShipped } from './screenshots/shipped';
import { wordsOf } from './screenshots/words';
import { browser, needs } from './test/systemPackages';

const LOCALES: readonly Locale[] = ['en', 'zh-CN'];

async function takeAll(session: Session, locale: Locale): Promise<void> {
	await withBrowser(locale, async (page) => {
		const camera = new Camera(page, join(checkout, 'docs', 'screenshots', locale));
		const editor = new Editor(page, session.instance.url);
		const words = wordsOf(locale);
		try {
			await editor.signIn(session.owner);
			await walkFirstWorkflow(editor, camera, words);
			await walkShipped(editor, camera, words);
			await walkImport(editor, camera, words);
			await walkDeal(editor, camera, words);
			await walkOwnField(editor, camera, words);
			await walkMessages(editor, camera, words);
		} catch (error) {
			await page.screenshot({ path: join(tmpdir(), `guanxi-screenshots-${locale}.png`) });
			throw error;
		}
	});
}

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' }, locale: { type: 'string' } } });
	await needs(browser, (line) => process.stdout.write(`${line}\n`));
	const signal = untilInterrupted();
	for (const locale of LOCALES.filter((one) => !values.locale || one === values.locale)) {
		const data = join(values.data ?? join(tmpdir(), 'guanxi-screenshots'), locale);
		const port = values.port ? Number(values.port) : await freePort();
		await withSession({ fresh: true, port, data, signal }, new Progress(locale), (session) => takeAll(session, locale));
		await rm(data, { recursive: true, force: true });
	}
}

void main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
