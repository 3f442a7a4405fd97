import type { Outcome } from '../../../../core/context';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { letterItem, type Letter } from './letterItem';

/** Due work has an ID like a record's; that of an event names its workflow. */
const isWork = ({ id }: { id: string }) => !id.includes(':');

const idLabel: Text = { en: 'Failed Event ID', 'zh-CN': '失败事件 ID' };

export const retryDeadLetter = defineAction<{ id: string }, Letter>({
	resource: 'system',
	operation: 'retryDeadLetter',
	text: {
		en: ['Retry Failed Event (Dead Letter)', 'Retry a failed event'],
		'zh-CN': ['重试失败事件（死信）', '重试一条失败事件（死信）'],
	},
	description: {
		en: 'Give a failed event or failed due work to its workflow again',
		'zh-CN': '将失败的事件或到期事项重新交给对应的工作流',
	},
	properties: [
		{
			displayName: idLabel,
			name: 'deadLetterId',
			type: 'string',
			required: true,
			default: '',
			placeholder: {
				en: 'e.g. kX3vQ8mZt1LrWp5y:0c8e5a52-7d1f-4b8e-9a3c-5f2b6d7e8a90:128',
				'zh-CN': '例如 kX3vQ8mZt1LrWp5y:0c8e5a52-7d1f-4b8e-9a3c-5f2b6d7e8a90:128',
			},
			description: { en: 'The ID given by Get Many Failed Events (Dead Letters)', 'zh-CN': '“获取多条失败事件（死信）”返回的 ID' },
		},
	],
	read: (parameter) => ({ id: parameter.requiredText('deadLetterId', idLabel) }),
	run: async (crm, inputs) => {
		const [works, events] = [inputs.filter(isWork), inputs.filter((input) => !isWork(input))];
		const outcomes = new Map<number, Outcome<Letter>>();
		(await crm.work.retryDead(works)).forEach((outcome, at) => outcomes.set(works[at].item, outcome));
		(await crm.system.retryDeadLetters(events)).forEach((outcome, at) => outcomes.set(events[at].item, outcome));
		return inputs.map(({ item }) => outcomes.get(item) as Outcome<Letter>);
	},
	emit: (letter) => [letterItem(letter)],
});
