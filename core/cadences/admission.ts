import { channelOf } from '../channels/registry';
import { addressKey, type Address } from '../consents';
import type { CadencePerson } from '../cadenceTypes';
import type { CrmRecord } from '../crm';
import { standings, type Standing } from '../messages';
import { foldName } from '../normalise/names';
import type { Text } from '../text';
import { breathe, type Sql } from '../store';
import type { Cadence } from './enrolments';
import { reachableOn } from './walk';
import { templatePurposes } from './world';

/** Somebody who is to enter. */
export interface Entrant {
	readonly index: number;
	readonly cadence: Cadence;
	readonly object: CadencePerson;
	readonly person: CrmRecord;
}

/** Why somebody does not enter. */
export interface Rejection {
	readonly rule: 'noAddress' | 'suppressed' | 'optOut' | 'closed';
	readonly reason: Text;
}

const reasons: Readonly<Record<Rejection['rule'], Text>> = {
	noAddress: {
		en: 'The person has no address on any channel of the cadence',
		'zh-CN': '该客户在跟进节奏的任何渠道上都没有地址',
	},
	suppressed: { en: 'The person’s addresses are on the suppression list', 'zh-CN': '该客户的地址已列入拒收名单' },
	optOut: { en: 'The person does not want such messages', 'zh-CN': '该客户不愿接收此类消息' },
	closed: { en: 'The lead is converted or disqualified', 'zh-CN': '该线索已转化或已淘汰' },
};

const rejected = (rule: Rejection['rule']): Rejection => ({ rule, reason: reasons[rule] });

/** Where one message of a cadence would go. */
interface Aim {
	readonly address?: Address;
	readonly purpose: string;
}

/** Says who may not enter, by index; in a few statements for all. */
export async function rejections(sql: Sql, entrants: readonly Entrant[]): Promise<Map<number, Rejection>> {
	const purposes = await templatePurposes(sql);
	const aims = new Map<Entrant, Aim[]>();
	for (const entrant of entrants) {
		aims.set(entrant, aimsOf(entrant, purposes));
		await breathe();
	}
	const addresses = [...aims.values()].flat().flatMap(({ address }) => address ?? []);
	const said = addresses.length > 0 ? await standings(sql, addresses) : new Map<string, Standing>();
	const found = new Map<number, Rejection>();
	for (const [entrant, list] of aims) {
		const rejection = rejectionOf(entrant, list, said);
		if (rejection) found.set(entrant.index, rejection);
		await breathe();
	}
	return found;
}

function aimsOf({ cadence, object, person }: Entrant, purposes: ReadonlyMap<string, string>): Aim[] {
	return cadence.steps.flatMap((step): Aim[] => {
		if (step.kind !== 'message') return [];
		const channel = reachableOn(person, object, step.channels);
		const purpose = purposes.get(foldName(step.template ?? '')) ?? 'service';
		if (channel === undefined) return [{ purpose }];
		const { addressKind, addressOf } = channelOf(channel);
		return [{ purpose, address: { addressKind, address: addressOf(person, object) ?? '' } }];
	});
}

function rejectionOf({ object, person }: Entrant, aims: readonly Aim[], said: ReadonlyMap<string, Standing>): Rejection | undefined {
	if (object === 'lead' && (person.status === 'converted' || person.status === 'disqualified')) return rejected('closed');
	const reachable = aims.flatMap(({ address, purpose }) => (address ? [{ standing: said.get(addressKey(address)), purpose }] : []));
	if (aims.length > 0 && reachable.length === 0) return rejected('noAddress');
	if (reachable.length === 0) return undefined;
	if (reachable.every(({ standing }) => standing?.suppressed)) return rejected('suppressed');
	const blocked = reachable.every(
		({ standing, purpose }) => standing?.suppressed || standing?.consents.get(purpose as never) === 'withdrawn',
	);
	return blocked ? rejected('optOut') : undefined;
}
