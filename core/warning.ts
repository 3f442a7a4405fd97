/** Tells whoever runs the process of a failure that has no caller to go to, without ending the process. */
export function warn(failure: unknown): void {
	process.emitWarning(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure), 'GuanxiWarning');
}
