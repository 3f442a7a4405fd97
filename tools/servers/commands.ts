import { createInterface } from 'node:readline';
import { bounceOf, replyTo } from '../../test/servers/mail/answers';
import type { StandIns } from './standIns';

type Command = { readonly usage: string; readonly does: string; run(servers: StandIns, ...words: string[]): unknown };

const app = ({ weCom }: StandIns) => [...weCom.world.apps.values()][0];

/** What can be typed while the servers run: things that happen at the vendor's side. */
const commands: Record<string, Command> = {
	delivered: {
		usage: 'delivered',
		does: 'what has really reached whom',
		run: ({ weCom, aliyun, mail }) => ({
			weCom: weCom.world.delivered.map(({ to, msgtype, content }) => ({ to, msgtype, content })),
			sms: aliyun.sent.map(({ number, text }) => ({ number, text })),
			mail: mail.letters.map(({ to, headers }) => ({ to, subject: headers.get('subject') })),
		}),
	},
	callback: {
		usage: 'callback <address> <token> <EncodingAESKey>',
		does: 'saves the callback of the WeCom app, as the console does: it must echo within a second',
		run: async (servers, url, token, aesKey) => {
			const callback = { url, token, aesKey };
			const echo = await servers.weCom.callbacks.echo(callback);
			if (echo.accepted) app(servers).callback = callback;
			return echo;
		},
	},
	add: {
		usage: 'add <member> <customer> [state]',
		does: 'a new customer scans the code of a member',
		run: (servers, member, customer, state) => servers.weCom.addCustomer(app(servers), { member, customer, state }),
	},
	lose: {
		usage: 'lose <member> <customer>',
		does: 'the customer removes the member',
		run: (servers, member, customer) => servers.weCom.loseCustomer(app(servers), { member, customer }),
	},
	press: {
		usage: 'press <member> <key>',
		does: 'the member presses a button of the latest card',
		run: (servers, member, key) => servers.weCom.press(app(servers), { member, key }),
	},
	confirm: {
		usage: 'confirm <msgid> <member>',
		does: 'the member sends a mass message out',
		run: ({ weCom }, msgid, member) => weCom.mass.confirm(msgid, member),
	},
	receipts: { usage: 'receipts <address>', does: 'receipts of all SMS', run: ({ aliyun }, url) => aliyun.pushes.receipts(url) },
	sms: {
		usage: 'sms <address> <number> <text>',
		does: 'a person answers an SMS',
		run: ({ aliyun }, url, number, ...words) => aliyun.pushes.reply(url, { number, content: words.join(' ') }),
	},
	bounce: { usage: 'bounce', does: 'the latest mail comes back', run: ({ mail }) => mail.mailbox.deliver(bounceOf(mail.letters.at(-1)!)) },
	reply: {
		usage: 'reply <text>',
		does: 'the latest mail is answered',
		run: ({ mail }, ...words) => mail.mailbox.deliver(replyTo(mail.letters.at(-1)!, words.join(' '))),
	},
	later: {
		usage: 'later <minutes>',
		does: "moves the vendors' clocks",
		run: ({ weCom, aliyun }, minutes) => [weCom, aliyun].forEach(({ clock }) => clock.advance(Number(minutes) * 60_000)),
	},
};

/** One line per command, for the beginning. */
export const usages = Object.values(commands)
	.map(({ usage, does }) => `  ${usage.padEnd(46)}${does}`)
	.join('\n');

/** Does what is typed until the input ends. */
export async function listenToCommands(servers: StandIns): Promise<void> {
	for await (const line of createInterface({ input: process.stdin })) {
		const [name, ...words] = line.trim().split(/\s+/);
		if (name === '') continue;
		try {
			console.log(commands[name] ? ((await commands[name].run(servers, ...words)) ?? 'done') : `Commands:\n${usages}`);
		} catch (error) {
			console.error(error instanceof Error ? error.message : error);
		}
	}
}
