import { County, must, officers, value } from './county';

describe('a batch from the list to its closing, in memory', () => {
  it('pays everybody once, reissues what came back and closes to the fen', async () => {
    const county = new County({ people: 30, chunkSize: 7 });
    await county.settleIn();
    const { payments } = county.runtime.services;
    const batchId = await county.payOut('2016');
    const returned = value(await payments.receiveReturns(county.as(officers.preparer, 'answer'), county.answer(batchId, 1, (lineNo) => (lineNo % 10 === 3 ? 'returned' : 'credited'))));
    expect(returned).toMatchObject({ credited: 27, returned: 3, unknown: 0, exceptions: 0 });
    const again = must(await payments.receiveReturns(county.as(officers.preparer, 'answer-again'), county.answer(batchId, 1, (lineNo) => (lineNo % 10 === 3 ? 'returned' : 'credited'))));
    expect(again).toMatchObject({ duplicate: true, value: returned });
    expect(value(await payments.reissue(county.as(officers.preparer, 'reissue'), { batchId, lines: [3, 13, 23], reason: 'unfrozen' }))).toMatchObject({ lines: 3, totalFen: returned.returnedFen });
    value(await payments.writeFile(county.as(officers.preparer, 'file-2'), { batchId }));
    must(await payments.send(county.as(officers.preparer, 'send-2'), { batchId, fileNo: 2, bankReference: 'b2' }));
    value(await payments.receiveReturns(county.as(officers.preparer, 'answer-2'), county.answer(batchId, 2, () => 'credited')));
    must(await payments.close(county.as(officers.preparer, 'close'), { batchId }));
    expect(await county.monthsClaimed(0)).toHaveLength(12);
    expect(await county.runtime.settle()).toBeGreaterThan(0);
    const report = await county.runtime.services.verify.verify();
    expect(report).toMatchObject({ differences: 0, decisionsExecuted: 30, amountsExecuted: 30 });
  });
});
