import { definePageKind } from '../../../core/pages/pageKind';

/** A page that messages about opportunities lead to, with buttons. */
export const reviewPage = definePageKind<{ name: string }, object>({
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
});
