import { CrmError } from '../../../core/errors';
import { leadLifecycle } from '../../../core/leads/lead.lifecycle';

type Status = 'new' | 'working' | 'qualified' | 'converted' | 'disqualified';
type Verb = Parameters<typeof leadLifecycle.apply>[1];

const allowed: Array<[Verb, Status[], Status, string | undefined]> = [
	['startWork', ['new'], 'working', undefined],
	['qualify', ['new', 'working'], 'qualified', 'lead.qualified'],
	['convert', ['new', 'working', 'qualified'], 'converted', 'lead.converted'],
	['disqualify', ['new', 'working', 'qualified'], 'disqualified', 'lead.disqualified'],
	['reopen', ['disqualified'], 'working', 'lead.reopened'],
];

it.each(allowed)('%s leads from %j to %s and emits %s, and is refused elsewhere', (verb, from, to, emits) => {
	for (const status of ['new', 'working', 'qualified', 'converted', 'disqualified'] as const) {
		if (from.includes(status)) expect(leadLifecycle.apply({ status }, verb)).toEqual({ to, emits });
		else expect(() => leadLifecycle.apply({ status }, verb)).toThrow(CrmError);
	}
});

it('starts a lead as new', () => expect(leadLifecycle.initial).toBe('new'));

it("speaks the schema's words", () => {
	expect(() => leadLifecycle.apply({ status: 'disqualified' }, 'qualify')).toThrow(
		expect.objectContaining({
			text: { en: '“Qualify” is not possible: the status is “Disqualified”', 'zh-CN': '“确认”无法执行：当前状态为“已淘汰”' },
			hint: { en: 'Possible in this status: Reopen.', 'zh-CN': '当前状态下可执行：重新跟进。' },
		}),
	);
});
