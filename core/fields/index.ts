import type { Fields } from '../crm';
import type { Session } from '../records';
import { defineFields } from './define';

export { resumeBuilding } from './building';

/** The operations on custom fields, for one caller. */
export const fieldsOf = (session: Session): Fields => ({ define: (inputs) => defineFields(session, inputs) });
