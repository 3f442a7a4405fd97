import { clock } from '../clock';
import type { NewWork } from '../crm';
import type { ObjectName } from '../schema/types';
import { ownWork, storedKind } from '../work';
import { dateOf, type Draftboard } from './draftboard';

/** The shipped workflow Due Reminders gets what is scheduled under this name. */
const name = '跟进提醒';

/** What reminders of the demo are about. */
export const remindedOf = ['lead', 'opportunity'] as const satisfies readonly ObjectName[];

/** A reminder for each step that the demo's staff have planned for the coming week, at nine in the morning in China. */
export function demoReminders(board: Draftboard): NewWork[] {
	const steps = board.changes.filter(({ object, after }) => object.name === 'task' && String(after.dueOn) <= dateOf(7));
	return steps.flatMap(({ after }) => {
		const object = remindedOf.find((target) => typeof after[`${target}Id`] === 'string');
		const dueAt = `${String(after.dueOn)}T01:00:00.000Z`;
		if (!object || dueAt <= clock.iso()) return [];
		return [{ kind: storedKind(ownWork, name), object, recordId: String(after[`${object}Id`]), dueAt, key: `demo:${after.id}` }];
	});
}
