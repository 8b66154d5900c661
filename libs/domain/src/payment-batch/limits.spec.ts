import { paymentBatchDecider } from './decide';
import { fileNosToWrite, noBatch } from './state';
import { after, approve, approveReissue, approver, ask, asked, built, chunk, close, county, file, freeze, levels, machine, officer, open, other, plan, preparer, refused, reissue, reissueAll, reserve, returns, second, send, sent, submit, submitted, today, type, voiding } from '../testing/batch-fixture';

const broken = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53];
const funded = [...submitted, approve(), reserve];
const back = [...sent, returns('r1', 3_000, 2_000)];
const stateOf = (...past: Parameters<typeof after>) => after(...past).reduce(paymentBatchDecider.evolve, noBatch);

describe('payment batch: its plan', () => {
  const chunks = (...ranges: readonly (readonly [chunk: number, after: string, through: string, entitlements?: number])[]) =>
    ask('PlanBatch', machine, { chunks: ranges.map(([no, from, through, entitlements = 1]) => ({ chunk: no, after: from, through, entitlements })) });
  const many = (count: number) => chunks(...Array.from({ length: count }, (_, index) => [index + 1, String(index).padStart(5, '0'), String(index + 1).padStart(5, '0')] as const));

  it('has 1 to 2,500 chunks', () => {
    expect(type([open()], many(2_500))).toEqual(['BatchPlanned']);
    for (const count of [0, 2_501]) refused([open()], many(count), 'batch.plan');
  });

  it.each<[string, ReturnType<typeof chunks>]>([
    ['a number left out', chunks([1, '', 'm'], [3, 'm', 'z'])],
    ['a first number that is not 1', chunks([2, '', 'm'])],
    ['people between two chunks', chunks([1, '', 'm'], [2, 'n', 'z'])],
    ['people in two chunks', chunks([1, '', 'm'], [2, 'l', 'z'])],
    ['a chunk of nobody', chunks([1, 'm', 'm'])],
    ['a range from back to front', chunks([1, 'z', 'm'])],
    ...broken.map((count) => [`${count} people`, chunks([1, '', 'm', count])] as [string, ReturnType<typeof chunks>]),
  ])('refuses %s', (_, command) => refused([open()], command, 'batch.plan'));

  it('is made once', () => {
    expect(type([open(), plan], plan)).toEqual([]);
    refused([open(), plan], chunks([1, '', 'z']), 'batch.wrong-status');
    refused([...built, freeze()], plan, 'batch.wrong-status');
  });

  it.each(['.0', '.01', '.10000', '.1x', '', '.'])('belongs to a batch whose number is not %p', (end) => {
    refused([], open(preparer, { batchId: `rural-reward.${county}.2016${end}` }), 'batch.id-differs');
  });

  it('belongs to a batch of its own area, which is one', () => {
    refused([], open(preparer, { batchId: 'rural-reward.990102000000.2016.1' }), 'batch.id-differs');
    refused([], open(preparer, { areaCode: 'county' }), 'area.not-a-code');
  });

  it('ends with a month of its period', () => {
    const half = (throughMonth: string) => open(preparer, { batchId: `rural-reward.${county}.2016-H2.9999`, period: '2016-H2', throughMonth });
    for (const month of ['2016-07', '2016-12']) expect(type([], half(month))).toEqual(['BatchOpened']);
    for (const month of ['2016-06', '2017-01']) refused([], half(month), 'batch.through-month');
  });
});

