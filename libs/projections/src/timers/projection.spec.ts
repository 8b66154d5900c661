import { ZhibuEvent } from '@zhibu/domain';
import { Checkpoint } from '@zhibu/kernel';
import { createMemoryProjection } from '../framework/memory-projection';
import { timers, timersProjection } from './projection';

const base = { applicationId: 'rural-reward.p1.1', personKey: 'p1' };
const submitted: ZhibuEvent = {
  type: 'ApplicationSubmitted',
  data: { ...base, scheme: 'rural-reward', branch: null, areaCode: '990101100001', procedure: { id: 'p', version: 1 }, appliedOn: '2016-12-01', channel: 'window', evidence: [] },
};
const entered = (dueOn: string, provisional?: true): ZhibuEvent => ({ type: 'StageEntered', data: { ...base, stage: 'village-review', enteredOn: '2016-12-01', dueOn, ...(provisional === undefined ? {} : { provisional }) } });
const posted = (lastDay: string, provisional?: true): ZhibuEvent => ({ type: 'NoticePosted', data: { ...base, stage: 'village-notice', areaCode: '990101100001', postedOn: '2016-12-20', lastDay, restarted: false, ...(provisional === undefined ? {} : { provisional }) } });

const openAfter = async (...events: readonly ZhibuEvent[]) => (await rowsAfter(...events)).filter(({ doneOn }) => doneOn === null).map(({ kind }) => kind);
const timersAfter = async (...events: readonly ZhibuEvent[]) => (await rowsAfter(...events)).map(({ kind, dueOn, provisional }) => ({ kind, dueOn, provisional }));

const rowsAfter = async (...events: readonly ZhibuEvent[]) => {
  const memory = createMemoryProjection(timersProjection);
  await memory.apply(
    events.map((event, index) => ({
      ...event,
      checkpoint: `0/${index + 1}` as Checkpoint,
      meta: {
        id: `e${index}`, stream: 'application-rural-reward.p1.1', version: index + 1, schemaVersion: 1, recordedAt: '2016-12-20T01:00:00.000Z', simulated: true,
        actor: { userId: 'u1', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: ['p1'],
      },
    })),
  );
  return memory.rows(timers);
};

describe('timers', () => {
  it('of a notice are held until the last of its objections is settled, and hang again afterwards', async () => {
    const raised = (objectionId: string): ZhibuEvent => ({ type: 'ObjectionRaised', data: { ...base, stage: 'village-notice', objectionId, statement: '', raisedOn: '2016-12-21' } });
    const settled = (objectionId: string, upheld = false): ZhibuEvent => ({ type: 'ObjectionResolved', data: { ...base, stage: 'village-notice', objectionId, upheld, note: '', resolvedBy: 'v', onBehalfOf: null } });
    const held = async (...events: readonly ZhibuEvent[]) => (await rowsAfter(submitted, posted('2016-12-30'), ...events)).map((row) => row.kind === 'notice-end' && row.held);
    expect(await held(raised('o1'), raised('o2'))).toEqual([true]);
    expect(await held(raised('o1'), raised('o2'), settled('o1'))).toEqual([true]);
    expect(await held(raised('o1'), raised('o2'), settled('o1'), settled('o2'), posted('2017-01-10'))).toEqual([false]);
    // Back to the review by one of them, the other is still to be settled when the notice hangs again.
    expect(await held(raised('o1'), raised('o2'), settled('o1', true), posted('2017-01-10'))).toEqual([true]);
  });

  it('fire the day after the last one in time, and say where that day is provisional', async () => {
    expect(await timersAfter(submitted, entered('2016-12-15'), posted('2016-12-30'))).toEqual([
      { kind: 'notice-end', dueOn: '2016-12-31', provisional: false },
      { kind: 'stage-deadline', dueOn: '2016-12-16', provisional: false },
    ]);
    expect(await timersAfter(submitted, entered('2017-01-05', true), posted('2017-01-18', true))).toEqual([
      { kind: 'notice-end', dueOn: '2017-01-19', provisional: true },
      { kind: 'stage-deadline', dueOn: '2017-01-06', provisional: true },
    ]);
  });

  it('end with an objection that is upheld, and begin again when the notice is posted again', async () => {
    const objection = { ...base, stage: 'village-notice', objectionId: 'o1' };
    const upheld: readonly ZhibuEvent[] = [
      submitted, posted('2016-12-30'), { type: 'ObjectionRaised', data: { ...objection, statement: '', raisedOn: '2016-12-21' } },
      { type: 'ObjectionResolved', data: { ...objection, upheld: true, note: '', resolvedBy: 'v', onBehalfOf: null } }, entered('2017-01-15'),
    ];
    const refused: ZhibuEvent = { type: 'ApplicationRefused', data: { ...base, stage: 'village-review', reasons: ['objection-upheld'], note: '', refusedOn: '2016-12-22' } };
    expect(await openAfter(...upheld)).toEqual(['stage-deadline']);
    expect(await openAfter(...upheld, refused)).toEqual([]);
    expect(await openAfter(...upheld, posted('2017-01-30'))).toContain('notice-end');
  });
});
