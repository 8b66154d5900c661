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

const timersAfter = async (...events: readonly ZhibuEvent[]) => {
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
  return memory.rows(timers).map(({ kind, dueOn, provisional }) => ({ kind, dueOn, provisional }));
};

describe('timers', () => {
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
});
