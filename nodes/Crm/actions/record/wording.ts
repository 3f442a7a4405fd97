import type { CrmObject } from '../../../../core/schema/types';
import type { ActionText } from '../../../shared/action';

/** "a lead", "an activity", "a user". */
const withArticle = (name: string) => `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;

interface Wording {
	/** The operation's name. */
	readonly name: { readonly en: string; readonly 'zh-CN': string };
	/** The sentence for one or for many records; `{}` stands for the object. */
	readonly action: { readonly en: string; readonly 'zh-CN': string };
	readonly many?: boolean;
}

/** The texts of a record operation for one object. */
export function actionText({ label, plural }: CrmObject, { name, action, many }: Wording): ActionText {
	const en = many ? plural.en.toLowerCase() : withArticle(label.en.toLowerCase());
	return {
		en: [name.en, action.en.replace('{}', en)],
		'zh-CN': [name['zh-CN'], action['zh-CN'].replace('{}', (many ? plural : label)['zh-CN'])],
	};
}
