type Ending = () => Promise<unknown> | void;

const ofFile: Ending[] = [];
const ofTest: Ending[] = [];
let current = ofFile;

/** Does this when the test is over, or the test file where no test runs yet; the last that was asked for comes first. */
export const whenOver = (ending: Ending): void => void current.push(ending);

async function end(endings: Ending[]): Promise<void> {
	for (let ending = endings.pop(); ending; ending = endings.pop()) await ending();
}

beforeEach(() => {
	current = ofTest;
});

afterEach(async () => {
	await end(ofTest);
	current = ofFile;
});

afterAll(() => end(ofFile));
