/** What an n8n process does in an installation; queue mode has several of each but the main one. */
export type Role = 'main' | 'worker' | 'webhook';

interface Command {
	readonly args: readonly string[];
	/** The line of its log that says that everything is up: it answers requests before its workflows listen. */
	readonly ready: string;
}

/** How n8n is started in each role. */
export const commandOf: Record<Role, Command> = {
	main: { args: ['start'], ready: 'Editor is now accessible via' },
	worker: { args: ['worker', '--concurrency=5'], ready: 'n8n worker is now ready' },
	webhook: { args: ['webhook'], ready: 'Webhook listener waiting for requests.' },
};
