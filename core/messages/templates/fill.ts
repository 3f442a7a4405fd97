import type { Text } from '../../text';
import { compileTemplate, runTemplate } from './engine';
import { templateError, TemplateFault } from './fault';
import type { Reading } from './formats';
import { plainOf } from './plain';

interface Filling extends Reading {
	/** What makes a value harmless where it is put. */
	escape(value: string): string;
	/** What an error is about. */
	readonly field: string;
}

/** What a template says with these data, for other texts than messages. @throws CrmError ValidationFailed */
export function fillTemplate(source: string, data: object, { field, ...how }: Filling): string {
	try {
		return runTemplate(compileTemplate(source), plainOf(data), how);
	} catch (cause) {
		throw cause instanceof TemplateFault ? templateError(cause, field) : cause;
	}
}

/** Why a template cannot be read, and in which line; undefined for one that can. */
export function templateFault(source: string): Text | undefined {
	try {
		compileTemplate(source);
		return undefined;
	} catch (cause) {
		if (cause instanceof TemplateFault) return cause.text;
		throw cause;
	}
}
