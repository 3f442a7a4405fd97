import { Chance } from './chance';
import { faultsOf } from './invariants';
import { operations, settled } from './operations';
import { openWorld, passHours } from './world';
import type { Outcome } from '../../../core/context';

const isSoak = process.env.GUANXI_SOAK === '1';
const count = isSoak ? 10_000 : 1_000;

/** Seeds of their own: another sequence each, and the same again for whoever looks for a fault. */
const seeds = isSoak ? [11, 12, 13, 14] : [1, 2];

const chosen = operations.flatMap(([name, operation, weight]) => Array.from({ length: weight }, () => [name, operation] as const));

it.each(seeds)(
	'keeps all that must hold through random operations, of several people at once (seed %i)',
	async (seed) => {
		const chance = new Chance(seed);
		const world = await openWorld(chance);
		const done = new Map<string, { good: number; refused: number }>();
		const each = count / seeds.length;
		for (let i = 0; i < each; i++) {
			if (i % 10 === 0) await passHours(world, chance.whole(1, 40));
			const now = Array.from({ length: chance.one([1, 1, 1, 2, 3]) }, () => chance.one(chosen));
			const answers = await Promise.all(
				now.map(async ([, operation]) => await settled(operation(world) as Promise<ReadonlyArray<Outcome<unknown>>>)),
			);
			for (const [at, [name]] of now.entries()) {
				const tally = done.get(name) ?? { good: 0, refused: 0 };
				for (const outcome of answers[at] ?? []) tally[outcome.ok ? 'good' : 'refused']++;
				done.set(name, tally);
			}
			if (i % 100 === 99) expect(await faultsOf(world)).toEqual([]);
		}
		await passHours(world, 24 * 30);
		expect(await faultsOf(world)).toEqual([]);
		// A sequence in which something never went well, or was never refused, tries nothing.
		for (const name of ['draft', 'request', 'decide', 'step of a contract'])
			expect([name, done.get(name)]).toEqual([name, { good: expect.any(Number), refused: expect.any(Number) }]);
		expect([...done].filter(([name, { good }]) => good === 0 && name !== 'complete step')).toEqual([]);
		expect(done.get('step of a contract')?.refused).toBeGreaterThan(0);
	},
	1_200_000,
);
