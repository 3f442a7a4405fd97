/** What everything has in common that is given to a workflow until it succeeds: events and due work. */
export { currentRecords } from './currentRecords';
export type { Ended } from './flights';
export { inMs, lease, retryAt } from './pauses';
export { failureReason, interruptedReason, unknownObjectReason, unreadableReason } from './reason';
export { endingOf, Runner, type Hold, type Round, type Taken } from './runner';
