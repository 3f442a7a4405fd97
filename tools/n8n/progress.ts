import type { Locale, Text } from '../../core/text';

/** Tells a person what goes on: one plain line a step with the time since the start, readable in a log file too. */
export class Progress {
	private readonly started = Date.now();

	constructor(
		readonly locale: Locale,
		private readonly write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
	) {}

	say(message: Text): void {
		const seconds = ((Date.now() - this.started) / 1000).toFixed(1).padStart(6);
		this.write(`[${seconds} s] ${message[this.locale]}`);
	}

	/** Announces a step, does it, and says how long it took. */
	async step<T>(name: Text, work: () => Promise<T>): Promise<T> {
		this.say({ en: `${name.en} …`, 'zh-CN': `${name['zh-CN']}……` });
		const begun = Date.now();
		const result = await work();
		const took = ((Date.now() - begun) / 1000).toFixed(1);
		this.say({ en: `${name.en}: done in ${took} s`, 'zh-CN': `${name['zh-CN']}：完成，用时 ${took} 秒` });
		return result;
	}
}
