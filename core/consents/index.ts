import type { AddressTarget, Consents } from '../consentTypes';
import { withIds, type Place, type Session } from '../records';
import { liftAddresses, setConsents, suppressAddresses } from './set';

export { addressKey, normaliseAddress, readAddress, type Address } from './address';
export { linksOf, linksOfMessage, peopleByAddress, type Links, type People } from './people';
export { personTargets, type PersonTargets } from './personTargets';
export { stoppedAlready } from './stoppedAlready';
export { writeConsents, type Said } from './writeConsents';
export { writeSuppressions, type Stopped } from './writeSuppressions';

const placeOf = ({ object }: AddressTarget): readonly Place[] => (object ? [{ name: 'id', object }] : []);

/** The operations on consent and suppression, for one caller. */
export const consentsOf = (session: Session): Consents => {
	const known = <I extends AddressTarget>(inputs: readonly I[]) => withIds(session, inputs, placeOf);
	return {
		set: async (inputs) => await setConsents(session, await known(inputs)),
		suppress: async (inputs) => await suppressAddresses(session, await known(inputs)),
		lift: async (inputs) => await liftAddresses(session, await known(inputs)),
	};
};
