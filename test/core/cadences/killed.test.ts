import { once } from 'node:events';

import { startChild } from '../../support/childProcess';
import type { StepKillPoint } from '../../support/steppingWorker';
import { openTestCrm, setNow } from '../../support/testCrm';
import { claimSteps, enrollOne, enrolmentOf, givenCadence, message, reachedBy, sendAll } from './running';

describe('a process that is killed between two steps of a cadence', () => {
	it.each<[StepKillPoint]>([['given'], ['sent'], ['completed']])(
		'when a step was %s has nobody get it twice, and nobody miss it',
		async (dieAt) => {
			const crm = openTestCrm();
			await givenCadence(crm, [message('一'), message('二', { delay: 1, delayUnit: 'days' })]);
			const id = await enrollOne(crm, await crm.given.lead());
			const child = startChild('doSteps', { file: crm.file, stopAt: dieAt });
			await once(child.process, 'exit');
			expect(child.process.signalCode).toBe('SIGKILL');
			// Another worker takes over, when the time of the one that is gone is over.
			setNow(new Date(Date.now() + 3_600_000).toISOString());
			await sendAll(crm, await claimSteps(crm));
			expect(await reachedBy(crm, id)).toEqual([{ step: '一', result: 'sent' }]);
			expect(await enrolmentOf(crm, id)).toMatchObject({ status: 'active', stepName: '二' });
			expect(await crm.records.count('message', {})).toBe(1);
		},
	);
});
