import { approvalPage } from './approval/approval.page';
import type { PageKind } from './pageKind';
import { unsubscribePage } from './unsubscribe/unsubscribe.page';

/** Every kind of page; the outputs of CRM Page stand in this order. */
export const pageKinds: readonly PageKind[] = [unsubscribePage, approvalPage];

export const pageKind = (id: string): PageKind | undefined => pageKinds.find((kind) => kind.id === id);
