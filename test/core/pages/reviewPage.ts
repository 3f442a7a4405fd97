import { definePageKind, type PageKind, type Press, type Pressed } from '../../../core/pages/pageKind';
import { pageKinds } from '../../../core/pages/kinds';

/** Presses that the kind was asked about in this test, in their order. */
export const presses: Press[] = [];

let answer: (press: Press) => Pressed;

/** What comes of the next presses in this test. */
export function answerPresses(said: (press: Press) => Pressed): void {
	answer = said;
}

/** A page that messages about opportunities lead to, with buttons. */
const reviewPage = definePageKind<{ name: string }, object>({
	id: 'review',
	text: { en: 'Reviewed', 'zh-CN': '已审核' },
	life: 7 * 86_400_000,
	singleUse: true,
	link: { about: 'opportunity', words: ['yes', 'no'], bind: ({ stageId }) => ({ stageId: String(stageId) }) },
	load: (_, { data }) => Promise.resolve({ name: data.aboutId }),
	languageOf: () => undefined,
	show: ({ name }) => ({ title: { en: 'Review', 'zh-CN': '审核' }, template: '<p>{{name}}</p>', values: { name } }),
	read: () => ({ answer: {} }),
	act: () => Promise.resolve({ view: { title: { en: 'Done', 'zh-CN': '完成' }, template: '', values: {} } }),
	press: async (tx, press) => {
		presses.push(press);
		// What a kind writes stands or falls with the stored click.
		await tx.send('INSERT INTO "crm_sequence" ("name", "value") VALUES (?, 1)', [`review ${presses.length}`]);
		return answer(press);
	},
});

/** Has the product know the kind while the tests of a file run. */
export function withReviewPage(): void {
	beforeAll(() => void (pageKinds as PageKind[]).push(reviewPage));
	afterAll(() => void (pageKinds as PageKind[]).pop());
	beforeEach(() => {
		presses.length = 0;
		answerPresses(({ word, clicker }) => ({
			card: { en: `You said ${word}`, 'zh-CN': `您已选择 ${word}` },
			others: { en: `${String(clicker.name)} said ${word}`, 'zh-CN': `${String(clicker.name)}已选择 ${word}` },
			item: { verdict: word },
		}));
	});
}
