import { contentHash, sumFen } from '@zhibu/kernel';
import { ReturnFileInput, loadStream } from '@zhibu/application';
import { LineState, batchStream, linesOf, linesStream, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { County, must, officers, value } from '../simulation/county';
import { expectRefused } from './refused';

const sent = async (): Promise<{ readonly county: County; readonly batchId: string }> => {
  const county = new County({ people: 9, chunkSize: 4 });
  await county.settleIn();
  return { county, batchId: await county.payOut('2016') };
};

const linesIn = async (county: County, batchId: string): Promise<readonly LineState[]> => {
  const { state } = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
  const chunks = await Promise.all(state.chunksPlanned.map((chunk) => loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk))));
  return chunks.flatMap((chunk) => linesOf(chunk.state));
};

/** The bank's answer with other rows, its stated numbers fitting them. */
const withRows = (answer: ReturnFileInput, rows: ReturnFileInput['rows']): ReturnFileInput => ({
  ...answer, rows, statedRows: rows.length, statedTotalFen: sumFen(rows.map((row) => row.amountFen)), sha256: contentHash(rows),
});
const by = (county: County, key: string) => county.as(officers.preparer, key);

describe('return files', () => {
  it('the same file twice changes nothing', async () => {
    const { county, batchId } = await sent();
    const answer = county.answer(batchId, 1, () => 'credited');
    const first = must(await county.runtime.services.payments.receiveReturns(by(county, 'a'), answer));
    const before = await county.runtime.eventStore.head();
    const again = must(await county.runtime.services.payments.receiveReturns(by(county, 'b'), answer));
    expect([again.duplicate, again.value]).toEqual([true, first.value]);
    expect(await county.runtime.eventStore.head()).toEqual(before);
  });

  it.each<[string, (answer: ReturnFileInput) => ReturnFileInput, RegExp]>([
    ['from a batch that is not there', (answer) => ({ ...answer, batchId: 'rural-reward.990101000000.2015.1' }), /^batch\.not-found$/],
    ['for a file that was never sent', (answer) => ({ ...answer, fileNo: 2 }), /file/],
    ['with a total off by 0.01', (answer) => ({ ...answer, statedTotalFen: answer.statedTotalFen + 1 }), /total/],
    ['with a row less than it states', (answer) => ({ ...answer, statedRows: answer.statedRows + 1 }), /rows|count|total/],
    ['with a credit before the file was sent', (answer) => withRows(answer, answer.rows.map((row, index) => (index === 4 ? { ...row, creditedOn: '2016-01-03' } : row))), /^line\.credited-on$/],
    ['with a credit of tomorrow', (answer) => withRows(answer, answer.rows.map((row, index) => (index === 4 ? { ...row, creditedOn: '2016-01-05' } : row))), /^line\.credited-on$/],
    ['with a credit on a day that does not exist', (answer) => withRows(answer, answer.rows.map((row, index) => (index === 4 ? { ...row, creditedOn: '2016-02-30' } : row))), /^date\.not-a-day$/],
    ['of tomorrow', (answer) => ({ ...answer, answeredOn: '2016-01-05' }), /^date\.in-the-future$/],
    ['with an amount of half a fen', (answer) => ({ ...answer, rows: answer.rows.map((row, index) => (index === 0 ? { ...row, amountFen: row.amountFen + 0.5 } : row)) }), /amount|total|row/],
  ])('%s is refused as a whole', async (_, change, code) => {
    const { county, batchId } = await sent();
    await expectRefused(county, code, () => county.runtime.services.payments.receiveReturns(by(county, 'bad'), change(county.answer(batchId, 1, () => 'credited'))));
    expect((await linesIn(county, batchId)).map(({ status }) => status)).toEqual(Array(9).fill('sent'));
  });

  it('from another batch: no line of either is touched', async () => {
    const { county, batchId } = await sent();
    const { county: elsewhere, batchId: other } = await sent();
    expect(other).toBe(batchId);
    const foreign = elsewhere.answer(other, 1, () => 'credited');
    const rows = foreign.rows.map((row) => ({ ...row, lineNo: row.lineNo + 9_000 }));
    const outcome = await county.runtime.services.payments.receiveReturns(by(county, 'foreign'), withRows(foreign, rows));
    // Lines that nobody knows become exceptions; those of the batch wait on as unknown, and nothing is credited.
    if (outcome.ok) expect(outcome.value).toMatchObject({ credited: 0, creditedFen: 0 });
    expect((await linesIn(county, batchId)).every(({ status }) => status !== 'credited')).toBe(true);
    await county.checkMoney([batchId]);
  });

  it('a line that is doubled is credited once, and the second one is an exception', async () => {
    const { county, batchId } = await sent();
    const answer = county.answer(batchId, 1, () => 'credited');
    const totals = value(await county.runtime.services.payments.receiveReturns(by(county, 'double'), withRows(answer, [...answer.rows, ...answer.rows.slice(0, 1)])));
    expect(totals).toMatchObject({ credited: 9, exceptions: 1, creditedFen: answer.statedTotalFen });
    await county.checkMoney([batchId]);
  });

  it.each<[string, (answer: ReturnFileInput) => ReturnFileInput]>([
    ['a line is missing', (answer) => withRows(answer, answer.rows.slice(1))],
    ['a line is short by a fen', (answer) => withRows(answer, answer.rows.map((row, index) => (index === 0 ? { ...row, amountFen: row.amountFen - 1 } : row)))],
    ['a line is of an instruction never sent', (answer) => withRows(answer, answer.rows.map((row, index) => (index === 0 ? { ...row, attempt: 7 } : row)))],
  ])('%s: it is an exception, the others post, and silence never means paid', async (_, change) => {
    const { county, batchId } = await sent();
    const totals = value(await county.runtime.services.payments.receiveReturns(by(county, 'odd'), change(county.answer(batchId, 1, () => 'credited'))));
    const lines = await linesIn(county, batchId);
    expect(totals.credited).toBe(8);
    expect(lines.filter(({ status }) => status === 'credited')).toHaveLength(8);
    expect(lines.filter(({ status }) => status === 'unknown')).toHaveLength(1);
    expect(totals.creditedFen).toBe(sumFen(lines.filter(({ status }) => status === 'credited').map(({ amountFen }) => amountFen)));
    await county.checkMoney([batchId]);
    await expectRefused(county, /^batch\.(not-settled|total-differs|credited-differs)$/, () => county.runtime.services.payments.close(by(county, 'close'), { batchId }));
  });
});
