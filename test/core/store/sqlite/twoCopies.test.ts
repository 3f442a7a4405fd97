import { startChild } from '../../../support/childProcess';
import { openTestCrm } from '../../../support/testCrm';

describe('two copies of the code in one process', () => {
	it('write to one file side by side, and the older closes it when its users are gone', async () => {
		const crm = openTestCrm();
		const [answer] = await startChild('twoCopies', { file: crm.file, count: 60 }).done;
		const { handles, ...rest } = answer as { handles: [number, number] };
		expect(rest).toEqual({ different: true, stored: 120, after: true, count: 122 });
		if (process.platform === 'linux') expect(handles).toEqual([expect.any(Number), 2]);
	});
});
