import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDemoOffset } from '../../core/demoClock';
import { text, type Text } from '../../core/text';
import { withLock } from './lock';
import { SetupError } from './setupError';
import { readState } from './startState';

/** Milliseconds of each unit. */
const units = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

/** The longest way in one go: ten years. */
const furthest = 3650 * units.d;

/** Where a demo keeps how far ahead its clock is. */
export const demoClockFile = (data: string): string => join(data, 'demo-clock');

/** Reads "7d". @throws SetupError */
export function readJump(given: string): number {
	const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(given.trim()) ?? [];
	const ms = Number(count) * units[unit as keyof typeof units];
	if (ms > 0 && ms <= furthest) return ms;
	throw new SetupError({
		en: `--jump takes a time such as 90m, 12h, 7d or 2w, not “${given}”.`,
		'zh-CN': `--jump 应为时长，例如 90m、12h、7d 或 2w，而不是“${given}”。`,
	});
}

/**
 * Puts the clock of a demo's CRM ahead, while it runs or before it is started again. Answers what to tell the user.
 * @throws SetupError where the folder is not a demo's, or its data is in a database of the user's own
 */
export async function jump(data: string, ms: number): Promise<Text> {
	const { demoLoaded, database } = readState(data);
	if (!demoLoaded) throw new SetupError(noDemo(data));
	if (database !== undefined) throw new SetupError(ownDatabase);
	const file = demoClockFile(data);
	const offset = readDemoOffset(file) + ms;
	await writeFile(`${file}.new`, String(offset));
	await rename(`${file}.new`, file);
	return text`${said(offset)}${(await isRunning(data)) ? running : stopped}`;
}

const noDemo = (data: string): Text => ({
	en: `There is no demo in ${data}, and --jump moves the clock of nothing else: start it first with npm start, or name its folder with --data.`,
	'zh-CN': `${data} 中没有演示实例，而 --jump 只能调整演示实例的时钟：请先运行 npm start，或用 --data 指定其目录。`,
});

const ownDatabase: Text = {
	en: 'This demo keeps its data in a database that was named with --database, which others may use: its clock is not moved.',
	'zh-CN': '该演示实例的数据位于 --database 指定的数据库中，可能有他人使用，因此不调整其时钟。',
};

/** To the minute: quiet hours and appointments go by it. */
const dateTimeAt = (time: number): string =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(time);

function said(offset: number): Text {
	const now = dateTimeAt(Date.now() + offset);
	return { en: `For the demo's CRM it is ${now} now (China). `, 'zh-CN': `演示用 CRM 的时间现为 ${now}（北京时间）。` };
}

const running: Text = {
	en: 'What is due by then starts its workflow within seconds; see its Executions in n8n.',
	'zh-CN': '届时到期的事项会在数秒内启动对应的工作流，可在 n8n 的 Executions 中查看。',
};

const stopped: Text = { en: 'It is not running: start it with npm start.', 'zh-CN': '演示实例未运行：请用 npm start 启动。' };

/** Whether somebody has the lock of a session. */
async function isRunning(data: string): Promise<boolean> {
	class Running extends Error {}
	const held = () => {
		throw new Running();
	};
	return await withLock(`${data}.lock`, async () => await Promise.resolve(false), held).catch((error: unknown) => {
		if (error instanceof Running) return true;
		throw error;
	});
}
