import type { SendOutcome } from '../crm';
import type { Reserved, SendCall } from './call';
import { isScheduled } from './later';
import { outcomeOf } from './outcome';

/** Tells the caller what became of a message; `repeated`: of an earlier call, or through another one. */
export function answer(
	{ batch, options }: SendCall,
	{ job, record }: Reserved,
	{ repeated = false, ...more }: Partial<Pick<SendOutcome, 'repeated' | 'hint'>> = {},
): void {
	const { fallback, cut } = job.rendered;
	const scheduled = isScheduled(record, options);
	const notes = { ...(fallback && { fallback }), ...(cut !== undefined && { cut }), ...(scheduled && { scheduled }) };
	batch.done(job.index, outcomeOf(record, { ...notes, ...more, repeated }));
}
