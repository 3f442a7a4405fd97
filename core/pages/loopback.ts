const names = /^(?:localhost|[^.]+\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?)$/i;

/** Whether a host, or that of an address, is this machine: nobody else gets there. */
export function isLoopback(hostOrUrl: string): boolean {
	const host = URL.canParse(hostOrUrl) ? new URL(hostOrUrl).hostname || hostOrUrl : hostOrUrl;
	return names.test(host);
}
