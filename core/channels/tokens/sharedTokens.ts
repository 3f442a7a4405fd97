import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '../../clock';
import type { Store } from '../../store';
import { ChannelFault, type ProviderFault, type SharedToken, type SharedTokens } from '../channel';
import { faultOf } from '../provider/errorCode';
import { networkCodes } from '../provider/networkCodes';
import { TokenRows, type TokenRow } from './row';
import { markOf, openToken, sealToken } from './seal';

/** Milliseconds that a token must still hold when it is given out: a call with it may take that long. */
const margin = 30_000;

/** Milliseconds of the first pause after a wrong secret, doubled with each one after it, up to the longest. */
const pauses = { first: 10 * 60_000, longest: 4 * 60 * 60_000 };

/** How often, and for how many milliseconds each time, a worker waits for another one that asks. */
const waits = { times: 150, ms: 200 };

/**
 * Tokens kept in the store, so that all workers use one: it is asked for by one worker at a time, kept encrypted with a key
 * that derives from its own secret, and after a wrong secret nobody asks again for a while, for a provider that is asked
 * too often with one bans this machine's address. A changed secret is tried at once.
 */
export function sharedTokens(store: Store): SharedTokens {
	const rows = new TokenRows(store);
	return {
		get: async (token) => await get(rows, token),
		drop: async (token, revoked) => {
			const row = await rows.find(rowOf(token));
			if (row?.sealed && openToken(token, row.sealed) === revoked) await rows.forget(row.name, row.sealed);
		},
	};
}

const rowOf = (token: SharedToken): string => `${token.name} ${markOf(token)}`;

async function get(rows: TokenRows, token: SharedToken): Promise<string> {
	const name = rowOf(token);
	for (let waited = 0; waited <= waits.times; waited++) {
		const ready = readyOf(await rows.find(name), token);
		if (ready !== undefined) return ready;
		const lease = randomUUID();
		if (await rows.lease(name, lease)) return await ask(rows, token, { name, lease });
		await sleep(waits.ms);
	}
	throw new ChannelFault(busy, clock.now() + waits.times * waits.ms);
}

/** The token, where there is one that holds. @throws ChannelFault while the breaker is open for this secret */
function readyOf(row: TokenRow | undefined, token: SharedToken): string | undefined {
	if (!row) return undefined;
	const now = clock.now();
	const { openUntil, fault, sealed, expiresAt } = row;
	if (openUntil !== null && Date.parse(openUntil) > now)
		throw new ChannelFault(JSON.parse(fault ?? '{}') as ProviderFault, Date.parse(openUntil), true);
	if (sealed === null || expiresAt === null || Date.parse(expiresAt) - margin <= now) return undefined;
	return openToken(token, sealed);
}

/** The row's name, and the lease that the caller has on it. */
interface Turn {
	readonly name: string;
	readonly lease: string;
}

async function ask(rows: TokenRows, token: SharedToken, { name, lease }: Turn): Promise<string> {
	try {
		// Another worker may have got one, or been refused, since this one looked.
		const ready = readyOf(await rows.find(name), token);
		if (ready !== undefined) {
			await rows.release(name, lease);
			return ready;
		}
		const { token: fresh, expiresIn } = await token.fetch();
		await rows.keep(name, lease, { sealed: sealToken(token, fresh), life: expiresIn * 1000 });
		return fresh;
	} catch (error) {
		const wrong = error instanceof ChannelFault && error.secret && error.until === undefined;
		if (!wrong) {
			await rows.release(name, lease);
			throw error;
		}
		throw await openBreaker(rows, error.fault, { name, lease });
	}
}

async function openBreaker(rows: TokenRows, fault: ProviderFault, { name, lease }: Turn): Promise<ChannelFault> {
	const faults = ((await rows.find(name))?.faults ?? 0) + 1;
	const pause = Math.min(pauses.longest, pauses.first * 2 ** (faults - 1));
	await rows.open(name, lease, { fault, faults, pause });
	return new ChannelFault(fault, clock.now() + pause, true);
}

const busy = faultOf(networkCodes, { code: 'TOKEN_BUSY', message: 'another worker has been asking for the access token for too long' }, []);
