/** Milliseconds of work after which a loop lets n8n serve others. */
const slice = 8;

/** Awaited in a long loop: gives the event loop a turn when the last one is more than a few milliseconds ago. */
export function pacer(): () => Promise<void> | undefined {
	let turned = performance.now();
	return () => {
		if (performance.now() - turned < slice) return undefined;
		return new Promise((resolve) => {
			setImmediate(() => {
				turned = performance.now();
				resolve();
			});
		});
	};
}
