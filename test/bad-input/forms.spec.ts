import { PersonForm } from '@zhibu/application';
import { applicationStream } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, value } from '../simulation/county';
import { expectRefused } from './refused';

const source = { kind: 'id-card', reference: '身份证', issuedBy: '示例县', issuedOn: '2010-01-01' } as const;
const form: PersonForm = { idNumber: '990000194706150017', name: '阿依·𠮷祥', phone: null, address: null, areaCode: '990101100001', source };

describe('forms of one person', () => {
  const county = new County({ people: 3, chunkSize: 10 });
  const { people, applications, registers, payments, funds } = county.runtime.services;
  let keys = 0;
  const desk = (key = `k${(keys += 1)}`) => county.as(officers.caseworker, key);
  const register = (more: Partial<PersonForm>) => people.register(desk(), { ...form, ...more });

  it.each<[string, Partial<PersonForm>, RegExp]>([
    ['a wrong check digit', { idNumber: '990000194706150018' }, /^resident-id\.check-digit$/],
    ['an impossible birthday', { idNumber: '990000194702300017' }, /^resident-id\./],
    ['a month of 13 in the number', { idNumber: '990000194713150017' }, /^resident-id\./],
    ['a number that Excel turned into 9.9E+17', { idNumber: '9.9E+17' }, /^resident-id\.scientific-notation$/],
    ['a number that is too short', { idNumber: '99000019470615001' }, /^resident-id\./],
    ['an unknown area', { areaCode: '123456789012' }, /area/],
    ['an area that is no code', { areaCode: '99010110000x' }, /area/],
    ['a date before birth', { facts: [{ fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '1940-01-01', validTo: null, source } }] }, /before-birth/],
    ['a day that does not exist', { facts: [{ fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '2015-02-30', validTo: null, source } }] }, /date|day/],
    ['a month of 13 in a date', { facts: [{ fact: { fact: 'marital-status', of: 'self', value: 'married', validFrom: '2015-13-01', validTo: null, source } }] }, /date|day/],
    ['a name of nothing', { name: '  ' }, /^text\.length$/],
  ])('%s is refused and nobody is registered', async (_, more, code) => {
    const rejection = await expectRefused(county, code, () => register(more));
    // What was found is named without repeating the whole number.
    expect(JSON.stringify(rejection)).not.toContain(more.idNumber !== undefined && /^\d{17}[\dX]$/.test(more.idNumber) ? more.idNumber : '990000194706150017');
  });

  it('a death before birth is refused', async () => {
    const { personKey } = value(await people.register(desk('known'), { ...form, idNumber: '99000019550808018X' }));
    await expectRefused(county, /death|birth|date/, () => people.recordDeath(desk(), { personKey, diedOn: '1954-01-01', source }));
  });

  it('a name with a separator and a character beyond U+FFFF is kept whole', async () => {
    const { personKey } = value(await people.register(desk('rare'), form));
    const opened: string[] = [];
    for await (const event of county.runtime.eventStore.readStream(`person-${personKey}`)) opened.push(JSON.stringify(await county.runtime.codec.open([event])));
    expect(opened.join('')).toContain(`"${form.name}"`);
  });

  it('an application in a form with a wrong number leaves neither person nor case', async () => {
    const application = { scheme: 'rural-reward', branch: null, channel: 'window', evidence: [] } as const;
    await expectRefused(county, /^resident-id\./, () => applications.submitForm(desk(), { person: { ...form, idNumber: '990000193212310048' }, application }));
    await expectRefused(county, /scheme|procedure/, () => applications.submitForm(desk(), { person: { ...form, idNumber: '990000193212310047' }, application: { ...application, scheme: 'no-such-scheme' } }));
  });

  it('a month of 13 is refused for a right and for a batch', async () => {
    await county.settleIn();
    const { registerId } = value(await registers.open(county.as(officers.county, 'register'), { scheme: 'special-hardship', areaCode: demoCounty, title: 'r', statedRows: 1 }));
    const rows = [{ personKey: county.personKey(0), branch: 'child-died', paidThrough: '2016-13' }];
    await expectRefused(county, /^date\.not-a-month$/, () => registers.addRows(county.as(officers.county, 'month-13'), { registerId, part: 1, rows }));
    await expectRefused(county, /period|month/, () => payments.open(county.as(officers.preparer, 'batch-13'), { scheme: 'rural-reward', areaCode: demoCounty, period: '2016-13' }));
    await expectRefused(county, /area|batch/, () => payments.open(county.as(officers.preparer, 'batch-area'), { scheme: 'rural-reward', areaCode: '99x', period: '2016' }));
  });

  it.each([[100.5, 'three decimals of a yuan'], [-1, 'less than nothing'], [Number.NaN, 'no number'], [0, 'nothing']])('a receipt of %s fen (%s) is refused', async (amountFen) => {
    const receipt = { scheme: 'rural-reward', areaCode: demoCounty, year: 2016, receiptNo: 'r', level: 'county', amountFen, receivedOn: '2016-01-04', document: 'd' } as const;
    await expectRefused(county, /amount/, () => funds.recordReceipt(county.as(officers.preparer, `receipt-${amountFen}`), receipt));
  });

  it.each([
    ['for a scheme that there is not', { scheme: 'no-such-scheme' }, /^policy\.unknown-scheme$/],
    ['for a county that there is not', { areaCode: '990199000000' }, /^policy\.unknown-area$/],
    ['for a village', { areaCode: '990101100001' }, /^fund\.not-a-county$/],
    ['of a day that has not come', { receivedOn: '2099-01-01' }, /^date\.in-the-future$/],
  ])('a receipt %s is refused', async (what, wrong, code) => {
    const receipt = { scheme: 'rural-reward', areaCode: demoCounty, year: 2016, receiptNo: 'r', level: 'county', amountFen: 100, receivedOn: '2016-01-04', document: 'd', ...wrong } as const;
    await expectRefused(county, code, () => funds.recordReceipt(county.as(officers.preparer, `receipt ${what}`), receipt));
  });

  it('a command on an old version is refused', async () => {
    const other = { ...form, idNumber: '990000196402299022' };
    const { applicationId } = value(await applications.submitForm(desk('old-version'), { person: other, application: { scheme: 'rural-reward', branch: null, channel: 'window', evidence: [] } }));
    await county.runtime.settle();
    const stream = applicationStream(applicationId);
    let versions = 0;
    for await (const { meta } of county.runtime.eventStore.readStream(stream)) versions = meta.version;
    expect(versions).toBeGreaterThan(1);
    await expectRefused(county, /^command\.version-conflict$/, () => applications.withdraw({ ...desk(), expectedVersion: 1 }, { applicationId, reason: '不再申请' }));
  });

  it('approval by the preparer is refused, also in the name of another', async () => {
    const batchId = await county.list('2016');
    if (batchId === null) throw new Error('expected a batch');
    const frozen = must(await payments.submit(county.as(officers.preparer, 'submit'), { batchId })).events[0];
    const listHash = frozen?.type === 'BatchSubmitted' ? frozen.data.listHash : '';
    const both = { ...officers.preparer, roles: [...officers.preparer.roles, ...officers.approver.roles] };
    await expectRefused(county, /^duty\.prepared-and-approves$/, () => payments.approve(county.as(both, 'own'), { batchId, listHash }));
    await expectRefused(county, /^duty\.prepared-and-approves$/, () => payments.approve(county.as({ ...officers.approver, onBehalfOf: 'preparer' }, 'behalf'), { batchId, listHash }));
    await expectRefused(county, /^batch\.hash-changed$/, () => payments.approve(county.as(officers.approver, 'hash'), { batchId, listHash: 'f'.repeat(64) }));
  });
});
