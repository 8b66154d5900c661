import { ApplyForm, emptyForm } from './draft';
import { askedNow, factsOfForm, holderOf, sheetOfForm } from './facts-of-form';

const asks = ['child:* alive', 'child:* birth-date', 'child:* death-date', 'self birth-date', 'self children-ever', 'self death-date', 'self marital-status', 'self only-child-certificate', 'self residence-area', 'self residence-kind', 'self sex', 'spouse birth-date'];
const formOf = (facts: ApplyForm['facts'], more: Partial<ApplyForm> = {}): ApplyForm => ({ ...emptyForm, areaCode: '990101100001', idNumber: '990000196402299022', facts, ...more });
const keysOf = (form: ApplyForm): readonly string[] => askedNow(form, asks).map(({ key }) => key);
const said = (form: ApplyForm) => Object.fromEntries(factsOfForm(form, asks).map(({ of, fact, value }) => [`${of} ${fact}`, value]));

it('asks for what the scheme reads, and not for what number and registration tell', () => {
  expect(keysOf(formOf({}))).toEqual(['self residence-kind', 'self marital-status', 'self only-child-certificate']);
});

it('asks for a spouse only in a marriage, and for the day of a death only of a child who died', () => {
  const form = formOf({ 'self marital-status': 'married', 'child:1 alive': 'false', 'child:2 alive': 'true' }, { children: ['1', '2'] });
  expect(keysOf(form)).toEqual(expect.arrayContaining(['spouse birth-date', 'child:1 death-date']));
  expect(keysOf(form)).not.toContain('child:2 death-date');
  expect(said(formOf({ 'self marital-status': 'widowed', 'spouse birth-date': '1960-01-01' }))).toEqual({ 'self marital-status': 'widowed' });
});

it('tells nothing that is not written in full, and counts the children of the list', () => {
  const form = formOf({ 'self residence-kind': 'rural', 'self children-ever': '1', 'child:1 birth-date': '1980-05', 'child:1 alive': 'true', 'child:2 alive': 'true' }, { children: ['1'] });
  expect(said(form)).toEqual({ 'self residence-kind': 'rural', 'self children-ever': 1, 'child:1 alive': true });
});

it('names the document of each fact, with its number and day where they are given', () => {
  const form = formOf({ 'self residence-kind': 'rural', 'self only-child-certificate': 'true' }, { papers: { 'only-child-certificate self': { reference: ' 光荣证 12 ', issuedBy: '', issuedOn: '1990-01-02' } } });
  expect(factsOfForm(form, asks).map(({ source }) => source)).toEqual([{ kind: 'household-register', reference: '户口簿' }, { kind: 'certificate', reference: '光荣证 12', issuedOn: '1990-01-02' }]);
});

it('lets the rules read birth, sex and village of the applicant', () => {
  const sheet = sheetOfForm(formOf({}), asks);
  expect(sheet.map(({ fact, value }) => [fact, value])).toEqual([['birth-date', '1964-02-29'], ['sex', 'F'], ['residence-area', '990101100001']]);
  expect(holderOf('990000196402299022', '2026-02-28')).toMatchObject({ ok: true, sex: 'F', age: 62 });
  expect(holderOf('990000196402299023', '2026-02-28')).toMatchObject({ ok: false, rejection: { code: 'resident-id.check-digit' } });
});
