import type { Rejection } from '@zhibu/kernel';
import { CaseView } from './case-state';
import { inOrder } from './in-order';
import { Offered, turnOf } from './offered';

const refusal: Rejection = { code: 'authority.role', message: { zh: '无', en: 'no' }, expected: { zh: '无', en: 'no' }, actual: { zh: '无', en: 'no' } };
const may = (action: Offered['action']): Offered => ({ action, refusal: null });
const mayNot = (action: Offered['action']): Offered => ({ action, refusal });

it('whose turn it is goes by what moves the case on, and not by what may be done at any time', () => {
  expect(turnOf([mayNot('decide'), may('withdraw')])).toEqual({ refusal });
  expect(turnOf([mayNot('sign'), may('decide'), mayNot('withdraw')])).toEqual({ may: ['decide'] });
  expect(turnOf([mayNot('close'), may('object')])).toEqual({ refusal });
  expect(turnOf([may('withdraw')])).toBeNull();
});

it('signatures stand before the decision that they led to', () => {
  const signed = (stage: string) => ({ stage, signedBy: 'a', onBehalfOf: null, opinion: 'agree' as const, counts: true });
  const decided = (stage: string): CaseView['decisions'][number] => ({ stage, level: null, outcome: 'approved', reasons: [], decidedBy: 'a', onBehalfOf: null, decidedOn: '2016-02-01' });
  expect(inOrder({ signatures: [signed('t'), signed('c')], decisions: [decided('v'), decided('t')] })).toEqual([decided('v'), signed('t'), decided('t'), signed('c')]);
});
