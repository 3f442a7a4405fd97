/** A character that a person sees; what is not one are white space and the characters of `INVISIBLE` in normalise/result.ts. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]/u;

/** True for what holds nothing: no value, or a text of white space and invisible characters. */
export const isBlank = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && !visible.test(value));
