import { createInterface } from 'node:readline';
import type { Locale, Text } from '../../core/text';
import { bounceOf, replyTo } from '../../test/servers/mail/answers';
import { arrived, printed } from './delivered';
import { defaultCallback, type StandIns } from './standIns';

type Command = { readonly usage: Text; readonly does: Text; run(servers: StandIns, ...words: string[]): unknown };

const app = ({ weCom }: StandIns) => [...weCom.world.apps.values()][0];

/** Missing words are said rather than sent. */
function need(...words: Array<string | undefined>): void {
	if (words.includes(undefined)) throw new Error('A word is missing. | 缺少参数。');
}

/** What can be typed while the servers run: things that happen at the vendor's side. */
export const commands: Record<string, Command> = {
	delivered: {
		usage: { en: 'delivered', 'zh-CN': 'delivered' },
		does: { en: 'what has really reached whom', 'zh-CN': '查看实际送达的内容' },
		run: async (servers) => printed(await arrived(servers)) || '–',
	},
	callback: {
		usage: { en: 'callback [address]', 'zh-CN': 'callback [地址]' },
		does: {
			en: `saves the callback of the WeCom app, as the console does (${defaultCallback.url})`,
			'zh-CN': `如同在后台保存企业微信应用的回调（默认 ${defaultCallback.url}）`,
		},
		run: async (servers, url = defaultCallback.url, token = defaultCallback.token, aesKey = defaultCallback.aesKey) => {
			const callback = { url, token, aesKey };
			const echo = await servers.weCom.callbacks.echo(callback);
			if (echo.accepted) app(servers).callback = callback;
			return echo;
		},
	},
	add: {
		usage: { en: 'add <member> <customer> [state]', 'zh-CN': 'add <成员> <客户> [state]' },
		does: { en: 'a new customer scans the code of a member', 'zh-CN': '新客户扫描成员的二维码' },
		run: (servers, member, customer, state) => {
			need(member, customer);
			return servers.weCom.addCustomer(app(servers), { member, customer, state });
		},
	},
	lose: {
		usage: { en: 'lose <member> <customer>', 'zh-CN': 'lose <成员> <客户>' },
		does: { en: 'the customer removes the member', 'zh-CN': '客户删除成员' },
		run: (servers, member, customer) => servers.weCom.loseCustomer(app(servers), { member, customer }),
	},
	press: {
		usage: { en: 'press <member> <text on the button>', 'zh-CN': 'press <成员> <按钮文字>' },
		does: { en: 'the member presses a button of the latest card', 'zh-CN': '成员点击最近一张卡片的按钮' },
		run: (servers, member, ...words) => servers.weCom.press(app(servers), { member, button: words.join(' ') }),
	},
	confirm: {
		usage: { en: 'confirm <msgid> <member>', 'zh-CN': 'confirm <msgid> <成员>' },
		does: { en: 'the member sends a mass message out', 'zh-CN': '成员确认发送群发消息' },
		run: ({ weCom }, msgid, member) => weCom.mass.confirm(msgid, member),
	},
	receipts: {
		usage: { en: 'receipts <address>', 'zh-CN': 'receipts <地址>' },
		does: { en: 'receipts of all SMS', 'zh-CN': '推送所有短信的回执' },
		run: ({ aliyun }, url) => aliyun.pushes.receipts(url),
	},
	sms: {
		usage: { en: 'sms <address> <number> <text>', 'zh-CN': 'sms <地址> <号码> <内容>' },
		does: { en: 'a person answers an SMS', 'zh-CN': '客户回复短信' },
		run: ({ aliyun }, url, number, ...words) => aliyun.pushes.reply(url, { number, content: words.join(' ') }),
	},
	bounce: {
		usage: { en: 'bounce', 'zh-CN': 'bounce' },
		does: { en: 'the latest mail comes back', 'zh-CN': '最近一封邮件被退回' },
		run: ({ mail }) => mail.mailbox.deliver(bounceOf(mail.letters.at(-1)!)),
	},
	reply: {
		usage: { en: 'reply <text>', 'zh-CN': 'reply <内容>' },
		does: { en: 'the latest mail is answered', 'zh-CN': '回复最近一封邮件' },
		run: ({ mail }, ...words) => mail.mailbox.deliver(replyTo(mail.letters.at(-1)!, words.join(' '))),
	},
	later: {
		usage: { en: 'later <minutes>', 'zh-CN': 'later <分钟>' },
		does: { en: "moves the vendors' clocks", 'zh-CN': '将服务商的时钟拨快' },
		run: ({ weCom, aliyun }, minutes) => [weCom, aliyun].forEach(({ clock }) => clock.advance(Number(minutes) * 60_000)),
	},
};

/** One line per command, for the beginning. */
export const usages = (locale: Locale): string =>
	Object.values(commands)
		.map(({ usage, does }) => `  ${usage[locale]}\n      ${does[locale]}`)
		.join('\n');

/** Does what is typed until the input ends. */
export async function listenToCommands(servers: StandIns, locale: Locale): Promise<void> {
	for await (const line of createInterface({ input: process.stdin })) {
		const [name, ...words] = line.trim().split(/\s+/);
		if (name === '') continue;
		try {
			console.log(commands[name] ? ((await commands[name].run(servers, ...words)) ?? '✓') : usages(locale));
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
		}
	}
}
