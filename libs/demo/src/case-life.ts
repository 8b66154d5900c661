import { LocalDate, addDays } from '@zhibu/kernel';
import { ApplicationEvent } from '@zhibu/domain';
import { officersOf } from './demo-officers';
import { townshipOf } from './demo-areas';
import { DemoDesk, DemoSetting, done, must } from './demo-context';
import { DemoPerson } from './demo-plan';

/** The day before which a case has nothing to do; the driver moves the clock there. */
type Wait = LocalDate;

const lastNoticeDay = (events: readonly ApplicationEvent[]): LocalDate | null => {
  const posted = events.findLast((event) => event.type === 'NoticePosted');
  return posted?.type === 'NoticePosted' ? posted.data.lastDay : null;
};

const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

/** One application from the counter to the entitlement, step by step, through the services of everybody. */
export async function* caseLife(setting: DemoSetting, desk: DemoDesk, person: DemoPerson, no: number, from: LocalDate): AsyncGenerator<Wait, void> {
  const { applications, entitlements } = setting.services;
  const officers = officersOf(townshipOf(person.form.areaCode));
  const key = (step: string): string => `case-${no}/${step}`;

  yield from;
  const submitted = must(
    await applications.submitForm(await desk.as(officers.caseworker, key('submit')), {
      person: person.form,
      application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: [] },
    }),
  );
  const { applicationId } = submitted;
  done(await applications.checkEligibility(desk.automatic(key('check')), { applicationId }));
  if (person.story === 'refused-by-rule') return;

  const decide = async (by: string, step: string, input: { stage: string; outcome: 'approved' | 'refused' | 'returned'; reasons?: readonly string[]; note?: string; named?: boolean }) =>
    done(
      await applications.decide(await desk.as(by, key(step)), {
        applicationId,
        stage: input.stage,
        outcome: input.outcome,
        reasons: input.reasons ?? [],
        note: input.note ?? '',
        reviewers: input.named === true ? reviewers : [],
      }),
    );
  const closeNotice = async (stage: string) => done(await applications.closeNotice(desk.automatic(key(`close-${stage}`)), { applicationId, stage }));

  yield addDays(desk.today, 3);
  if (person.story === 'returned-then-confirmed') {
    await decide(officers.villageReviewer, 'village-return', { stage: 'village-review', outcome: 'returned', reasons: ['evidence-missing'], note: '户口簿复印件不清', named: true });
    yield addDays(desk.today, 2);
    done(await applications.correct(await desk.as(officers.caseworker, key('correct')), { applicationId, branch: person.branch, evidence: [], note: '已补齐复印件' }));
    done(await applications.checkEligibility(desk.automatic(key('check-again')), { applicationId }));
    yield addDays(desk.today, 1);
  }
  const village = await decide(officers.villageReviewer, 'village', { stage: 'village-review', outcome: 'approved', named: true });
  if (person.story === 'withdrawn') {
    done(await applications.withdraw(await desk.as(officers.caseworker, key('withdraw')), { applicationId, reason: '本人迁往外县' }));
    return;
  }
  let lastDay = lastNoticeDay(village.events);
  if (person.story === 'objection-then-confirmed') {
    yield addDays(desk.today, 4);
    const objectionId = `objection-${no}`;
    done(await applications.raiseObjection(await desk.as(officers.caseworker, key('objection')), { applicationId, objectionId, statement: '村民反映该户另有一子' }));
    yield addDays(desk.today, 3);
    const resolved = done(await applications.resolveObjection(await desk.as(officers.villageReviewer, key('resolve')), { applicationId, objectionId, upheld: false, note: '经查为侄子，反映不实' }));
    lastDay = lastNoticeDay(resolved.events) ?? lastDay;
  }
  if (lastDay !== null) yield addDays(lastDay, 1);
  await closeNotice('village-notice');

  yield addDays(desk.today, 1);
  for (const [index, investigator] of officers.investigators.entries()) {
    done(await applications.sign(await desk.as(investigator, key(`visit-${index}`)), { applicationId, stage: 'township-review', opinion: 'agree', note: '入户核实' }));
  }
  if (person.story === 'refused-by-township') {
    await decide(officers.investigators[0], 'township', { stage: 'township-review', outcome: 'refused', reasons: ['evidence-contradicts'], note: '入户核实与申报不符' });
    return;
  }
  const township = await decide(officers.investigators[0], 'township', { stage: 'township-review', outcome: 'approved' });
  const townshipDay = lastNoticeDay(township.events);
  if (townshipDay !== null) yield addDays(townshipDay, 1);
  await closeNotice('township-notice');

  yield addDays(desk.today, 2);
  const county = await decide(officers.countyReviewer, 'county', { stage: 'county-confirmation', outcome: 'approved' });
  const countyDay = lastNoticeDay(county.events);
  if (countyDay !== null) yield addDays(countyDay, 1);
  await closeNotice('county-notice');
  must(await entitlements.grantFor(desk.automatic(key('grant')), { applicationId }));
}
