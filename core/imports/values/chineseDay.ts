const digits: Readonly<Record<string, number>> = { 〇: 0, 零: 0, 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };

/** 三, 十二, 二十, 三十一 as a number below 100. */
function small(text: string): number {
	const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
	if (!text.includes('十')) return digits[ones] ?? NaN;
	return (tens === '' ? 1 : digits[tens]) * 10 + (ones === '' ? 0 : digits[ones]);
}

const written = /^([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?$/;

/** 二〇二六年三月一日 as 2026-3-1; undefined for any other text. */
export function chineseDay(text: string): string | undefined {
	const [, year, month, day] = written.exec(text) ?? [];
	if (!year) return undefined;
	return `${[...year].map((digit) => digits[digit]).join('')}-${small(month)}-${small(day)}`;
}
