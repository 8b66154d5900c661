import { loadStream } from '@zhibu/application';
import { LineState, batchStream, linesStream, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { AppendRequest, EventStore, StoreUnavailable } from '@zhibu/event-store';
import { County, must, officers, value } from './county';

/** What happens just before the next append to a stream of that kind; throwing is dying. */
interface Hook {
  readonly prefix: string;
  readonly act: () => Promise<void>;
}

const hookedStore = (hooks: Hook[]) => (inner: EventStore): EventStore =>
  new Proxy(inner, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name !== 'append') return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      return async (request: AppendRequest) => {
        const [next] = hooks;
        if (next !== undefined && request.stream.startsWith(next.prefix)) {
          hooks.shift();
          await next.act();
        }
        return target.append(request);
      };
    },
  });

const dies = (): Promise<void> => Promise.reject(new StoreUnavailable('the connection broke'));
const linesPerChunk = 2;

/** Lines 1 and 5 came back; the bank was silent about line 3 at first, which is an exception. */
const answered = async (hooks: Hook[]): Promise<{ readonly county: County; readonly batchId: string }> => {
  const county = new County({ people: 6, chunkSize: linesPerChunk, wrapStore: hookedStore(hooks) });
  await county.settleIn();
  const batchId = await county.payOut('2016');
  const { payments } = county.runtime.services;
  const first = county.answer(batchId, 1, (lineNo) => (lineNo === 3 ? 'silent' : lineNo % 4 === 1 ? 'returned' : 'credited'));
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer-1'), first));
  value(await payments.receiveReturns(county.as(officers.preparer, 'answer-3'), county.answer(batchId, 1, (lineNo) => (lineNo === 3 ? 'credited' : 'silent'))));
  return { county, batchId };
};
const reissue = (county: County, batchId: string, lineNo: number) => county.runtime.services.payments.reissue(county.as(officers.preparer, `reissue-${lineNo}`), { batchId, lines: [lineNo], reason: 'unfrozen' });
const lineOf = async (county: County, batchId: string, lineNo: number): Promise<LineState> => {
  const { state } = await loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, Math.ceil(lineNo / linesPerChunk)));
  return state.lines[lineNo] as LineState;
};
const batchOf = async (county: County, batchId: string) => (await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId))).state;

describe('a line that is issued again while a file of others is written', () => {
  it('goes out in that file, also when whoever issued it died before the line knew', async () => {
    const hooks: Hook[] = [];
    const { county, batchId } = await answered(hooks);
    const { payments } = county.runtime.services;
    value(await reissue(county, batchId, 1));
    hooks.push(
      { prefix: 'batch-', act: async () => void (await expect(reissue(county, batchId, 5)).rejects.toThrow(StoreUnavailable)) },
      { prefix: 'lines-', act: dies },
    );
    expect(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId })).toMatchObject({ ok: false, rejection: { code: 'batch.reissued-meanwhile' } });
    expect(hooks).toEqual([]);
    expect(value(await payments.writeFile(county.as(officers.preparer, 'file-2-again'), { batchId }))).toMatchObject({ fileNo: 2, lines: 2 });
    expect(await lineOf(county, batchId, 5)).toMatchObject({ attempt: 2, status: 'pending', fileNo: 2 });
    must(await payments.send(county.as(officers.preparer, 'send-2'), { batchId, fileNo: 2, bankReference: 'b2' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer-2'), county.answer(batchId, 2, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    await county.checkMoney([batchId]);
  });
});

describe('a line that is issued again while its batch is closed', () => {
  it.each([
    ['whoever issues it is only slow', false],
    ['whoever issues it dies before the line knows', true],
  ])('is paid before the batch closes when %s', async (_, died) => {
    const hooks: Hook[] = [];
    const { county, batchId } = await answered(hooks);
    const { payments } = county.runtime.services;
    hooks.push({
      prefix: 'lines-',
      act: async () => {
        const closed = await payments.close(county.as(officers.preparer, 'close'), { batchId });
        expect(closed).toMatchObject({ ok: false, rejection: { code: 'batch.not-settled' } });
        if (died) await dies();
      },
    });
    const issued = await reissue(county, batchId, 1).catch((error: unknown) => error);
    expect([hooks.length, issued instanceof StoreUnavailable]).toEqual([0, died]);
    expect([(await batchOf(county, batchId)).status, (await lineOf(county, batchId, 1)).status]).toEqual(['sent', died ? 'returned' : 'pending']);
    expect(value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }))).toMatchObject({ fileNo: 2, lines: 1 });
  });
});

describe('a line that was held before its second file was written', () => {
  it('goes out in that file once two officers found that its money came back', async () => {
    const { county, batchId } = await answered([]);
    const { payments } = county.runtime.services;
    must(await reissue(county, batchId, 1));
    const whole = county.answer(batchId, 1, (lineNo) => (lineNo === 1 ? 'credited' : 'silent'));
    value(await payments.receiveReturns(county.as(officers.preparer, 'late'), whole));
    expect(await lineOf(county, batchId, 1)).toMatchObject({ status: 'unknown', attempt: 2 });
    const { reconciliation } = value(await payments.proposeReconciliation(county.as(officers.preparer, 'propose'), { batchId, lineNo: 1, outcome: 'returned', creditedOn: null, evidence: '银行对账单 2016-01 第 3 页' }));
    value(await payments.approveReconciliation(county.as(officers.approver, 'agree'), { batchId, lineNo: 1, reconciliation }));
    must(await payments.reissue(county.as(officers.preparer, 'again'), { batchId, lines: [1], reason: 'unfrozen' }));
    expect(value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }))).toMatchObject({ fileNo: 2, lines: 1 });
    must(await payments.send(county.as(officers.preparer, 'send-2'), { batchId, fileNo: 2, bankReference: 'b2' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer-2'), county.answer(batchId, 2, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    await county.checkMoney([batchId]);
  });
});

describe('a line that is issued again to the same account', () => {
  it('carries what was put right about that account since', async () => {
    const { county, batchId } = await answered([]);
    const { payments, people } = county.runtime.services;
    const { personKey } = await lineOf(county, batchId, 1);
    const { form } = county.people.find((_, index) => county.personKey(index) === personKey) ?? {};
    const account = form?.account;
    if (account === undefined) throw new Error('expected an account');
    must(await people.recordAccount(county.as(officers.caseworker, 'bank-corrected'), { personKey, ...account, bank: '示例农村商业银行城关支行', source: { kind: 'certificate', reference: '存折' } }));
    expect(value(await reissue(county, batchId, 1))).toMatchObject({ lines: 1, waiting: [] });
    value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }));
    expect(county.runtime.files.get(`memory:${batchId}/2`)?.rows).toMatchObject([{ lineNo: 1, attempt: 2, bank: '示例农村商业银行城关支行' }]);
  });
});
