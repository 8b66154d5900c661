import { ZhibuEvent } from '@zhibu/domain';
import { Checkpoint } from '@zhibu/kernel';
import { createMemoryProjection } from '../framework/memory-projection';
import { areaOfBoth, importedCases, imports, importsProjection } from './projection';

const idOf = (no: number): string => `rural-reward.p${no}.1`;
const submitted = (no: number, areaCode: string, channel: 'import' | 'window' = 'import'): ZhibuEvent => ({
  type: 'ApplicationSubmitted',
  data: { applicationId: idOf(no), personKey: `p${no}`, scheme: 'rural-reward', branch: null, areaCode, procedure: { id: 'p', version: 1 }, appliedOn: '2016-05-03', channel, evidence: [] },
});
const withdrawn = (no: number): ZhibuEvent => ({ type: 'ApplicationWithdrawn', data: { applicationId: idOf(no), personKey: `p${no}`, reason: null, withdrawnOn: '2016-05-04' } });
const signed = (no: number): ZhibuEvent => ({ type: 'StageSigned', data: { applicationId: idOf(no), personKey: `p${no}`, stage: 's', signedBy: 'u2', onBehalfOf: null, opinion: 'agree', note: null } });
const refused = (no: number): ZhibuEvent => ({ type: 'ApplicationRefused', data: { applicationId: idOf(no), personKey: `p${no}`, stage: 's', reasons: [], note: null, refusedOn: '2016-05-04' } });

const after = async (...events: readonly ZhibuEvent[]) => {
  const memory = createMemoryProjection(importsProjection);
  await memory.apply(events.map((event, index) => ({
    ...event,
    checkpoint: `0/${index + 1}` as Checkpoint,
    meta: {
      id: `e${index}`, stream: 's', version: index + 1, schemaVersion: 1, recordedAt: `2016-05-04T01:00:0${index}.000Z`, simulated: true,
      actor: { userId: 'u1', kind: 'officer', roles: [] }, causationId: '', correlationId: 'i1', commandKey: '', commandHash: '', subjects: [],
    },
  })));
  return memory;
};

describe('imports', () => {
  it('counts what came with one, and what can still be taken back', async () => {
    const memory = await after(submitted(1, '990101100001'), submitted(2, '990101100002'), submitted(3, '990101100001'), submitted(4, '990101101001', 'window'), signed(1), refused(1), withdrawn(2), signed(4));
    expect(memory.rows(imports)).toEqual([{ importId: 'i1', areaCode: '990101100000', importedBy: 'u1', startedAt: '2016-05-04T01:00:00.000Z', lastAt: '2016-05-04T01:00:06.000Z', applications: 3, untouched: 1, handled: 1, withdrawn: 1 }]);
    expect(memory.rows(importedCases).map(({ applicationId, status }) => [applicationId, status])).toEqual([[idOf(1), 'handled'], [idOf(2), 'withdrawn'], [idOf(3), 'untouched']]);
  });

  it('lies in the smallest area that holds all of it', () => {
    expect([areaOfBoth('990101100001', '990101100001'), areaOfBoth('990101100001', '990101101001'), areaOfBoth('990101100001', '110000000000')]).toEqual(['990101100001', '990101000000', '000000000000']);
  });
});
