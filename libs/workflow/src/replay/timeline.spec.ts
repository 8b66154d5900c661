import { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { changesBetween, stateAsOf } from './state-as-of';
import { timelineOf } from './timeline';

let position = 0;
const recorded = (stream: string, version: number, recordedAt: string, event: ZhibuEvent): RecordedEvent => ({
  ...event,
  checkpoint: String((position += 1)) as Checkpoint,
  meta: { id: `${position}`, stream, version, schemaVersion: 1, recordedAt, simulated: false, actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: ['p'] },
});
const source = { kind: 'household-register' as const, reference: '户口簿 1' };
const register = recorded('person-p', 1, '2016-01-01T00:00:00.000Z', {
  type: 'PersonRegistered',
  data: { personKey: 'p', idNumber: '990000194706150017', name: '示例', sex: 'M', birthDate: '1947-06-15', phone: null, address: null, areaCode: '990101100001', registeredOn: '2016-01-01', source },
});
const fact = (version: number, at: string, value: string, validFrom: string): RecordedEvent =>
  recorded('person-p', version, at, {
    type: 'FactsRecorded',
    data: { personKey: 'p', facts: [{ factId: 'kind', fact: { fact: 'residence-kind', of: 'self', value, validFrom, validTo: null, source } }] },
  });
const history = [register, fact(2, '2016-01-02T00:00:00.000Z', 'rural', '2010-01-01'), fact(3, '2016-06-01T00:00:00.000Z', 'urban', '2016-05-01')];

describe('replay', () => {
  it('tells who, when, in force when, what and why, and leaves out what speaks of others', () => {
    const other = recorded('lines-b.1', 1, '2016-07-01T00:00:00.000Z', { type: 'LinesBuilt', data: { batchId: 'b', chunk: 1, lines: [], exceptions: [{ personKey: 'q', entitlementId: 'e', code: 'payee.no-account' }] } });
    const timeline = timelineOf([...history, other], 'p');
    expect(timeline.map(({ what }) => what.en)).toEqual(['Registered 示例, living in 990101100001', 'Recorded a fact', 'Recorded a fact']);
    const why = [{ en: 'self, Rural or urban resident, by the definition of the area: rural (from 2010-01-01; source: 户口簿 1)' }];
    expect(timeline[1]).toMatchObject({ who: { userId: 'u' }, inForceFrom: '2010-01-01', recordedAt: '2016-01-02T00:00:00.000Z', why });
  });

  it('asks recorded time and valid time together', () => {
    const kind = (knownAt: string, inForceOn: string): string | undefined => stateAsOf(history, { knownAt, inForceOn }).find(({ key }) => key === 'fact/self/residence-kind')?.value.en;
    expect(kind('2016-03-01T00:00:00.000Z', '2016-05-02')).toBe('rural');
    expect(kind('2016-07-01T00:00:00.000Z', '2016-05-02')).toBe('urban');
    expect(kind('2016-01-01T12:00:00.000Z', '2016-05-02')).toBeUndefined();
  });

  it('does not take the present village for that of a day of which nothing is known', () => {
    const area = (inForceOn: string): string | undefined => stateAsOf(history, { knownAt: '2016-07-01T00:00:00.000Z', inForceOn }).find(({ key }) => key === 'person/area')?.value.en;
    expect([area('2010-05-01'), area('2016-05-02')]).toEqual(['not known for that day', '990101100001']);
  });

  it('names what changed between two moments', () => {
    const at = (knownAt: string) => stateAsOf(history, { knownAt, inForceOn: '2016-05-02' });
    expect(changesBetween(at('2016-03-01T00:00:00.000Z'), at('2016-07-01T00:00:00.000Z'))).toMatchObject([{ key: 'fact/self/residence-kind', before: { en: 'rural' }, after: { en: 'urban' } }]);
  });

  it('reads an erased person without failing', () => {
    const erased = recorded('person-p', 1, '2016-01-01T00:00:00.000Z', { type: 'PersonRegistered', data: { ...(register.data as never as { personKey: string; areaCode: string; registeredOn: string }), source, idNumber: null, name: null, sex: null, birthDate: null, phone: null, address: null } });
    expect(timelineOf([erased], 'p')[0]?.what.en).toContain('(erased)');
    expect(stateAsOf([erased], { knownAt: '2017', inForceOn: '2016-05-02' }).map(({ key }) => key)).toEqual(['person/area', 'person/alive', 'fact/self/residence-area']);
  });
});
