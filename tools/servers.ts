/** `npm run servers`: the vendors' stand-ins of the tests, to try channels by hand without any account. */
import { parseArgs } from 'node:util';
import { localeOf } from '../core/text';
import { listenToCommands, usages } from './servers/commands';
import { credentialsOf, startStandIns } from './servers/standIns';

const texts = {
	begin: {
		en: "The vendors' stand-ins run on this machine only. Fill into the credentials of n8n, top down; the Base URL is the last field, where the vendor's own address stands: replace it.",
		'zh-CN': '服务商模拟服务仅在本机运行。请按以下顺序填入 n8n 的凭据；“接口地址”是最后一个字段，已预填服务商的真实地址，请替换。',
	},
	sms: { en: 'Template codes of Aliyun, for message templates', 'zh-CN': '阿里云短信模板 CODE，用于消息模板' },
	members: { en: 'Members of the company, users of the demo', 'zh-CN': '企业成员，即演示数据中的用户' },
	commands: {
		en: "Type what shall happen at the vendor's side; Ctrl+C ends the servers.",
		'zh-CN': '输入以下命令，模拟服务商一侧发生的事情；按 Ctrl+C 停止。',
	},
};

async function main(): Promise<void> {
	const { values } = parseArgs({ options: { locale: { type: 'string' } } });
	const locale = localeOf(values.locale ?? (process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG));
	const servers = await startStandIns();
	console.log(texts.begin[locale]);
	for (const [credential, fields] of Object.entries(credentialsOf(servers))) {
		console.log(`\n${credential}`);
		for (const [label, value] of fields) console.log(`  ${label[locale]}: ${String(value)}`);
	}
	console.log(`\n${texts.sms[locale]}: ${[...servers.aliyun.templates.keys()].join(', ')}`);
	console.log(`${texts.members[locale]}: ${[...servers.weCom.world.members.keys()].join(', ')}`);
	console.log(`\n${texts.commands[locale]}\n${usages(locale)}\n`);
	process.once('SIGINT', () => process.exit(0));
	await listenToCommands(servers, locale);
}

void main();
