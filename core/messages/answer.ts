import type { SendOutcome } from '../crm';
import { text, type Text } from '../text';
import type { Reserved, SendCall } from './call';
import { wait } from './gate/verdicts';
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
	const outcome = outcomeOf(record, { ...notes, ...more, repeated });
	batch.done(job.index, scheduled ? { ...outcome, hint: byItself(outcome) } : outcome);
}

/** What happens, instead of how to have it happen; the reason says when. */
function byItself({ hint }: SendOutcome): Text {
	const more = hint && hint !== wait ? text` ${hint}` : none;
	return text`${{ en: 'It will be sent then by itself.', 'zh-CN': '届时将自动发送。' }}${more}`;
}

const none: Text = { en: '', 'zh-CN': '' };
