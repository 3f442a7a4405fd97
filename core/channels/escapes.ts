/** Makes what stands in a text that vendors would read as more than text harmless, format by format. */

/** Signs that are replaced by their full-width twins: the vendors know no way to escape them, and these look alike. */
const twins: Readonly<Record<string, string>> = { '<': '＜', '>': '＞', '[': '［', ']': '］', '`': '｀', '*': '＊', $: '＄', '#': '＃' };

const twin = (sign: string): string => twins[sign];

/** WeCom's text: `<a href>` would become a link, and `$userName=…$` a member's name. */
export const escapeWeComText = (text: string): string => text.replace(/<(?=\s*\/?\s*a[\s>])/gi, twin).replace(/\$(?=\w+=[^$]*\$)/g, twin);

/** WeCom's markdown: mentions (`<@id>`), colours (`<font>`), links, bold, code, quotes and headings. */
export const escapeWeComMarkdown = (text: string): string => text.replace(/[<>[\]`*$]/g, twin).replace(/^(\s*)#/gm, '$1＃');

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML, in an element and in an attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign]);

/** One line: a line break in a mail's header would begin another header. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();

/** SMS: 【】 is for the signature alone, and refused anywhere else. */
export const escapeSms = (text: string): string => text.replaceAll('【', '[').replaceAll('】', ']');
