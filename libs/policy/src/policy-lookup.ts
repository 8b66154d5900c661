import { AreaCode, LocalDate, Rejection, Result, accept, refuse } from '@zhibu/kernel';
import { areaRegister } from './area-register';
import { EvaluationContext } from './evaluate/fact-reader';
import { FactSheet, FactValue } from './facts';
import { PolicyModel, Rule } from './model';
import { PolicyIndex } from './policy-index';
import { AreaRegister, RightKey, StartRule, StartStop, StopRule } from './policy-set';
import { noParameter, noRule, unknownArea, unknownBranch, unknownScheme } from './refusals';
import { Branch, Scheme } from './schemes';

/** What every answer begins with: is this a scheme, branch and area we know, and which rows speak for it. */
export class PolicyLookup {
  readonly index: PolicyIndex;
  readonly areas: AreaRegister;
  private readonly branchesOf: ReadonlyMap<Scheme, readonly (Branch | null)[]>;

  constructor(readonly model: PolicyModel) {
    this.index = new PolicyIndex(model);
    this.areas = areaRegister(model.areas);
    this.branchesOf = new Map(model.schemes.map((scheme) => [scheme.id, scheme.branches.map((branch) => branch.id)]));
  }

  checkKey(key: RightKey): Rejection | null {
    const branches = this.branchesOf.get(key.scheme);
    if (!branches) return unknownScheme(key.scheme, [...this.branchesOf.keys()]);
    if (!branches.includes(key.branch)) return unknownBranch(key.scheme, key.branch, branches);
    return this.areas.find(key.areaCode) ? null : unknownArea(key.areaCode);
  }

  /** Of the scheme as a whole, whatever its branches. */
  checkArea(scheme: Scheme, areaCode: AreaCode): Rejection | null {
    if (!this.branchesOf.has(scheme)) return unknownScheme(scheme, [...this.branchesOf.keys()]);
    return this.areas.find(areaCode) ? null : unknownArea(areaCode);
  }

  parameter(key: RightKey, name: string, on: LocalDate): FactValue | undefined {
    return this.index.parameterFor(name, key, on)?.value;
  }

  rule(key: RightKey, on: LocalDate): Result<Rule> {
    const wrong = this.checkKey(key);
    if (wrong) return refuse(wrong);
    const rule = this.index.ruleFor(key, on);
    return rule ? accept(rule) : refuse(noRule(key, on));
  }

  context(key: RightKey, on: LocalDate, facts: FactSheet): EvaluationContext {
    return { facts, on, areaCode: key.areaCode, known: {}, parameter: (name) => this.parameter(key, name, on) };
  }

  startStop(key: RightKey, on: LocalDate): Result<StartStop> {
    const [start, stop, backPay] = ['start-rule', 'stop-rule', 'back-pay'].map((name) => this.parameter(key, name, on));
    if (start === undefined) return refuse(noParameter('start-rule', key, on));
    if (stop === undefined) return refuse(noParameter('stop-rule', key, on));
    // The loader has checked both against the lists of rules.
    return accept({ start: start as StartRule, stop: stop as StopRule, backPay: backPay === true });
  }
}
