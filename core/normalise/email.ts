import { domainToASCII } from 'node:url';
import type { Text } from '../text';
import { accepted, folded, type Normalised, refused } from './result';

/** RFC 5321 §4.5.3.1 and its erratum 1690, in bytes of UTF-8. */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/** An atom of RFC 5322 §3.2.3, with the letters of all scripts (RFC 6532). Quoted local parts are not taken. */
const ATOM = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u;

/** Checked before `domainToASCII`, which would also decode %41, cut a path off and read `[::1]`. */
const DOMAIN = /^[\p{L}\p{N}\p{M}.-]+$/u;

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * How nearly every address comes: ASCII, no label that Punycode or an IP address could be. Nothing in it folds, so it
 * only has to be short enough.
 */
const PLAIN =
	/^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const PROBLEMS = {
	tooLong: { en: `is longer than ${MAX_ADDRESS} characters`, 'zh-CN': `超过 ${MAX_ADDRESS} 个字符` },
	noAt: { en: 'must contain an @', 'zh-CN': '缺少 @' },
	severalAt: { en: 'must contain one @ only', 'zh-CN': '只能含有一个 @' },
	blanks: { en: 'must not contain spaces or control characters', 'zh-CN': '不能含有空格或控制字符' },
	localTooLong: { en: `has more than ${MAX_LOCAL} characters before the @`, 'zh-CN': `@ 之前超过 ${MAX_LOCAL} 个字符` },
	local: { en: 'is not valid before the @', 'zh-CN': '@ 之前的部分无效' },
	domain: {
		en: 'needs a valid domain after the @, such as example.com',
		'zh-CN': '@ 之后须为有效的域名，例如 example.com',
	},
} satisfies Record<string, Text>;

/**
 * An e-mail address as it is stored and matched: lower case throughout, the domain in ASCII (Punycode, UTS 46), so
 * that 例子.中国 and xn--fsqu00a.xn--fiqs8s are one address. The local part keeps its script: an internationalised
 * mailbox (RFC 6531) has no ASCII form. Full-width characters, ＠ and 。 are folded, invisible ones dropped.
 *
 * Mail systems may tell upper from lower case before the @; no known public one does, and people type either.
 */
export function normaliseEmail(raw: string): Normalised {
	if (raw.length > MAX_ADDRESS * 2) return refused(PROBLEMS.tooLong);
	const lower = raw.toLowerCase();
	if (lower.length <= MAX_LOCAL && PLAIN.test(lower)) return accepted(lower);
	const typed = folded(raw).replaceAll('。', '.').trim();
	if (/[\s\p{Cc}]/u.test(typed)) return refused(PROBLEMS.blanks);
	const [local, domain, ...more] = typed.split('@');
	if (domain === undefined) return refused(PROBLEMS.noAt);
	if (more.length > 0) return refused(PROBLEMS.severalAt);
	if (Buffer.byteLength(local) > MAX_LOCAL) return refused(PROBLEMS.localTooLong);
	if (!local.split('.').every((atom) => ATOM.test(atom))) return refused(PROBLEMS.local);
	const ascii = asciiDomain(domain);
	if (ascii === undefined) return refused(PROBLEMS.domain);
	const address = `${local}@${ascii}`;
	return Buffer.byteLength(address) > MAX_ADDRESS ? refused(PROBLEMS.tooLong) : accepted(address);
}

function asciiDomain(domain: string): string | undefined {
	if (!DOMAIN.test(domain)) return undefined;
	const ascii = domainToASCII(domain);
	const labels = ascii.split('.');
	const valid = labels.length > 1 && labels.every((label) => LABEL.test(label));
	// A last label of digits is an IP address, and `domainToASCII` makes one of 127.1 too.
	return valid && !/^\d+$/.test(labels[labels.length - 1]) ? ascii : undefined;
}
