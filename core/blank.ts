/** True for what holds nothing: no value, or a text of white space. */
export const isBlank = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
