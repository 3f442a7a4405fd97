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