describe('payment batch: amounts that cannot be', () => {
  it.each(broken)('refuses %s in the totals of a chunk, of any funder, of a return file and of a closing', (fen) => {
    for (const change of [{ totalFen: fen }, { lines: fen }, { exceptions: fen }, { byLevel: [{ level: 'central' as const, amountFen: fen }] }]) refused([open(), plan], chunk(1, machine, change), 'batch.chunk-totals');
    const answer = { returnFileId: 'r', creditedFen: 0, returnedFen: 0, unknownFen: 0, credited: 0, returned: 0, unknown: 0, exceptions: 0, today };
    for (const name of ['creditedFen', 'returnedFen', 'unknownFen', 'credited', 'returned', 'unknown', 'exceptions']) refused(sent, ask('RecordReturns', machine, { ...answer, [name]: fen }), 'batch.returns');
    refused(back, close(5_000 - fen, fen), 'batch.total-differs');
    refused(funded, file(1, 5, fen), 'batch.file-total-differs');
    refused(back, reissue(5, fen), 'batch.reissue');
  });

  it.each(['newLines', 'changedLines', 'unchangedLines', 'endedLines'])('compares with whole numbers of lines, also of %s', (name) => {
    for (const count of [-1, 0.5]) {
      const rest = name === 'newLines' ? { changedLines: 5 - count } : name === 'endedLines' ? {} : { newLines: 5 - count };
      refused([...built, freeze()], submit(preparer, { ...(name === 'newLines' ? { newLines: 0 } : {}), ...rest, [name]: count }), 'batch.comparison');
    }
    expect(type([...built, freeze()], submit(preparer, { newLines: 2, changedLines: 2, unchangedLines: 1, endedLines: 7 }))).toEqual(['BatchSubmitted']);
  });

  it('knows the needed funds in any order, with or without a funder of nothing', () => {
    const turned = ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: [levels[1]!, { level: 'city', amountFen: 0 }, levels[0]!] });
    expect(type([...submitted, approve()], turned)).toEqual(['BatchFundsReserved']);
    refused([...submitted, approve()], ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: [...levels, { level: 'city', amountFen: 1 }] }), 'batch.funds-differ');
  });

  it('recognises a return file by all its amounts', () => {
    const once = [...sent, returns('r1', 1_000, 1_000, 1_000)];
    expect(type(once, returns('r1', 1_000, 1_000, 1_000))).toEqual([]);
    for (const other of [returns('r1', 999, 1_000, 1_000), returns('r1', 1_000, 999, 1_000), returns('r1', 1_000, 1_000, 999)]) refused(once, other, 'batch.returns-differ');
    expect(type(once, returns('r2', 4_000, 0))).toEqual(['BatchReturnsApplied']);
    refused(once, returns('r2', 4_001, 0), 'batch.credited-too-much');
  });
});

describe('payment batch: what two officers decided on a line', () => {
  const reconciled = (creditedFen: number, returnedFen: number, lineNo = 2, reconciliation = 1) =>
    ask('RecordReconciliation', machine, { lineNo, attempt: 1, reconciliation, outcome: 'credited', creditedFen, returnedFen, today });
  const once = [...back, reconciled(500, -500)];

  it('is recorded once, and changes the sums up or down', () => {
    expect(type(once, reconciled(500, -500))).toEqual([]);
    refused(once, reconciled(501, -500), 'batch.reconciliation-differs');
    refused(once, reconciled(500, -501), 'batch.reconciliation-differs');
    expect(type(once, reconciled(-500, 500, 2, 2))).toEqual(['BatchLineReconciled']);
    expect(type(once, reconciled(0, 0, 3))).toEqual(['BatchLineReconciled']);
    expect(type(once, close(3_500, 1_500))).toEqual(['BatchClosed']);
    refused(once, close(3_000, 2_000), 'batch.credited-differs');
  });

  it('adds up over lines', () => {
    const twice = [...once, reconciled(300, -300, 3)];
    expect(type(twice, close(3_800, 1_200))).toEqual(['BatchClosed']);
    expect(type(twice, reconciled(500, -500))).toEqual([]);
  });

  it('credits no more than was approved, and whole fen', () => {
    expect(type(back, reconciled(2_000, -2_000))).toEqual(['BatchLineReconciled']);
    refused(back, reconciled(2_001, -2_001), 'batch.credited-too-much');
    for (const fen of [0.5, Number.NaN]) for (const command of [reconciled(fen, 0), reconciled(0, fen)]) refused(back, command, 'batch.reconciliation');
  });

  it('leaves less to issue again', () => {
    const proposed = [...back, reissueAll(other, asked(5, 1_000, ['desk-1']), asked(4, 1_000, ['desk-1']))];
    expect(type(proposed, approveReissue(second, '5/2'))).toEqual(['BatchReissueApproved', 'BatchReissued']);
    refused([...proposed, reconciled(1, -1)], approveReissue(second, '5/2'), 'batch.reissue-exceeds-returned');
    expect(type([...proposed, approveReissue(second, '4/2'), reconciled(0, 0)], approveReissue(second, '5/2'))).toEqual(['BatchReissueApproved', 'BatchReissued']);
    refused([...proposed, approveReissue(second, '4/2'), reconciled(1, -1)], approveReissue(second, '5/2'), 'batch.reissue-exceeds-returned');
  });
});

