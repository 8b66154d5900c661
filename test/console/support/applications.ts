import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { caseworkerOf } from './accounts';
import { County } from './county';

/** Another number brings other people, where a county that runs already has met these. */
const plan = Number(process.env['ZHIBU_TEST_PLAN'] ?? 20_260_101);
/** Of whoever is typed by hand in journeys of the same county. */
const typedByHand = '99000019550315002X';
/** Who of the people of the demo has children, years and papers enough to be confirmed; a plan of its own, so that nobody of the county is met again. */
const applicants = demoPlan(scaledNumbers(15), plan).filter(({ scheme, story, form }) => scheme === 'rural-reward' && story === 'confirmed' && form.idNumber !== typedByHand);
let taken = 0;

/** Takes in an application of somebody new by the API, as the window does, and waits for the automatic check. Its key. */
export const submitApplication = async ({ url, password }: County, areaCode = '990101100001'): Promise<string> => {
  const signedIn = await fetch(`${url}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ userId: caseworkerOf(areaCode), password }) });
  const { token } = (await signedIn.json()) as { readonly token: string };
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': crypto.randomUUID() };
  const person = applicants[(taken += 1) - 1];
  if (person === undefined) throw new Error('expected another applicant in the plan');
  const body = { person: { ...person.form, areaCode }, application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: [] } };
  const answer = await fetch(`${url}/api/v1/applications`, { method: 'POST', headers, body: JSON.stringify(body) });
  const { applicationId } = (await answer.json()) as { readonly applicationId?: string };
  if (applicationId === undefined) throw new Error(`the application was not taken in: ${answer.status}`);
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = (await (await fetch(`${url}/api/v1/applications/${applicationId}`, { headers })).json()) as { readonly status?: string };
    if (status === 'in-review') return applicationId;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${applicationId} was not checked within ten seconds`);
};
