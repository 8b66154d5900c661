import { loadStream } from '@zhibu/application';
import { batchStream, paymentBatchDecider } from '@zhibu/domain';
import { County, must, officers, value } from './county';

describe('somebody whose money goes to another account than last time', () => {
  it('is counted for whoever approves the list, as long as that account was not tried before', async () => {
    const county = new County({ people: 5, chunkSize: 2 });
    await county.settleIn();
    const { payments, people } = county.runtime.services;
    const first = await county.payOut('2016-01');
    expect((await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(first))).events.find(({ type }) => type === 'BatchSubmitted')?.data).toMatchObject({ comparison: { newLines: 5, changedAccounts: 0 } });
    for (const index of [0, 3]) {
      const account = county.people[index]?.newAccount;
      if (account === undefined) throw new Error('expected another account in the plan');
      must(await people.recordAccount(county.as(officers.caseworker, `account-${index}`), { personKey: county.personKey(index), ...account, validFrom: '2016-01-04' }));
    }
    const second = await county.list('2016-02');
    expect(value(await payments.compare({ batchId: second ?? '' }))).toMatchObject({ previousBatchId: first, newLines: 0, endedLines: 0, changedAccounts: 2 });
    await county.approve('2016-02', second ?? '');
    const third = await county.list('2016-03');
    expect(value(await payments.compare({ batchId: third ?? '' }))).toMatchObject({ previousBatchId: second, newLines: 0, changedAccounts: 0 });
  });
});
