import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { Answers, Service } from '../../../test/service';
import { Actor } from '@zhibu/kernel';
import { ProcedureShown } from '../../shared/use-procedures';
import { ActionForm } from './action-form';
import { CaseView, stateOfView } from './case-state';

const title = { zh: '环节', en: 'Stage' };
const procedure: ProcedureShown = { id: 'rural-reward', version: 1, title, schemes: ['rural-reward'], reasons: {}, stages: [] };
const me: Actor = { userId: 'caseworker-01', kind: 'officer', roles: [{ role: 'caseworker', areaCode: '990101100000' }] };
const view: CaseView = {
  applicationId: 'rural-reward.p.1', personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'returned', stage: null, stageLevel: null,
  appliedOn: '2016-01-04', dueOn: null, dueProvisional: false, waitingRoles: ['caseworker'], version: 9, simulated: true, procedureId: 'rural-reward', procedureVersion: 1, channel: 'window',
  answer: 'yes', ruleId: 'r', ruleVersion: '1', enteredOn: null, noticeLastDay: null, noticePostedOn: null, noticeAreaCode: null, objections: 0, openObjections: 0, openObjectionIds: [], officers: [], evidence: 3, signatures: [], decisions: [], reasons: ['evidence-missing'],
  confirmedOn: null, confirmedBy: [], changedAt: '2016-02-01T00:00:00Z',
};
const [kept, replaced, elsewhere] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
const items = [
  { sha256: kept, kind: 'household-register', title: '户口簿', current: true, kept: true },
  { sha256: replaced, kind: 'other', title: '旧材料', current: false, kept: true },
  { sha256: elsewhere, kind: 'other', title: '外地材料', current: true, kept: false },
];

const open = (answer: () => Promise<unknown>) => {
  const sent: unknown[] = [];
  const answers: Answers = {
    GET: async (path: string) => (path.endsWith('/evidence') ? answer() : { data: { schemes: [] } }),
    POST: async (_: string, { body }: { readonly body: unknown }) => { sent.push(body); return { data: { version: 10, duplicate: false, events: [] } }; },
  };
  render(
    <Service answers={answers}>
      <ActionForm action="correct" asking={{ state: stateOfView(view), procedure, me, today: '2016-02-03' }} view={view} objections={null} want={() => undefined} refusal={null} onClose={() => undefined} />
    </Service>,
  );
  return sent;
};

beforeAll(() => {
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => 'key', configurable: true });
});

it('a correction names again what the case has, and says what it cannot name', async () => {
  const sent = open(async () => ({ data: items }));
  fireEvent.change(await screen.findByLabelText('说明', { selector: 'textarea' }), { target: { value: '补充了户口簿' } });
  expect(screen.getByText('外地材料')).toBeTruthy();
  fireEvent.click(screen.getByText('补正再报', { selector: 'button span' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ evidence: [{ kind: 'household-register', title: '户口簿', sha256: kept }] });
});

it('nothing can be sent while it is not known what the case has', async () => {
  const sent = open(() => Promise.reject(new Error('cut')));
  expect(await screen.findByText('cut')).toBeTruthy();
  expect(screen.queryByLabelText('说明')).toBeNull();
  expect(sent).toEqual([]);
});
