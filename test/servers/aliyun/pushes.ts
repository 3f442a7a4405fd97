import { randomInt } from 'node:crypto';
import { chinaTime, type Sms } from './sms';

/** What one try of the platform came to. */
export interface Push {
	/** Missing when no answer came in time. */
	readonly status?: number;
	readonly body: string;
	readonly ms: number;
	/** Whether the platform takes it for received. */
	readonly accepted: boolean;
}

/** Posts receipts and replies to an address of the customer's, again when the answer is late or wrong. Nothing is signed. */
export class Pushes {
	/** Milliseconds that the platform waits. */
	patience = 700;
	tries = 3;
	#extra = 0;

	constructor(private readonly server: { readonly sent: readonly Sms[] }) {}

	/** What the carriers said about these messages, or all; each push twice when `doubled`, as happens. */
	async receipts(
		url: string,
		{ about = this.server.sent, doubled = false }: { about?: readonly Sms[]; doubled?: boolean } = {},
	): Promise<Push[]> {
		const list = about.filter(({ receipt }) => receipt).map(receiptOf);
		const pushes = await this.#deliver(url, list);
		return doubled ? [...pushes, ...(await this.#deliver(url, list))] : pushes;
	}

	/** A person answers: no BizId, so that only number and time tell to what. */
	async reply(
		url: string,
		{ number, content, at = Date.now(), sign = '关系科技' }: { number: string; content: string; at?: number; sign?: string },
	): Promise<Push[]> {
		const sequence_id = randomInt(1e9, 1e10);
		const dest_code = String(1_000_000 + ++this.#extra);
		return await this.#deliver(url, [{ phone_number: number, send_time: chinaTime(at), content, sign_name: sign, dest_code, sequence_id }]);
	}

	async #deliver(url: string, list: readonly object[]): Promise<Push[]> {
		const pushes: Push[] = [];
		while (pushes.length < this.tries && !pushes.at(-1)?.accepted) pushes.push(await this.#attempt(url, list));
		return pushes;
	}

	async #attempt(url: string, list: readonly object[]): Promise<Push> {
		const start = performance.now();
		const took = () => Math.round(performance.now() - start);
		try {
			const headers = { 'Content-Type': 'application/json' };
			const response = await fetch(url, {
				method: 'POST',
				headers,
				body: JSON.stringify(list),
				signal: AbortSignal.timeout(this.patience),
			});
			const body = await response.text();
			return { status: response.status, body, ms: took(), accepted: response.status === 200 && isZero(body) };
		} catch {
			// Nothing in time, or no connection: both are no answer to the platform.
			return { body: '', ms: took(), accepted: false };
		}
	}
}

function isZero(body: string): boolean {
	try {
		return (JSON.parse(body) as { code?: unknown }).code === 0;
	} catch {
		return false;
	}
}

const receiptOf = ({ number, at, receipt, bizId, outId, text }: Sms): object => ({
	phone_number: number,
	send_time: chinaTime(at),
	report_time: chinaTime(receipt?.at ?? at),
	success: receipt?.code === 'DELIVERED',
	err_code: receipt?.code ?? '',
	err_msg: receipt?.code === 'DELIVERED' ? '用户接收成功' : '运营商拦截',
	sms_size: String(Math.ceil(text.length / 67)),
	biz_id: bizId,
	out_id: outId,
});
