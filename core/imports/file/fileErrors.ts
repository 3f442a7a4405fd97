import { CrmError } from '../../errors';
import type { Text } from '../../text';

const saveAgain: Text = {
	en: 'Open the file in Excel or WPS and save it as .xlsx or as CSV (UTF-8), then import that.',
	'zh-CN': '请用 Excel 或 WPS 打开该文件，另存为 .xlsx 或 CSV（UTF-8）后再导入。',
};

/** A file that cannot be read; every reason says how to get one that can. */
export const unreadable = (text: Text, hint: Text = saveAgain): CrmError => new CrmError('ValidationFailed', text, { hint, field: 'file' });

const smaller: Text = {
	en: 'Split the file into smaller ones and import them one after the other.',
	'zh-CN': '请将文件拆分为较小的文件，分次导入。',
};

/** A file that is larger than any list a person keeps: it would only fill the disk. */
export const tooLarge = (text: Text): CrmError => unreadable(text, smaller);
