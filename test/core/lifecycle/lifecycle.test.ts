import { CrmError } from '../../../core/errors';
import { defineLifecycle } from '../../../core/lifecycle/lifecycle';
import type { Text } from '../../../core/text';

interface Parcel {
	status: string;
	weighed: boolean;
}

const same = (word: string): Text => ({ en: word, 'zh-CN': `${word}（中）` });
const labels = { packed: same('Packed'), sent: same('Sent'), lost: same('Lost') };
const isWeighed = (parcel: Parcel) => (parcel.weighed ? undefined : { en: 'it is not weighed', 'zh-CN': '尚未称重' });

const parcelLifecycle = defineLifecycle<Parcel>()({
	states: ['packed', 'sent', 'lost'],
	labels,
	initial: 'packed',
	transitions: {
		send: { label: same('Send'), from: ['packed'], to: 'sent', guards: [isWeighed], emits: 'parcel.sent' },
		unpack: { label: same('Repack'), from: ['packed', 'sent'], to: 'packed' },
		lose: { label: same('Lose'), from: ['sent'], to: 'lost' },
	},
});

function refusalOf(act: () => unknown): CrmError {
	try {
		act();
	} catch (error) {
		if (error instanceof CrmError) return error;
		throw error;
	}
	throw new Error('was not refused');
}

it('answers where a verb leads and what it emits, and leaves the record alone', () => {
	const parcel = Object.freeze({ status: 'packed', weighed: true });
	expect(parcelLifecycle.apply(parcel, 'send')).toEqual({ to: 'sent', emits: 'parcel.sent' });
	expect(parcelLifecycle.apply(parcel, 'unpack')).toEqual({ to: 'packed', emits: undefined });
});

it('refuses a verb in the wrong state with both labels, and says what is possible instead', () => {
	const refusal = refusalOf(() => parcelLifecycle.apply({ status: 'packed', weighed: true }, 'lose'));
	expect(refusal.code).toBe('TransitionRefused');
	expect(refusal.field).toBe('status');
	expect(refusal.text).toEqual({
		en: '“Lose” is not possible: the status is “Packed”',
		'zh-CN': '“Lose（中）”无法执行：当前状态为“Packed（中）”',
	});
	expect(refusal.hint.en).toBe('Possible in this status: Send, Repack.');
	expect(refusal.hint['zh-CN']).toBe('当前状态下可执行：Send（中）、Repack（中）。');
});

it("refuses with the guard's reason", () => {
	const refusal = refusalOf(() => parcelLifecycle.apply({ status: 'packed', weighed: false }, 'send'));
	expect(refusal.text.en).toBe('“Send” is not possible: it is not weighed');
	expect(refusal.text['zh-CN']).toContain('尚未称重');
	expect(refusal.retryable).toBe(false);
});

it.each(['lost', 'constructor', 'toString', ''])('refuses every verb from an end or from a state it does not know: %j', (status) => {
	const refusal = refusalOf(() => parcelLifecycle.apply({ status, weighed: true }, 'send'));
	expect(refusal.hint.en).toBe('Nothing more can be done in this status.');
});

describe('at load', () => {
	const move = (from: string, to: string) => ({ label: same('Move'), from: [from], to });
	const load = (states: string[], initial: string, transitions: Record<string, ReturnType<typeof move>>) => () =>
		defineLifecycle<Parcel>()({ states, labels: Object.fromEntries(states.map((state) => [state, same(state)])), initial, transitions });

	it('accepts states that are reached over several steps', () => {
		expect(load(['a', 'b', 'c'], 'a', { second: move('b', 'c'), first: move('a', 'b') })).not.toThrow();
	});

	it('throws on a state that nothing leads to', () => {
		expect(load(['a', 'b', 'c', 'd'], 'a', { x: move('a', 'b'), y: move('c', 'd'), z: move('d', 'c') })).toThrow(
			'state c, d cannot be reached from a',
		);
	});

	it.each([
		['the initial state', load(['a'], 'z', {})],
		['a source', load(['a'], 'a', { x: move('z', 'a') })],
		['a target', load(['a'], 'a', { x: move('a', 'z') })],
	])('throws when %s is unknown', (_what, act) => expect(act).toThrow('unknown state z'));

	it('throws when states and labels have drifted apart', () => {
		const define = (names: Record<string, Text>) => () =>
			defineLifecycle<Parcel>()({ states: ['packed'], labels: names, initial: 'packed', transitions: {} });
		expect(define({})).toThrow('no label for state packed');
		expect(define({ packed: same('Packed'), gone: same('Gone') })).toThrow('unknown state gone');
	});
});
