const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

/** Four digits, with one 零 for zeros in between. */
function groupText(group: string): string {
	let out = '';
	let zero = false;
	for (const [i, digit] of [...group].entries()) {
		if (digit === '0') {
			zero = out !== '';
			continue;
		}
		out += `${zero ? '零' : ''}${digits[Number(digit)]}${places[group.length - 1 - i]}`;
		zero = false;
	}
	return out;
}

/** 万亿 is said as 万 before more 亿: 玖万零柒拾壹亿. */
function groupName(parts: readonly string[], i: number): string {
	const above = parts.length - 1 - i;
	return groups[above] ?? (parts[i + 1] === '0000' ? '万亿' : '万');
}

function wholeText(whole: string): string {
	const padded = whole.padStart(Math.ceil(whole.length / 4) * 4, '0');
	const parts = padded.match(/\d{4}/g) ?? [];
	let out = '';
	let gap = false;
	for (const [i, part] of parts.entries()) {
		const said = groupText(part);
		if (said === '') gap ||= out !== '';
		else {
			// A group that does not begin with thousands follows a gap too: 壹万零伍佰元.
			out += `${out !== '' && (gap || part.startsWith('0')) ? '零' : ''}${said}${groupName(parts, i)}`;
			gap = false;
		}
	}
	return out;
}

/**
 * An amount of yuan in the capital numerals that contracts and cheques take, which nobody can alter by a stroke:
 * 1200.05 is 壹仟贰佰元零伍分. By the rules of the People's Bank of China for notes (支付结算办法，附一：正确填写票据和结算凭证的基本规定).
 * @param amount decimal text with two decimals, zero or more, below 10,000 万亿
 */
export function chineseAmount(amount: string): string {
	const [whole, fraction = ''] = amount.split('.');
	const [jiao, fen] = fraction.padEnd(2, '0');
	const yuan = wholeText(whole.replace(/^0+/, ''));
	if (jiao === '0' && fen === '0') return `${yuan || '零'}元整`;
	const cents = `${jiao === '0' ? (yuan ? '零' : '') : `${digits[Number(jiao)]}角`}${fen === '0' ? '整' : `${digits[Number(fen)]}分`}`;
	return `${yuan ? `${yuan}元` : ''}${cents}`;
}