describe('payment batch: what may be issued again', () => {
  const line = (lineNo: number, attempt: number, amountFen = 1) => ({ ...asked(lineNo, amountFen), attempt });
  const lines = (count: number, recordedBy?: readonly string[]) => Array.from({ length: count }, (_, index) => asked(index + 1, 1, recordedBy));
  const rich = [open(), plan, chunk(1, machine, { totalFen: 1_000_000, byLevel: [{ level: 'central', amountFen: 1_000_000 }] }), chunk(2, machine, { totalFen: 0, byLevel: [] }), freeze(), submit()];
  const { listHash } = stateOf(...rich);
  const manyBack = [...rich, approve(approver, listHash!), ask('RecordFundsReserved', machine, { fundId: 'f', byLevel: [{ level: 'central', amountFen: 1_000_000 }] }), file(1, 5, 1_000_000), send(), returns('r1', 0, 1_000_000)];

  it('is up to 5,000 lines, 450 of them to other accounts', () => {
    expect(type(manyBack, reissueAll(preparer, ...lines(5_000)))).toEqual(['BatchReissued']);
    refused(manyBack, reissueAll(preparer, ...lines(5_001)), 'batch.reissue');
    refused(manyBack, reissueAll(preparer), 'batch.reissue');
    expect(type(manyBack, reissueAll(preparer, ...lines(450, ['desk-1'])))).toHaveLength(450);
    refused(manyBack, reissueAll(preparer, ...lines(451, ['desk-1'])), 'batch.reissue');
    expect(type(manyBack, reissueAll(preparer, ...lines(450, ['desk-1']), asked(451, 1)))).toHaveLength(451);
    const waiting = [...manyBack, reissueAll(preparer, ...lines(450, ['desk-1'])), reissueAll(preparer, asked(451, 1, ['desk-1']))];
    const names = lines(451).map(({ lineNo }) => `${lineNo}/2`);
    expect(type(waiting, approveReissue(second, ...names.slice(1)))).toHaveLength(2);
    refused(waiting, approveReissue(second, ...names), 'batch.reissue-not-proposed');
  });

  it.each([
    ['a line twice', [line(5, 2), line(5, 3)]],
    ['a first attempt', [line(5, 1)]],
    ['an attempt that is no number', [line(5, Number.NaN)]],
    ['nothing', [line(5, 2, 0)]],
    ['one that is wrong among others', [line(4, 2), line(5, 1)]],
  ])('is not %s', (_, wrong) => refused(back, reissueAll(preparer, ...wrong), 'batch.reissue'));

  it('is what came back, less what went out again', () => {
    const some = [...back, reissue(5, 500)];
    expect(type(some, reissue(4, 1_500))).toEqual(['BatchReissued']);
    refused(some, reissue(4, 1_501), 'batch.reissue-exceeds-returned');
  });

  it('is approved by name, each once', () => {
    const proposed = [...back, reissueAll(other, asked(5, 500, ['desk-1']), asked(4, 500, ['desk-1']))];
    for (const names of [[], ['5/2', '5/2'], ['5/2', '5/3'], ['3/2'], ['5/2', '5/2', '9/9']]) refused(proposed, approveReissue(second, ...names), 'batch.reissue-not-proposed');
    expect(after(...proposed, approveReissue(second, '5/2', '4/2')).slice(-2)).toMatchObject([{ data: { instructions: ['5/2', '4/2'] } }, { data: { totalFen: 1_000, reissuedBy: ['prep-2'] } }]);
    const named = [...back, reissueAll(officer('y', 'finance-preparer', county, 'b'), asked(5, 500, ['desk-1'])), reissueAll(officer('a', 'finance-preparer'), asked(4, 500, ['desk-1']))];
    expect(after(...named, approveReissue(second, '5/2', '4/2')).at(-1)).toMatchObject({ data: { reissuedBy: ['a', 'b', 'y'] } });
  });

  it('is not closed over, nor written without, by somebody who had not seen it', () => {
    const some = [...back, reissue(5, 500)];
    const write = (reissues: number) => ask('RecordFile', machine, { fileNo: 2, layout: 'demo', sha256: 's2', lines: 1, totalFen: 500, instructionsHash: 'i', reissues });
    const end = (reissues: number) => ask('CloseBatch', preparer, { creditedFen: 3_000, returnedFen: 2_000, pendingFen: 0, unknownFen: 0, reissues, today });
    expect([type(some, write(1)), type(some, end(1))]).toEqual([['BatchFileWritten'], ['BatchClosed']]);
    for (const command of [write(0), end(0), write(2)]) refused(some, command, 'batch.reissued-meanwhile');
  });
});

