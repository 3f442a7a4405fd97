import { folded } from './result';

/** A host's name, with or without what stands around it in an address: scheme, user, port, path. */
const HOST = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@?#]*@)?([^/:?#@\s]+)/;

/**
 * The domain that a web or e-mail address belongs to, for matching: lower case, without "www."; '' for what has none.
 * "https://www.acme.com/about", "Acme.com" and "info@acme.com" are one.
 */
export function foldDomain(address: string): string {
	const host =
		HOST.exec(folded(address).trim())?.[1]
			.replace(/^www\d?\./, '')
			.replace(/\.+$/, '') ?? '';
	return /^[^.]+(\.[^.]+)+$/.test(host) ? host : '';
}

/** Where everybody can have a mailbox: such a domain says nothing of the company. */
const PUBLIC_MAIL = new Set(
	`qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com yeah.net 188.com 139.com 189.cn wo.cn sina.com sina.cn vip.sina.com
	sohu.com 21cn.com tom.com aliyun.com gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.jp
	yahoo.com.cn icloud.com me.com mac.com proton.me protonmail.com gmx.de gmx.net web.de mail.ru yandex.ru naver.com zoho.com`.split(/\s+/),
);

/** The company's domain that an e-mail address tells; '' when its mailbox is one that everybody can have. */
export function companyDomain(email: string): string {
	const domain = foldDomain(email);
	return PUBLIC_MAIL.has(domain) ? '' : domain;
}
