import type { Problem } from '../errors';
import type { RecordRule } from '../records';
import type { MessageTemplateRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { breathe } from '../store';
import { textsOf } from './render';
import { templateFault } from './templates/fill';

const messageTemplate = objects.get('messageTemplate');

/** A template whose texts can be read; whether a record has what they name shows with the record. */
export const messageTemplateRule: RecordRule = {
	async complete(_tx, { drafts, fail }) {
		for (const { index, after } of drafts) {
			const problems = problemsOf(after as unknown as MessageTemplateRecord);
			if (problems.length > 0) fail(index, validationFailed(messageTemplate, problems));
			await breathe();
		}
	},
};

const problemsOf = ({ versions }: MessageTemplateRecord): Problem[] =>
	(versions ?? []).flatMap((version, i) =>
		textsOf(version).flatMap(([field, text]) => {
			const message = templateFault(text);
			return message ? [{ field: `versions[${i}].${field}`, message }] : [];
		}),
	);
