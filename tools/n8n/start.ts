import { once } from 'node:events';
import { localeOf, type Text } from '../../core/text';
import { Interrupted, untilInterrupted } from './interrupt';
import { jump } from './jump';
import { knownCause } from './npm';
import { Progress } from './progress';
import { withSession, type Session } from './session';
import { SetupError } from './setupError';
import { formPath, importFormPath } from './shippedWorkflows';
import { helpText, readStartOptions, type StartOptions } from './startOptions';

const STOPPED: Text = { en: 'Stopped; nothing is left running.', 'zh-CN': '已停止，没有遗留进程。' };

/** `npm start`: a real n8n with the package, the shipped workflows and sample data. Answers the exit code. */
export async function start(argv: readonly string[]): Promise<number> {
	const environmentLocale = localeOf(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG);
	let progress = new Progress(environmentLocale);
	const signal = untilInterrupted();
	try {
		const options = readStartOptions(argv);
		progress = new Progress(options.locale);
		if (options.help) {
			process.stdout.write(`${helpText()[options.locale]}\n`);
			return 0;
		}
		if (options.jump !== undefined) {
			progress.say(await jump(options.data, options.jump));
			return 0;
		}
		await withSession({ ...options, signal }, progress, (session) => serve(session, options, progress, signal));
		progress.say(STOPPED);
		return 0;
	} catch (error) {
		return report(error, progress, signal);
	}
}

async function serve(session: Session, options: StartOptions, progress: Progress, signal: AbortSignal): Promise<void> {
	progress.say({ en: 'Ready', 'zh-CN': '就绪' });
	printWhereToLook(session, options);
	await Promise.race([session.instance.untilExit(), signal.aborted || once(signal, 'abort')]);
	if (signal.aborted) return progress.say({ en: 'Stopping …', 'zh-CN': '正在停止……' });
	throw new Error(`n8n ended by itself:\n${session.instance.logTail()}`);
}

function printWhereToLook({ instance, owner, shipped }: Session, { locale, data, database }: StartOptions): void {
	const workflows = shipped.map(({ workflow }) => workflow);
	const form = formPath(workflows, locale === 'zh-CN' ? 'zh' : 'en');
	const lists = importFormPath(workflows);
	const named = (wanted: string) => shipped.filter(({ outcome }) => outcome === wanted).map(({ workflow }) => workflow.name);
	const astray = shipped.filter(({ onOwnFile }) => onOwnFile.length > 0);
	const lines = {
		en: [
			form && ['  First the lead form: fill it in as a visitor would', `      ${instance.url}/form/${form}`, ''],
			'  Then n8n: log in, and open a workflow and its Executions to see what became of the lead',
			`      ${instance.url}`,
			`      E-mail    ${owner.email}`,
			`      Password  ${owner.password}`,
			...named('needsSetup').map((name) => `  Not published, it needs an account of yours: ${name}`),
			...named('edited').map((name) => `  Left as you changed it in n8n: ${name}`),
			...astray.flatMap(({ workflow, onOwnFile }) => [
				`  Warning: nodes of ${workflow.name} still work with the built-in SQLite file, not with the database: ${onOwnFile.join(', ')}`,
				'      Open each, set CRM Database to “From a Credential”, choose the credential, and publish the workflow.',
			]),
			'',
			`  For websites and apps, not for a browser: POST ${instance.url}/webhook/guanxi/lead`,
			lists && `  To import a list of customers, open ${instance.url}/form/${lists}`,
			'  New to n8n? Go on with docs/guides/first-workflow.md',
			database && `  The CRM’s data is in the database ${database.database} on ${database.host}`,
			`  Data and n8n.log are in ${data}. Keep this window open; Ctrl-C stops everything.`,
		],
		'zh-CN': [
			form && ['  先打开线索表单，像访客一样填写', `      ${instance.url}/form/${form}`, ''],
			'  再打开 n8n 并登录，在工作流的 Executions 中查看这条线索的处理过程',
			`      ${instance.url}`,
			`      邮箱  ${owner.email}`,
			`      密码  ${owner.password}`,
			...named('needsSetup').map((name) => `  未发布，需要先填写您的账号：${name}`),
			...named('edited').map((name) => `  保留您在 n8n 中的修改：${name}`),
			...astray.flatMap(({ workflow, onOwnFile }) => [
				`  警告：“${workflow.name}”中的以下节点仍使用自带的 SQLite 文件，而不是该数据库：${onOwnFile.join('、')}`,
				'      请逐一打开节点，将“CRM 数据库”设为“由凭据指定”并选择凭据，然后重新发布工作流。',
			]),
			'',
			`  供网站和应用调用（不是网页）：POST ${instance.url}/webhook/guanxi/lead`,
			lists && `  导入客户名单，请打开 ${instance.url}/form/${lists}`,
			'  没用过 n8n？请接着看 docs/guides/first-workflow.zh-CN.md',
			database && `  CRM 数据位于 ${database.host} 上的数据库 ${database.database}`,
			`  数据与 n8n.log 位于 ${data}。请保持此窗口打开；按 Ctrl-C 停止全部进程。`,
		],
	}[locale];
	const shown = lines.flat().filter((line) => line !== undefined);
	process.stdout.write(`\n${shown.join('\n')}\n\n`);
}

function report(error: unknown, progress: Progress, signal: AbortSignal): number {
	if (error instanceof Interrupted || signal.aborted) {
		progress.say(STOPPED);
		return 130;
	}
	const failure = error instanceof Error ? error : new Error(String(error));
	const known = failure instanceof SetupError ? failure : knownCause(failure.message);
	const message = known ? known.in(progress.locale) : (failure.stack ?? failure.message);
	process.stderr.write(`\n${message}\n`);
	return 1;
}

if (require.main === module) {
	void start(process.argv.slice(2)).then((code) => process.exit(code));
}
