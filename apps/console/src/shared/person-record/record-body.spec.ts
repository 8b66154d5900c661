import type { Actor } from '@zhibu/kernel';
import { mayRecord } from './may-record';
import { correctionOf, factValue, sourceOf } from './record-body';

it('says nothing of what was left empty', () => {
  expect(correctionOf({ name: ' ', phone: ' 138 ', reason: 'x' })).toEqual({ phone: '138' });
  expect(sourceOf({ kind: 'certificate', reference: ' 第 5 号 ', issuedBy: '', issuedOn: '2016-05-01' })).toEqual({ kind: 'certificate', reference: '第 5 号', issuedOn: '2016-05-01' });
});

it('gives a value as its fact has it', () => {
  expect([factValue({ type: 'boolean' }, 'false'), factValue({ type: 'integer' }, '3'), factValue({ type: 'date' }, '2016-05-01')]).toEqual([false, 3, '2016-05-01']);
});

it('is for those who keep the people of the area', () => {
  const me = (role: Actor['roles'][number]['role'], areaCode: string) => ({ roles: [{ role, areaCode }] });
  expect(mayRecord(me('caseworker', '990101100000'), '990101100001')).toBe(true);
  expect(mayRecord(me('caseworker', '990101101000'), '990101100001')).toBe(false);
  expect(mayRecord(me('village-reviewer', '990101100000'), '990101100001')).toBe(false);
});
