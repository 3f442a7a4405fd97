import type { Crm } from '../../core/crm';
import type { BenchOptions, Measure } from './bench';
import { crmOn, settingsNote, type EngineName } from './engines';
import { onLargeStores } from './largeBench';
import { largeCustomerOf } from './largeNames';
import { filledStore, valuesOf } from './largeStore';
import { median, round, sides } from './statistics';
import { stopwatch } from './stopwatch';

/** Customers of a store that has just begun. */
const small = 10_000;
const target = 1.5;

/** `npm run bench -- --only growth` */
export const growth = onLargeStores('growth', measures);

type Work = (crm: Crm, n: number) => Promise<void>;

async function measures(engine: EngineName, options: BenchOptions): Promise<Measure[]> {
	const stores = [await filledStore(engine, options.customers, options.say), await filledStore(engine, small, options.say)];
	const crms = stores.map(({ connection }) => crmOn(connection));
	try {
		const parts: Measure[] = [];
		for (const [work, run] of Object.entries(worksOf(options.customers))) {
			const [grown, began] = await times(crms, run, options.quick ? 40 : 150);
			const ratio = median(grown) / median(began);
			parts.push({
				work: `${engine}: ${work}, at ${options.customers.toLocaleString('en')} customers and at ${small.toLocaleString('en')}`,
				unit: 'ms',
				...sides(grown, began),
				ratio: round(ratio),
				target: `≤ ${target} ×`,
				met: ratio <= target,
				notes: [settingsNote, `medians of ${grown.length} of each, in turn, on two stores of one process; theirs: ours in the small store`],
			});
			options.say(`${parts.at(-1)?.work}: ${round(median(grown))} and ${round(median(began))} ms`);
		}
		return parts;
	} finally {
		for (const crm of crms) crm.release();
		for (const store of stores) await store.close();
	}
}

/** Both stores get the same: customers that neither knows, then others for the same, and pages as long. */
function worksOf(customers: number): Record<string, Work> {
	const upsert = async (crm: Crm, fields: object) => {
		valuesOf(await crm.records.upsert('customer', [{ item: 0, fields: { ...fields }, matchOn: ['unifiedSocialCreditCode'] }]));
	};
	const fresh = (n: number) => {
		const { ownerId: _owner, ...fields } = largeCustomerOf(customers + n, ['']);
		return fields;
	};
	return {
		'an upsert that creates a customer': async (crm, n) => await upsert(crm, fresh(n)),
		'an upsert that changes a customer': async (crm, n) => await upsert(crm, { ...fresh(n), city: '天津', name: `新${fresh(n).name}` }),
		'a filtered page of 50': async (crm) => {
			const filter = { match: 'all' as const, conditions: [{ field: 'tier', operator: 'equals' as const, value: 'A' }] };
			const { records } = await crm.records.list('customer', { limit: 50, filter });
			if (records.length !== 50) throw new Error(`a page has ${records.length} customers`);
		},
	};
}

/** Milliseconds on either store. */
async function times(crms: readonly Crm[], run: Work, samples: number): Promise<[number[], number[]]> {
	const took: [number[], number[]] = [[], []];
	const warmUps = 10;
	for (let n = 0; n < warmUps + samples; n++) {
		for (const [i, crm] of crms.entries()) {
			const watch = stopwatch();
			await run(crm, n);
			if (n >= warmUps) took[i].push(watch() * 1000);
		}
	}
	return took;
}
