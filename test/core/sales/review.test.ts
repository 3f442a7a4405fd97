import type { ReviewQuery } from '../../../core/crm';
import { openTestCrm, setNow, type TestCrm } from '../../support/testCrm';
import { definePipeline } from './selling';

let crm: TestCrm;

beforeEach(async () => {
	crm = openTestCrm({ now: '2026-03-02T01:00:00Z' });
	await definePipeline(crm);
});

/** An opportunity that nothing is amiss with. */
async function soundDeal(fields: object = {}) {
	const deal = await crm.given.opportunity({ ...fields });
	await crm.given.opportunityContact({ opportunityId: deal.id, role: 'decider' });
	await crm.given.task({ opportunityId: deal.id });
	return deal;
}

const review = async (query: Partial<ReviewQuery> = {}) => (await crm.sales.review({ reasons: [], limit: 50, ...query })).found;

it('lists open opportunities with every reason, and none that is in order', async () => {
	const old = await soundDeal();
	setNow('2026-03-10T01:00:00Z');
	await soundDeal();
	const lonely = await crm.given.opportunity();
	await crm.given.opportunityContact({ opportunityId: lonely.id, role: 'buyer' });
	await crm.given.task({ opportunityId: lonely.id, status: 'done' });
	const gone = await crm.given.opportunity();
	await crm.sales.win([{ item: 0, id: gone.id }]);
	setNow('2026-03-17T01:00:00Z');
	const found = await review();
	expect(found.map(({ opportunity, reasons, daysInStage }) => [opportunity.id, reasons.map(({ code }) => code), daysInStage])).toEqual([
		[old.id, ['tooLongInStage'], 15],
		[lonely.id, ['noDecider', 'noNextStep'], 7],
	]);
	expect(found[0].reasons[0].text).toEqual({
		en: 'It has been in its stage for more than the 14 days allowed there',
		'zh-CN': '在当前阶段停留超过 14 天',
	});
	expect(found[0].opportunity).toEqual(old);
});

it('lists those of a reason, an owner or a pipeline', async () => {
	const owner = await crm.given.user();
	const other = await definePipeline(crm, { name: '渠道' });
	const mine = await crm.given.opportunity({ ownerId: owner.id });
	const theirs = await soundDeal({ pipelineId: other.id });
	setNow('2026-05-01T01:00:00Z');
	const ids = async (query: Partial<ReviewQuery>) => (await review(query)).map(({ opportunity }) => opportunity.id);
	expect(await ids({ reasons: ['noDecider'] })).toEqual([mine.id]);
	expect(await ids({ reasons: ['tooLongInStage', 'noNextStep'] })).toEqual([mine.id, theirs.id]);
	expect(await ids({ ownerId: owner.id })).toEqual([mine.id]);
	expect(await ids({ pipelineId: other.id })).toEqual([theirs.id]);
	crm = crm.as({ scope: { kind: 'own', userId: owner.id } });
	expect(await ids({})).toEqual([mine.id]);
});

it('goes through any number of them page by page, each once', async () => {
	for (let i = 0; i < 7; i++) {
		setNow(`2026-03-0${2 + (i % 3)}T01:00:00Z`);
		await crm.given.opportunity();
	}
	const seen: string[] = [];
	let cursor: string | undefined;
	do {
		const page = await crm.sales.review({ reasons: [], limit: 2, cursor });
		seen.push(...page.found.map(({ opportunity }) => `${String(opportunity.stageEnteredAt)} ${opportunity.id}`));
		cursor = page.nextCursor;
	} while (cursor);
	expect(seen).toEqual([...seen].sort());
	expect(new Set(seen).size).toBe(7);
});
