import Ajv from 'ajv/dist/2020';
import { shippedPolicies } from '../../../test/support/shipped-policies';
import { parseFacts, parseFactsFile } from './facts-file';
import { factsSample, factsSchema } from './facts-schema';
import { factSpecs } from './vocabulary';

const codes = (facts: unknown): string[] => {
  const parsed = parseFacts({ facts });
  return parsed.ok ? [] : parsed.problems.map((one) => `${one.path} ${one.code}`);
};

describe('a facts file', () => {
  it('is written by hand with a name and a value, and defaults for the rest', () => {
    const parsed = parseFactsFile('\uFEFF{"facts": [{"fact": "residence-area", "value": "990101"}]}');
    expect(parsed).toEqual({ ok: true, facts: [{ fact: 'residence-area', of: 'self', value: '990101000000', validFrom: '1900-01-01', validTo: null, source: { kind: 'declaration', reference: '未注明' } }] });
  });

  it.each<[string, unknown, string]>([
    ['an unknown fact', { fact: 'income', value: 1 }, '$.facts[0].fact facts.unknown-fact'],
    ['a day that does not exist', { fact: 'birth-date', value: '1955-02-29' }, '$.facts[0].value facts.wrong-value'],
    ['a text for a boolean', { fact: 'retired', value: 'yes' }, '$.facts[0].value facts.wrong-value'],
    ['a grade of 5', { fact: 'disability-grade', of: 'child:c1', value: 5 }, '$.facts[0].value facts.wrong-value'],
    ['three decimals', { fact: 'monthly-pension', value: '3000.123' }, '$.facts[0].value facts.wrong-value'],
    ['a choice that is none', { fact: 'residence-kind', value: 'town' }, '$.facts[0].value facts.wrong-value'],
    ['a short area', { fact: 'residence-area', value: '99' }, '$.facts[0].value facts.wrong-value'],
    ['a fact of a child without the child', { fact: 'alive', value: true }, '$.facts[0].of facts.wrong-owner'],
    ['a fact that a spouse cannot have', { fact: 'retired', of: 'spouse', value: true }, '$.facts[0].of facts.wrong-owner'],
    ['an unknown key', { fact: 'retired', value: true, name: 'x' }, '$.facts[0].name facts.unknown-key'],
    ['an end before the beginning', { fact: 'retired', value: true, validFrom: '2016-01-02', validTo: '2016-01-01' }, '$.facts[0].validTo facts.reversed'],
    ['a month of 13', { fact: 'retired', value: true, validFrom: '2016-13-01' }, '$.facts[0].validFrom facts.not-a-day'],
    ['a source without a reference', { fact: 'retired', value: true, source: { kind: 'id-card' } }, '$.facts[0].source facts.wrong-source'],
    ['no object', 7, '$.facts[0] facts.wrong-shape'],
  ])('refuses %s, with its path', (_, fact, expected) => expect(codes([fact])).toEqual([expected]));

  it('refuses a death, a certificate or a child before birth', () => {
    const born = { fact: 'birth-date', value: '1950-01-01' };
    expect(codes([born, { fact: 'death-date', value: '1949-12-31' }])).toEqual(['$.facts[1].value facts.before-birth']);
    expect(codes([born, { fact: 'retired', value: true, validFrom: '1949-01-01' }])).toEqual(['$.facts[1].validFrom facts.before-birth']);
    expect(codes([born, { fact: 'birth-date', of: 'child:c1', value: '1950-01-01' }])).toEqual(['$.facts[1].value facts.before-birth']);
  });

  it('refuses what is not JSON, has no list, or is too long', () => {
    const one = (content: string): string[] => {
      const parsed = parseFactsFile(content);
      return parsed.ok ? [] : parsed.problems.map((problem) => problem.code);
    };
    expect([one('{"facts": '), one('[]'), one('{"facts": 3}'), one('{"facts": [], "notes": 1}')]).toEqual([['facts.not-json'], ['facts.wrong-shape'], ['facts.wrong-shape'], ['facts.unknown-key']]);
    expect(codes(Array.from({ length: 1001 }, () => ({ fact: 'retired', value: true })))).toEqual(['$.facts facts.too-many']);
  });
});

describe('the schema of a facts file', () => {
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(factsSchema());

  it('accepts the sample, which is a family that meets the rural reward', () => {
    expect(validate(factsSample)).toBe(true);
    const parsed = parseFacts(factsSample);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const all = shippedPolicies().evaluateAll({ areaCode: '990101100001', on: '2016-03-31', facts: parsed.facts });
    expect(all.ok && all.value.decisions.filter((one) => one.answer === 'yes').map((one) => one.scheme)).toEqual(['rural-reward']);
  });

  const values = ['1955-01-01', '2016-02', true, 0, 2, 9, 'M', 'rural', 'married', 'both', 'finance', 'birth', '990101', '12.50', '-1.00', 'x'];
  const owners = ['self', 'spouse', 'child:c1', 'aunt'];

  it.each(factSpecs.map((spec) => spec.name))('agrees with the reader on %s', (fact) => {
    for (const of of owners) {
      for (const value of values) {
        const document = { facts: [{ fact, of, value }] };
        expect({ of, value, accepted: validate(document) }).toEqual({ of, value, accepted: parseFacts(document).ok });
      }
    }
  });

  it('knows nothing of charges, pregnancy or contraception', () => {
    expect(JSON.stringify(factSpecs)).not.toMatch(/pregnan|contracep|避孕|怀孕|孕|罚|fine|penalt|charge|社会抚养/i);
  });
});
