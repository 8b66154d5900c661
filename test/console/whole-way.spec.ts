import { describeConsole } from './support/describe-console';
import { applyOnPhone, countyReview, lookAfterApplying, runOutNotice, seeRight, townshipReview, villageReview } from './whole-way-case';
import { approve, pay, prepare, recordAccount, reissue } from './whole-way-finance';
import { replayLife } from './whole-way-inspector';

/** After the year of the demo, and in one whose rates, funders and holidays are all known. */
const from = '2017-03-06';

/** Three notices and a batch, by a dozen people. */
const wayMs = 480_000;

const personOf = (applicationId: string): string => applicationId.split('.')[1] ?? '';

describeConsole('an application on its whole way to credited money', (stage) => {
  let applicationId = '';

  it('is typed on a phone, reviewed in the village by five, hung out there for all its days with an objection, signed by two, confirmed by the county', async () => {
    // Notices are closed by officers here, who would race with the service's own timer.
    const letGo = await stage().county.hold('timers');
    applicationId = await applyOnPhone(stage());
    await lookAfterApplying(stage(), applicationId);
    await villageReview(stage(), applicationId);
    await runOutNotice(stage(), applicationId, 'village-01', 'en', true);
    await townshipReview(stage(), applicationId);
    await runOutNotice(stage(), applicationId, 'township-01a', 'zh');
    await countyReview(stage(), applicationId);
    await runOutNotice(stage(), applicationId, 'county-1', 'zh');
    await letGo();
    await seeRight(stage(), applicationId);
  }, wayMs);

  it('is on the list of the year, built while a page is loaded anew, compared, approved by another one, and credited; who came back is paid again, and it is closed', async () => {
    await prepare(stage(), personOf(applicationId));
    await approve(stage());
    const returned = await pay(stage(), personOf(applicationId));
    await recordAccount(stage(), returned);
    await reissue(stage(), returned);
  }, wayMs);

  it('is replayed by an inspector from the application to the money, with what was known and what was in force', () => replayLife(stage(), personOf(applicationId)));
}, { oneIn: 1_000, from });
