import { text } from '../text';
import { accepted, INVISIBLE, type Normalised, refused } from './result';

const LENGTH = 18;

/** Characters by their value; I, O, Z, S and V are not used (GB 32100-2015, table 3). */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const MODULUS = 31;

const CHECK = {
	en: 'does not match its check digit (the last character): a character is mistyped',
	'zh-CN': '校验码（最后一位）不符：有字符输错',
};

/**
 * A 统一社会信用代码 (unified social credit code) in capital half-width characters, checked as GB 32100-2015 says:
 * 18 characters, places 3 to 8 the digits of an administrative division, and a check digit with the weights 3^(i−1)
 * mod 31. Any single mistyped character and any two neighbours swapped are found.
 */
export function normaliseUscc(raw: string): Normalised {
	const code = raw.normalize('NFKC').replace(INVISIBLE, '').replace(/[\s-]/g, '').toUpperCase();
	const length = [...code].length;
	if (length !== LENGTH) {
		return refused({ en: `must have ${LENGTH} characters, not ${length}`, 'zh-CN': `须为 ${LENGTH} 位，而不是 ${length} 位` });
	}
	const wrong = [...code].findIndex((character, i) => !allowedAt(i).includes(character));
	if (wrong >= 0) return refused(characterProblem(wrong));
	return code[LENGTH - 1] === checkDigit(code) ? accepted(code) : refused(CHECK);
}

const allowedAt = (index: number) => (index >= 2 && index < 8 ? '0123456789' : ALPHABET);

function characterProblem(index: number) {
	const place = { en: `is wrong at place ${index + 1}: `, 'zh-CN': `第 ${index + 1} 位有误：` };
	const rule =
		allowedAt(index) === ALPHABET
			? { en: 'only digits and capital letters without I, O, S, V and Z', 'zh-CN': '只能是数字或大写字母（不含 I、O、S、V、Z）' }
			: { en: 'places 3 to 8 are digits', 'zh-CN': '第 3 至 8 位须为数字' };
	return text`${place}${rule}`;
}

function checkDigit(code: string): string {
	let sum = 0;
	let weight = 1;
	for (const character of code.slice(0, LENGTH - 1)) {
		sum += ALPHABET.indexOf(character) * weight;
		weight = (weight * 3) % MODULUS;
	}
	return ALPHABET[(MODULUS - (sum % MODULUS)) % MODULUS];
}
