import { CrmError } from '../../errors';
import type { Text } from '../../text';

/** What is wrong with a template, or with what it was given; the text names no value. */
export class TemplateFault extends Error {
	constructor(
		readonly text: Text,
		readonly hint: Text = defaultHint,
	) {
		super(text.en);
		this.name = 'TemplateFault';
	}
}

const defaultHint: Text = {
	en: 'Correct the template. Preview shows it with a real record.',
	'zh-CN': '请修改模板；可用“预览”以真实记录查看效果。',
};

/** The error that leaves the core for a part of a template, such as its subject. */
export const templateError = ({ text, hint }: TemplateFault, field: string): CrmError =>
	new CrmError('ValidationFailed', text, { hint, field, problems: [{ field, message: text }] });
