import type { Outcome } from '../../../../core/context';
import type { DueWork, FailInput } from '../../../../core/crm';
import type { Text } from '../../../../core/text';
import { defineAction } from '../../../shared/action';
import { emitWork, readWorkId, workIdProperty } from './workItem';

const reasonLabel: Text = { en: 'Reason', 'zh-CN': '原因' };

type Params = Omit<FailInput, 'item'> & { tryAgain: boolean };

export const failWork = defineAction<Params, DueWork>({
	resource: 'work',
	operation: 'fail',
	text: { en: ['Fail', 'Fail due work'], 'zh-CN': ['标记失败', '标记到期事项失败'] },
	description: {
		en: 'Say that due work failed: it comes again after a pause, or is given up on and listed among the dead letters',
		'zh-CN': '标记到期事项失败：稍后再次送出，或放弃并列入死信',
	},
	properties: [
		workIdProperty,
		{
			displayName: reasonLabel,
			name: 'reason',
			type: 'string',
			required: true,
			default: '',
			placeholder: { en: 'e.g. The supplier is closed', 'zh-CN': '例如 供应商已停业' },
		},
		{
			displayName: { en: 'Try Again', 'zh-CN': '稍后重试' },
			name: 'tryAgain',
			type: 'boolean',
			default: true,
			description: {
				en: 'Whether it comes again after a pause that grows, until it has failed six times; otherwise it is given up on at once',
				'zh-CN': '是否稍后再次送出（间隔逐次加长，失败六次后放弃）；否则立即放弃',
			},
		},
	],
	read: (parameter) => ({
		...readWorkId(parameter),
		reason: parameter.requiredText('reason', reasonLabel),
		tryAgain: parameter.flag('tryAgain'),
	}),
	run: async (crm, inputs) => {
		const kinds = [inputs.filter(({ tryAgain }) => tryAgain), inputs.filter(({ tryAgain }) => !tryAgain)];
		const [again, over] = [await crm.work.retry(kinds[0]), await crm.work.fail(kinds[1])];
		const outcomes = new Map<number, Outcome<DueWork>>();
		kinds[0].forEach(({ item }, at) => outcomes.set(item, again[at]));
		kinds[1].forEach(({ item }, at) => outcomes.set(item, over[at]));
		return inputs.map(({ item }) => outcomes.get(item) as Outcome<DueWork>);
	},
	emit: emitWork,
});
