import { simpleParser } from 'mailparser';
import type { Letter } from '../../test/servers/mail/mailServer';
import type { StandIns } from './standIns';

/** What somebody got, for a person to read. */
export interface Arrived {
	readonly by: string;
	readonly to: string;
	readonly subject?: string;
	readonly text: string;
	/** Of marketing by e-mail: where its reader unsubscribes. */
	readonly unsubscribe?: string;
}

/** What has really reached whom: texts as their readers see them, whatever they were encoded in on their way. */
export async function arrived({ weCom, aliyun, mail }: StandIns): Promise<Arrived[]> {
	return [
		...weCom.world.delivered.map(({ to, msgtype, content }) => ({ by: `WeCom ${msgtype}`, to, text: readable(content) })),
		...aliyun.sent.map(({ number, text }) => ({ by: 'SMS', to: number, text })),
		...(await Promise.all(mail.letters.map(readLetter))),
	];
}

/** One block each. */
export const printed = (all: readonly Arrived[]): string =>
	all
		.map(({ by, to, subject, text, unsubscribe }) =>
			[
				`${by} → ${to}`,
				...(subject === undefined ? [] : [`  Subject: ${subject}`]),
				...text.split('\n').map((line) => `  ${line}`.trimEnd()),
				...(unsubscribe === undefined ? [] : [`  List-Unsubscribe: ${unsubscribe}`]),
			].join('\n'),
		)
		.join('\n\n');

async function readLetter({ to, raw, headers }: Letter): Promise<Arrived> {
	const { subject = '', text = '' } = await simpleParser(raw);
	const unsubscribe = /<(https?:[^>]+)>/.exec(headers.get('list-unsubscribe') ?? '')?.[1];
	return { by: 'Email', to: to.join(', '), subject, text: text.trim(), ...(unsubscribe && { unsubscribe }) };
}

/** Plain texts as they are; a card or a file as what was asked for. */
function readable(content: Record<string, unknown>): string {
	const { content: words, ...rest } = content;
	const others = Object.entries(rest).filter(([, value]) => !Array.isArray(value) || value.length > 0);
	const more = others.length > 0 ? JSON.stringify(Object.fromEntries(others), undefined, 2) : undefined;
	return [typeof words === 'string' ? words : undefined, more].filter((part) => part !== undefined).join('\n');
}
