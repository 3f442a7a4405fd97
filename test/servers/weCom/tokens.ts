import { hour, second } from '../standIn/clock';
import { newId, ok, wrong, type App, type Result, type World } from './world';

const life = 7200 * second;

/** Wrong secrets in a row that ban the caller's address for an hour. The number is a guess: the vendor tells none. */
const patience = 5;

/** Access tokens: one per app at a time, which ends after two hours or whenever the vendor likes. */
export class Tokens {
	readonly #issued = new Map<string, { readonly app: App; readonly until: number; revoked: boolean }>();
	#wrong = 0;
	#bannedUntil = 0;

	constructor(private readonly world: World) {}

	/** GET /cgi-bin/gettoken */
	give(query: URLSearchParams): Result {
		const now = this.world.clock.now();
		if (now < this.#bannedUntil) return wrong(45009, 'reach max api daily quota limit, ip banned');
		if (query.get('corpid') !== this.world.corpId) return wrong(40013, 'invalid corpid');
		const secret = query.get('corpsecret');
		if (!secret) return wrong(41004, 'corpsecret missing');
		const app = [...this.world.apps.values()].find((each) => each.secret === secret);
		if (!app) return this.#refuse(now);
		this.#wrong = 0;
		const valid = [...this.#issued].find(([, issued]) => issued.app === app && !issued.revoked && issued.until > now);
		// While one is valid, the same comes again.
		if (valid) return ok({ access_token: valid[0], expires_in: Math.floor((valid[1].until - now) / second) });
		const token = newId('token-');
		this.#issued.set(token, { app, until: now + life, revoked: false });
		return ok({ access_token: token, expires_in: 7200 });
	}

	/** The app a call is made for, or why it is refused. */
	appOf(token: string | null): App | Result {
		if (!token) return wrong(41001, 'access_token missing');
		const issued = this.#issued.get(token);
		if (!issued || issued.revoked) return wrong(40014, 'invalid access_token');
		if (issued.until <= this.world.clock.now()) return wrong(42001, 'access_token expired');
		return issued.app;
	}

	/** Ends all tokens before their time, as the vendor may at any moment. */
	revoke(): void {
		for (const issued of this.#issued.values()) issued.revoked = true;
	}

	#refuse(now: number): Result {
		if (++this.#wrong >= patience) {
			this.#bannedUntil = now + hour;
			this.#wrong = 0;
		}
		return wrong(40001, 'invalid credential');
	}
}
