import { initial } from './1795302445162-initial';
import { keptKeys } from './1795319089923-keptKeys';
import { sales } from './1795330665081-sales';
import { customFields } from './1795331993691-customFields';
import { importLog } from './1795334541152-importLog';
import { searchStatistics } from './1795336647856-searchStatistics';
import { unitPrices } from './1795352488454-unitPrices';
import { deletedNumbers } from './1795355076782-deletedNumbers';
import { rememberedColumns } from './1795355173794-rememberedColumns';
import { messages } from './1795371195074-messages';
import { dueWork } from './1795371659486-dueWork';
import { pages } from './1795372432846-pages';
import { channelTokens } from './1795378280501-channelTokens';
import { messageParts } from './1795378300057-messageParts';
import { messageTask } from './1795390983452-messageTask';
import { messageFirstTried } from './1795391931812-messageFirstTried';
import { rateUntil } from './1795391987970-rateUntil';
import { contracts } from './1795403495899-contracts';
import { cards } from './1795403647199-cards';
import { approvals } from './1795404445772-approvals';
import { cadences } from './1795404690352-cadences';
import type { Migration } from './migration';

/** Every step in order. Written by `npm run migration`. */
export const migrations: readonly Migration[] = [
	initial,
	keptKeys,
	sales,
	customFields,
	importLog,
	searchStatistics,
	unitPrices,
	deletedNumbers,
	rememberedColumns,
	messages,
	dueWork,
	pages,
	channelTokens,
	messageParts,
	messageTask,
	messageFirstTried,
	rateUntil,
	contracts,
	cards,
	approvals,
	cadences,
];
