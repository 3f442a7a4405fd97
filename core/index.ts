import { approvalFollower, approvalRules, approvalsOf, approvalWork } from './approvals';
import { cadenceFollowers, cadenceRules, cadencesOf, cadenceWork } from './cadences';
import { calendarRules, calendarsOf, companyCalendar } from './calendar';
import { withCustomFields, withoutCustomFields } from './calls';
import { consentsOf } from './consents';
import type { CallContext } from './context';
import type { Connection, Crm } from './crm';
import { followDemoClock } from './demoClock';
import { contractRules, contractsOf, contractSubjects } from './contracts';
import { engagementOf } from './engagement';
import { fieldsOf } from './fields';
import { filesOf } from './files';
import { importsOf } from './imports';
import { inboundOf } from './inbound';
import { leadsOf } from './leads';
import { messageRules, messagesOf } from './messages';
import { ownershipOf } from './ownership';
import { pagesOf } from './pages';
import { recordsOf, type ApprovalSubjects, type WorkOwners } from './records';
import { salesOf, salesRules } from './sales';
import { acquireStore, type Follower, type Sql } from './store';
import { systemOf } from './system';
import { subscriptionsOf } from './triggers';
import { workOf, workSubscriptionsOf } from './work';

export { channelOf, channels } from './channels/registry';
export { breathe, closeStores } from './store';
export { objects } from './schema/objects';

/** What domains do when records of others are written, in the same transaction. */
const companyZone = async (sql: Sql): Promise<string> => (await companyCalendar(sql)).timeZone;

const followers: readonly Follower[] = [approvalFollower, ...cadenceFollowers];

/** Objects whose records follow their approval. */
const approvalSubjects: ApprovalSubjects = { ...contractSubjects };

/** What domains do themselves about their due work. */
const workOwners: WorkOwners = { ...cadenceWork, ...approvalWork };

/** One caller's view of the store at `connection`. Opens nothing until it is used; call `release` at the end. */
export function openCrm(connection: Connection, context: CallContext): Crm {
	followDemoClock();
	const { store, release } = acquireStore(connection);
	const rules = { ...salesRules, ...calendarRules, ...messageRules, ...contractRules, ...approvalRules, ...cadenceRules };
	const caller = { store, context: { ...context, followers, companyZone }, rules, subjects: approvalSubjects, workOwners };
	return {
		context,
		objects: () => store.catalogue.current(),
		records: withCustomFields(caller, recordsOf),
		fields: withCustomFields(caller, fieldsOf),
		leads: withCustomFields(caller, leadsOf),
		sales: withCustomFields(caller, salesOf),
		engagement: withCustomFields(caller, engagementOf),
		contracts: withCustomFields(caller, contractsOf),
		files: withCustomFields(caller, filesOf),
		ownership: withCustomFields(caller, ownershipOf),
		consents: withCustomFields(caller, consentsOf),
		pages: pagesOf(withoutCustomFields(caller)),
		inbound: withCustomFields(caller, inboundOf),
		imports: withCustomFields(caller, importsOf),
		messages: withCustomFields(caller, messagesOf),
		system: systemOf(withoutCustomFields(caller)),
		subscriptions: { ...subscriptionsOf(withoutCustomFields(caller)), ...workSubscriptionsOf(withoutCustomFields(caller)) },
		work: withCustomFields(caller, workOf),
		approvals: withCustomFields(caller, approvalsOf),
		calendars: withCustomFields(caller, calendarsOf),
		cadences: withCustomFields(caller, cadencesOf),
		release,
	};
}
