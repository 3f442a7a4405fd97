import { objects } from '../../../core';
import type { TimelineEntry } from '../../../core/crm';
import { timelineSummary } from '../../../nodes/Crm/actions/record/timelineSummary';

/** A note of this text on a customer's timeline. */
const note = (detail: string): TimelineEntry => ({
	at: '2026-03-01T01:00:00.000Z',
	kind: 'created',
	object: 'activity',
	recordId: '01890a5d-ac96-774b-bcce-b302099a8057',
	actor: 'workflow:w',
	origin: {},
	record: { id: '01890a5d-ac96-774b-bcce-b302099a8057', version: 1, method: 'note', detail },
});

const reader = { locale: 'en', timezone: 'Asia/Shanghai' } as const;
const head = 'Activity: Note; ';

it.each([
	['letters', 'x'],
	['characters of two units, none of which is cut in half', '😀'],
])('cuts a long line after 200 %s', (_, character) => {
	const shown = 200 - head.length;
	expect(timelineSummary(note(character.repeat(shown)), objects, reader)).toBe(head + character.repeat(shown));
	for (const more of [1, 2, 5000]) {
		expect(timelineSummary(note(character.repeat(shown + more)), objects, reader)).toBe(`${head}${character.repeat(shown)}…`);
	}
});

it('shows a moment as the clock of the workflow does', () => {
	const { record: _, ...entry } = note('');
	const changes = { convertedAt: { from: null, to: '2026-03-01T16:14:59.778Z' } };
	const change: TimelineEntry = { ...entry, kind: 'updated', object: 'lead', changes };
	expect(timelineSummary(change, objects, { locale: 'zh-CN', timezone: 'Asia/Shanghai' })).toMatch(/转化时间 – → 2026-03-02 00:14$/);
	expect(timelineSummary(change, objects, { locale: 'en', timezone: 'Europe/Berlin' })).toMatch(/– → 2026-03-01 17:14$/);
});
