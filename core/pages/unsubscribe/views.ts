import type { View } from '../pageKind';

export type Choice = 'marketing' | 'all';

const form = `{{#if wrong}}<p role="alert"><strong>{{wrong}}</strong></p>
{{/if}}{{#if done}}<p role="status">{{done}}</p>
{{/if}}<p>{{intro}}</p>
<form method="post">
<fieldset>
<legend>{{question}}</legend>
{{#unless done}}<label><input type="radio" name="choice" value="marketing" required{{#if preset}} checked{{/if}}><span>{{marketing}}<small>{{marketingNote}}</small></span></label>
{{/unless}}<label><input type="radio" name="choice" value="all" required><span>{{all}}<small>{{allNote}}</small></span></label>
</fieldset>
<button type="submit">{{button}}</button>
</form>
`;

/** Enough for a person to know it again, and for nobody else. */
function masked(address: string): string {
	const at = address.lastIndexOf('@');
	if (at > 0) return `${address.slice(0, 1)}***${address.slice(at)}`;
	return address.startsWith('+') && address.length > 7 ? `${address.slice(0, 3)}***${address.slice(-4)}` : '';
}

const done = { en: 'You are unsubscribed', 'zh-CN': '退订成功' };

const title = { en: 'Unsubscribe', 'zh-CN': '退订' };

/** What the form is about. */
interface Asked {
	readonly address: string;
	/** Who wrote. */
	readonly sender?: string;
	/** What was done with this link, or elsewhere, before. */
	readonly stopped?: Choice;
}

function ask({ address, sender, stopped: before }: Asked, wrong: View['values'][string]): View {
	const whose = masked(address);
	return {
		title: before ? done : title,
		template: form,
		values: {
			wrong,
			done: before ? texts[before] : false,
			preset: !wrong,
			intro: {
				en: `This is about messages from ${sender || 'us'} to you${whose && ` (${whose})`}.`,
				'zh-CN': `此页面用于管理${sender || '我们'}发给您${whose && `（${whose}）`}的消息。`,
			},
			question: { en: 'What do you no longer want?', 'zh-CN': '您不想再收到哪些消息？' },
			marketing: { en: 'Offers, news and greetings', 'zh-CN': '营销与关怀消息' },
			marketingNote: {
				en: 'You still get what belongs to your orders and requests.',
				'zh-CN': '您仍会收到与订单和服务有关的通知。',
			},
			all: { en: 'Everything', 'zh-CN': '所有消息' },
			allNote: {
				en: 'Nothing more at all, not even about an order that is under way.',
				'zh-CN': '不再收到任何消息，包括进行中订单的通知。',
			},
			button: { en: 'Unsubscribe', 'zh-CN': '确认退订' },
		},
	};
}

export const askWhat = (asked: Asked): View => ask(asked, false);

export const nothingChosen = (asked: Asked): View =>
	ask(asked, { en: 'Choose one of the two, then send the form.', 'zh-CN': '请先选择一项，再提交。' });

const told = '<p role="status">{{text}}</p>\n<p class="soft">{{todo}}</p>\n';

const todo = {
	en: 'A message that was already under way may still arrive. If this was a mistake, answer any of our messages.',
	'zh-CN': '已在发送途中的消息可能仍会到达。如属误操作，请回复我们的任意消息。',
};

const texts = {
	marketing: {
		en: 'You will get no more offers, news or greetings from us.',
		'zh-CN': '我们不会再向您发送营销与关怀消息。',
	},
	all: { en: 'You will get no more messages from us.', 'zh-CN': '我们不会再向您发送任何消息。' },
} as const;

export const stopped = (choice: Choice): View => ({
	title: done,
	template: told,
	values: { text: texts[choice], todo },
});

export const alreadyStopped = (choice: Choice): View => ({
	title: { en: 'You were unsubscribed already', 'zh-CN': '您此前已退订' },
	template: told,
	values: { text: texts[choice], todo },
});
