import { isTimeZone } from '../calendar';
import type { Problem } from '../errors';
import type { RecordRule } from '../records';
import type { SendPolicyRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { breathe } from '../store';
import type { Text } from '../text';
import { usualHours } from './gate/rules';

const sendPolicy = objects.get('sendPolicy');

/** A policy by which it can be found out when a message may go. */
export const sendPolicyRule: RecordRule = {
	async complete(_tx, { drafts, fail }) {
		for (const { index, after } of drafts) {
			const problems = problemsOf(after as unknown as SendPolicyRecord);
			if (problems.length > 0) fail(index, validationFailed(sendPolicy, problems));
			await breathe();
		}
	},
};

function problemsOf({ timeZone, openFrom, openUntil, rules, channels }: SendPolicyRecord): Problem[] {
	const problems: Problem[] = [];
	if (timeZone && !isTimeZone(timeZone))
		problems.push({
			field: 'timeZone',
			message: {
				en: `must be the name of a time zone such as Asia/Shanghai, not "${timeZone}"`,
				'zh-CN': `应为时区名称，例如 Asia/Shanghai，而不是“${timeZone}”`,
			},
		});
	if ((openFrom || usualHours.openFrom) === (openUntil || usualHours.openUntil))
		problems.push({
			field: 'openUntil',
			message: {
				en: 'must not be the beginning; for any hour, switch Respect Quiet Hours off in the rules',
				'zh-CN': '不能与开始时间相同；如需全天发送，请在规则中关闭“遵守免打扰时段”',
			},
		});
	problems.push(
		...repeated(
			'rules',
			'purpose',
			(rules ?? []).map(({ purpose }) => purpose),
		),
	);
	problems.push(
		...repeated(
			'channels',
			'channel',
			(channels ?? []).map(({ channel }) => channel),
		),
	);
	return problems;
}

const twice: Text = { en: 'stands there twice', 'zh-CN': '重复' };

/** Which of two would count is nothing to guess about. */
const repeated = (list: string, field: string, names: readonly string[]): Problem[] =>
	names.flatMap((name, i) => (names.indexOf(name) < i ? [{ field: `${list}[${i}].${field}`, message: twice }] : []));