describe('payment batch: what a file may leave out', () => {
  const exception = ask('RecordReturns', machine, { returnFileId: 'r2', creditedFen: 0, returnedFen: 0, unknownFen: 0, credited: 0, returned: 0, unknown: 0, exceptions: 1, today });
  const out = [...back, reissueAll(preparer, asked(4, 1_000), asked(5, 1_000))];

  it('is nothing, as long as the bank answered everything', () => {
    for (const [lines, fen] of [[1, 1_000], [2, 1_999], [1, 2_000], [3, 2_000], [2, 2_001]] as const) refused(out, file(2, lines, fen), 'batch.file-total-differs');
    expect(type(out, file(2, 2, 2_000))).toEqual(['BatchFileWritten']);
  });

  it('is a line that is held after an exception, never adding one, never all', () => {
    const held = [...out, exception];
    for (const [lines, fen] of [[2, 2_000], [1, 1_000]] as const) expect(type(held, file(2, lines, fen))).toEqual(['BatchFileWritten']);
    for (const [lines, fen] of [[3, 2_000], [2, 2_001], [0, 0], [1, -1], [1, 0.5]] as const) refused(held, file(2, lines, fen), 'batch.file-total-differs');
  });

  it('is nothing of the first file, also when it is written anew', () => {
    const again = [...funded, file(), voiding(1, officer('appr-3', 'finance-approver'))];
    for (const [lines, fen] of [[4, 5_000], [5, 4_999], [6, 5_000]] as const) refused(again, file(1, lines, fen), 'batch.file-total-differs');
    expect(type(again, file())).toEqual(['BatchFileWritten']);
  });
});

describe('payment batch: what is kept of its files', () => {
  const chief = officer('appr-3', 'finance-approver');
  const take = (fileNo: number) => ask('TakeFile', preparer, { fileNo, reason: 'to the bank', today });
  const anew = [...funded, file(), voiding(1, chief), file(1, 5, 5_000, 's2')];

  it('counts the versions under each number', () => {
    const third = [...anew, voiding(1, chief), file(1, 5, 5_000, 's3')];
    expect(after(...third).at(-1)).toMatchObject({ data: { fileVersion: 3 } });
    expect(fileNosToWrite(stateOf(...third))).toEqual([2]);
    const next = [...third, send(1, preparer, 's3'), returns('r1', 3_000, 2_000), reissue(5, 500), file(2, 1, 500)];
    expect(after(...next).at(-1)).toMatchObject({ type: 'BatchFileWritten', data: { fileNo: 2, fileVersion: 1 } });
    expect(type(next, take(1))).toEqual(['BatchFileTaken']);
    refused(next, send(1), 'batch.file-already-sent');
  });

  it('knows a file that was never written from one that was voided', () => {
    refused(anew, voiding(2, chief), 'batch.file-not-written');
    refused([...anew, voiding(1, chief)], take(1), 'batch.file-voided');
  });

  it('keeps the hash of its instructions where there is one, and the accounts of a reissue', () => {
    expect(after(...funded, file()).at(-1)).toHaveProperty('data.instructionsHash', 'i');
    const first = ask('RecordFile', machine, { fileNo: 1, layout: 'demo', sha256: 's1', lines: 5, totalFen: 5_000, instructionsHash: null });
    expect(after(...funded, first).at(-1)).not.toHaveProperty('data.instructionsHash');
    expect(stateOf(...back, reissue(5, 500))).toMatchObject({ scheme: 'rural-reward', areaCode: county, fundsMissing: [], reissues: [{ fileNo: 2, accounts: { '5/2': 'a' } }] });
  });

  it('is released once', () => {
    const released = ask('RecordReleased', machine, { today });
    expect(type([...back, close(3_000, 2_000), released], released)).toEqual([]);
  });
});
