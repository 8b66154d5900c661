import { shippedPolicies } from '../../../test/support/shipped-policies';
import { applyRule } from './evaluate/apply-rule';
import { factsSample } from './facts-schema';
import { parseFacts } from './facts-file';
import { paperOf, paperSpec } from './papers';
import { factSpecs } from './vocabulary';

const village = '990101100001';
const on = '2016-03-31';

describe('rules handed out to be applied elsewhere', () => {
  const policies = shippedPolicies();
  const parsed = parseFacts(factsSample);
  const facts = parsed.ok ? parsed.facts : [];

  it('give, after a journey as JSON, word for word what the service answers', () => {
    const rules = policies.rulesInForce({ areaCode: village, on });
    const every = policies.evaluateAll({ areaCode: village, on, facts });
    if (!rules.ok || !every.ok) throw new Error('expected rules in the demo county');
    const handed = JSON.parse(JSON.stringify(rules.value)) as typeof rules.value;
    expect(facts.length).toBeGreaterThan(10);
    expect(handed.map(({ rule, parameters }) => applyRule(rule, parameters, village, on, facts))).toEqual(every.value.decisions);
    expect(JSON.stringify(handed)).not.toContain('.yaml');
  });

  it('name the facts that an application has to tell, also those that choose its rate', () => {
    const rules = policies.rulesInForce({ areaCode: village, on });
    const asks = (scheme: string, branch: string | null) => (rules.ok ? (rules.value.find(({ rule }) => rule.scheme === scheme && rule.branch === branch)?.asks ?? []) : []);
    expect(asks('rural-reward', null)).toEqual(expect.arrayContaining(['self residence-kind', 'self children-ever', 'self birth-rule-attested', 'child:* alive', 'child:* sex']));
    expect(asks('special-hardship', 'child-died')).toEqual(expect.arrayContaining(['spouse birth-date', 'child:* death-date', 'self only-child-proof', 'self residence-kind']));
    expect(asks('rural-reward', null)).not.toContain('self only-child-certificate');
  });

  it('are refused for an area that there is not', () => {
    expect(policies.rulesInForce({ areaCode: '123456789012', on })).toMatchObject({ ok: false, rejection: { code: 'policy.unknown-area' } });
  });
});

it('every fact has a document that tells it', () => {
  for (const { name, owners } of factSpecs) for (const owner of owners) expect([name, paperSpec(paperOf(name, owner)) === undefined]).toEqual([name, false]);
});
