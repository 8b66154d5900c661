import { createReadStream } from 'node:fs';
import { readPaymentFile, writeReturnFile } from '@zhibu/banking';
import type { DemoPerson } from '@zhibu/demo';
import { formatYuan, unwrap } from '@zhibu/kernel';
import { must } from '../simulation/county';
import { Installation, county } from './installation';

jest.setTimeout(240_000);

interface Proposal { readonly lineNo: number; readonly attempt: number; readonly proposedBy: readonly string[]; readonly accountRecordedBy: readonly string[] }
interface Shown { readonly reissueProposals: readonly Proposal[]; readonly lineList: readonly { readonly lineNo: number; readonly personKey: string }[] }
interface Batch { readonly batchId: string; readonly listHash: string; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] }

describe('a line to another account on the command line', () => {
  let at: Installation;
  let batchId: string;
  let people: readonly DemoPerson[];
  const step = <T = Batch>(word: string, as: string, ...rest: string[]) => at.json<T>(0, 'batch', word, batchId, '--as', as, ...rest);
  const codes = async (exit: number, word: string, as: string, ...rest: string[]): Promise<readonly string[]> =>
    (await at.json<{ problems: readonly { code: string }[] }>(exit, 'batch', word, batchId, '--as', as, ...rest)).problems.map(({ code }) => code);
  const waiting = async (): Promise<readonly Proposal[]> => (await at.json<Shown>(0, 'batch', 'show', batchId)).reissueProposals;

  beforeAll(async () => {
    at = await Installation.open();
    people = await at.settle(3);
    batchId = (await at.json<Batch>(0, 'batch', 'build', '--scheme', 'rural-reward', '--area', '990101', '--period', '2016', '--as', 'prep')).batchId;
    await step('freeze', 'prep');
    const { listHash, byLevel } = await step('submit', 'prep');
    await step('approve', 'chief', '--hash', listHash);
    for (const { level, amountFen } of byLevel) {
      await at.json(0, 'funds', 'receive', '--scheme', 'rural-reward', '--area', county, '--year', '2016', '--level', level, '--yuan', formatYuan(amountFen), '--receipt-no', `r-${level}`, '--received-on', '2016-03-01', '--document', '示例财社〔2016〕1号', '--as', 'prep');
    }
    const first = await step<{ location: string }>('file', 'prep');
    await step('send', 'prep', '--file-no', '1', '--bank-reference', 'bank-1');
    const orders = await readPaymentFile(at.runtime.bankLayout, createReadStream(first.location));
    const answers = orders.map((order, index) => ({ sequence: order.sequence, instructionId: order.instructionId, status: index === 1 ? 'returned' as const : 'credited' as const, reason: index === 1 ? 'account-closed' as const : null, amountFen: order.amountFen }));
    await at.json(0, 'import', 'returns', at.file('answer.txt', writeReturnFile(at.runtime.bankLayout, { batchId, fileNo: 1 }, answers)), '--as', 'prep');
  });
  afterAll(() => at.close());

  it('waits for an approver, who may decline it; a second try is approved and goes out', async () => {
    const { lineList } = await at.json<Shown>(0, 'batch', 'show', batchId, '--lines', '--status', 'returned');
    const [{ lineNo, personKey }] = lineList as [Shown['lineList'][number]];
    const again = ['--lines', String(lineNo), '--reason', 'the old account is closed'];
    expect(await codes(1, 'reissue', 'prep', ...again)).toEqual(['line.same-account']);
    const clerk = unwrap(await at.runtime.services.users.resolveActor('clerk', '2016-01-04'));
    must(await at.runtime.services.people.recordAccount(at.as(clerk, 'new-account'), { personKey, accountNumber: '9999010000000000010', holderName: people.find(({ form }) => unwrap(at.runtime.services.people.keyOf(form.idNumber)) === personKey)?.form.name ?? '', bank: '示例行', validFrom: '2016-01-04', source: { kind: 'declaration', reference: '更换账户申请' } }));

    await step('reissue', 'prep', ...again);
    expect(await waiting()).toMatchObject([{ lineNo, attempt: 2, proposedBy: ['prep'], accountRecordedBy: ['clerk'] }]);
    expect((await at.zhibu('batch', 'show', batchId, '--lang', 'zh')).out).toContain(`${lineNo}/2`);
    const decision = (attempt: number) => ['--instructions', `${lineNo}/${attempt}`, '--reason', 'asked by telephone'];
    for (const word of ['approve-reissue', 'decline-reissue']) {
      expect(await codes(1, word, 'eye', ...decision(2))).toEqual(['authority.role']);
      expect(await codes(2, word, 'chief', '--instructions', '5', '--reason', 'x')).toEqual(['cli.instructions']);
      expect((await at.zhibu('batch', word, batchId, '--instructions', '5', '--reason', 'x', '--as', 'chief', '--lang', 'zh')).err).toContain('指令号不正确');
      expect(await at.zhibu('batch', word, batchId, '--as', 'chief')).toMatchObject({ code: 2, out: '' });
      expect((await at.zhibu('batch', word, '--help')).code).toBe(0);
    }
    expect(await codes(1, 'approve-reissue', 'prep', ...decision(2))).toEqual(['authority.role']);
    await step('decline-reissue', 'chief', ...decision(2));
    expect(await waiting()).toEqual([]);
    // Pressed twice on one day it stays declined once.
    expect(await step<{ duplicate: boolean }>('decline-reissue', 'chief', ...decision(2))).toMatchObject({ duplicate: true });
    await step('reissue', 'prep', '--lines', String(lineNo), '--reason', 'asked at the counter');
    const [second] = await waiting();
    expect(second).toMatchObject({ lineNo });
    await step('approve-reissue', 'chief', ...decision(second?.attempt ?? 0));
    expect(await waiting()).toEqual([]);
    const file = await step<{ fileNo: number; lines: number; location: string }>('file', 'prep');
    expect(file).toMatchObject({ fileNo: 2, lines: 1 });
    expect((await readPaymentFile(at.runtime.bankLayout, createReadStream(file.location))).map(({ accountNumber }) => accountNumber)).toEqual(['9999010000000000010']);
  });
});
