import type { Problem } from '../errors';
import type { RecordRule } from '../records';
import type { MessageTemplateRecord } from '../schema/generated/records';
import { objects } from '../schema/objects';
import { validationFailed } from '../schema/parseFields';
import { breathe } from '../store';
import { textsOf } from './render';
import { compileTemplate } from './templates/engine';
import { TemplateFault } from './templates/fault';

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
			const fault = faultOf(text);
			return fault ? [{ field: `versions[${i}].${field}`, message: fault.text }] : [];
		}),
	);

function faultOf(text: string): TemplateFault | undefined {
	try {
		compileTemplate(text);
		return undefined;
	} catch (cause) {
		if (cause instanceof TemplateFault) return cause;
		throw cause;
	}
}
