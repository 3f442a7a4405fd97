import type { Text } from './text';

/** How a workflow's execution ended. A plain text is the same in all languages: an error that is not the CRM's. */
export type DeliveryResult = 'done' | { readonly failed: Text | string };

/** Something that is given to a workflow until it is closed. */
export interface Subscription {
	/** Takes no more and waits a moment for what is in flight; what takes longer is still seen to its end. */
	close(): Promise<void>;
}
