import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { DatedFact, loadPolicies } from '@zhibu/policy';
import { readPolicyFiles } from '@zhibu/platform';

describe('the people of the demo county', () => {
  it('get from the shipped rules the answer that their story needs', async () => {
    const loaded = loadPolicies((await readPolicyFiles('policies')).filter(({ path }) => !/^(procedures|bank-layouts)\//.test(path)));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems[0]));
    const found = new Map<string, number>();
    for (const person of demoPlan(scaledNumbers(20), 2016)) {
      const { birthDate, sex } = { birthDate: `${person.form.idNumber.slice(6, 10)}-${person.form.idNumber.slice(10, 12)}-${person.form.idNumber.slice(12, 14)}`, sex: Number(person.form.idNumber[16]) % 2 === 1 ? 'M' : 'F' };
      const own = (fact: string, value: string): DatedFact => ({ fact, of: 'self', value, validFrom: birthDate, validTo: null, source: person.form.source });
      const facts = [own('birth-date', birthDate), own('sex', sex), own('residence-area', person.form.areaCode), ...(person.form.facts ?? []).map((input) => input.fact)];
      const decision = loaded.policies.evaluate({ scheme: person.scheme, branch: person.branch, areaCode: person.form.areaCode, on: '2016-01-10', facts });
      if (!decision.ok) throw new Error(decision.rejection.actual.en);
      const wanted = person.story === 'refused-by-rule' ? 'no' : 'yes';
      const key = `${person.scheme} ${person.story}: wanted ${wanted}, found ${decision.value.answer}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
    const wrong = [...found.keys()].filter((key) => !/wanted (\w+), found \1$/.test(key));
    expect(wrong).toEqual([]);
    expect(found.size).toBeGreaterThan(12);
  });
});
