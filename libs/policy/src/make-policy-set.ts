import { LocalDate, Month, Rejection, Result, accept, firstDay, refuse, yearOf } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { fromRateFacts, monthContext, rateNeeds, readRateFacts } from './amounts/rate-facts';
import { workOutAmount } from './amounts/work-out-amount';
import { areaRegister } from './area-register';
import { RuleDecision } from './decision';
import { applyRule, executeDecisionAgain, parametersOf } from './evaluate/apply-rule';
import { EvaluationContext } from './evaluate/fact-reader';
import { excludedAmong } from './exclusion';
import { FactSheet, FactValue } from './facts';
import { holidayCalendar } from './holiday-calendar';
import { PolicyModel, Rule } from './model';
import { paymentPlanOf } from './payment-plan';
import { PolicyIndex } from './policy-index';
import { AmountQuestion, PolicySet, RateFacts, RightKey, RuleQuestion, StartStop, StartRule, StopRule } from './policy-set';
import { monthsWrong, noParameter, noPlan, noRule, tooManyFacts, unknownArea, unknownBranch, unknownScheme } from './refusals';
import { Branch, Scheme } from './schemes';
import { exitsOf, lastMonthOf, qualifyingDay, startMonthOf } from './start-stop';

/** Equal facts in another order ask again, which costs time but is never wrong. */
const factsKey = (rateFacts: RateFacts): string => JSON.stringify(rateFacts);

const monthsMax = 600;
const factsMax = 1_000;
const memoMax = 10_000;

const indexOf = (month: Month): number => yearOf(month) * 12 + Number(month.slice(5, 7));

const monthsBetween = (from: Month, to: Month): number => Math.max(0, indexOf(to) - indexOf(from) + 1);

/** Makes the answers from a model that the loader has checked. */
export const makePolicySet = (model: PolicyModel, hash: string): PolicySet => {
  const index = new PolicyIndex(model);
  const areas = areaRegister(model.areas);
  const rulesByVersion = new Map<string, Rule>(model.rules.map((rule) => [`${rule.id}@${rule.version}`, rule]));
  const memo = new Map<string, Result<AmountStatement>>();

  const branchesOf = new Map(model.schemes.map((scheme) => [scheme.id, scheme.branches.map((branch) => branch.id)]));

  const checkKey = (key: RightKey): Rejection | null => {
    const branches = branchesOf.get(key.scheme);
    if (!branches) return unknownScheme(key.scheme, [...branchesOf.keys()]);
    if (!branches.includes(key.branch)) return unknownBranch(key.scheme, key.branch, branches);
    return areas.find(key.areaCode) ? null : unknownArea(key.areaCode);
  };

  const parameterOn = (key: RightKey) => (name: string, on: LocalDate): FactValue | undefined => index.parameterFor(name, key, on)?.value;

  const ruleOf = (key: RightKey, on: LocalDate): Result<Rule> => {
    const wrong = checkKey(key);
    if (wrong) return refuse(wrong);
    const rule = index.ruleFor(key, on);
    return rule ? accept(rule) : refuse(noRule(key, on));
  };

  const contextOf = (key: RightKey, on: LocalDate, facts: FactSheet): EvaluationContext => ({
    facts,
    on,
    areaCode: key.areaCode,
    known: {},
    parameter: (name) => parameterOn(key)(name, on),
  });

  const evaluate = (question: RuleQuestion): Result<RuleDecision> => {
    if (question.facts.length > factsMax) return refuse(tooManyFacts(question.facts.length, factsMax));
    const rule = ruleOf(question, question.on);
    if (!rule.ok) return rule;
    const values = parametersOf(rule.value).flatMap((name): [string, FactValue][] => {
      const value = parameterOn(question)(name, question.on);
      return value === undefined ? [] : [[name, value]];
    });
    return accept(applyRule(rule.value, Object.fromEntries(values), question.areaCode, question.on, question.facts));
  };

  const amount = (question: AmountQuestion): Result<AmountStatement> => {
    const wrong = checkKey(question);
    if (wrong) return refuse(wrong);
    const months = monthsBetween(question.from, question.to);
    if (months < 1 || months > monthsMax) return refuse(monthsWrong(question.from, question.to, months, monthsMax));
    return question.rateFacts || !question.facts ? amountByRateFacts(question) : amountByFacts(question, question.facts);
  };

  const amountByFacts = (question: AmountQuestion, facts: FactSheet): Result<AmountStatement> =>
    workOutAmount(index, question, monthContext(facts, {}, question.areaCode, parameterOn(question)));

  /** A batch asks the same question for thousands of people, so the answers are kept, up to a limit. */
  const amountByRateFacts = (question: AmountQuestion): Result<AmountStatement> => {
    const { scheme, branch, areaCode, from, to, rateFacts = {} } = question;
    const key = `${scheme}|${branch ?? ''}|${index.scope(areaCode)}|${from}|${to}|${factsKey(rateFacts)}`;
    const known = memo.get(key);
    if (known) return known.ok && known.value.areaCode !== areaCode ? accept({ ...known.value, areaCode }) : known;
    const { facts, known: measures } = fromRateFacts(rateFacts);
    const worked = workOutAmount(index, question, monthContext(facts, measures, areaCode, parameterOn(question)));
    if (memo.size >= memoMax) memo.clear();
    memo.set(key, worked);
    return worked;
  };

  const startStop = (scheme: Scheme, areaCode: string, on: LocalDate, branch: Branch | null = null): Result<StartStop> => {
    const key = { scheme, branch, areaCode };
    const [start, stop, backPay] = ['start-rule', 'stop-rule', 'back-pay'].map((name) => parameterOn(key)(name, on));
    if (start === undefined) return refuse(noParameter('start-rule', key, on));
    if (stop === undefined) return refuse(noParameter('stop-rule', key, on));
    return accept({ start: start as StartRule, stop: stop as StopRule, backPay: backPay === true });
  };

  const lastMonth = (key: RightKey, happenedOn: LocalDate): Result<Month | null> => {
    const rules = startStop(key.scheme, key.areaCode, happenedOn, key.branch);
    if (!rules.ok) return rules;
    const plan = index.planFor(key.scheme, key.areaCode, happenedOn);
    return accept(lastMonthOf(rules.value, happenedOn, plan && paymentPlanOf(plan, Number(happenedOn.slice(0, 4)))));
  };

  return {
    hash,
    schemes: model.schemes,
    areas,
    calendar: holidayCalendar(model.calendar),
    evaluate,
    evaluateAll: ({ areaCode, on, facts }) => {
      if (!areas.find(areaCode)) return refuse(unknownArea(areaCode));
      const keys = model.schemes.flatMap((scheme) => scheme.branches.map((branch) => ({ scheme: scheme.id, branch: branch.id, areaCode })));
      const asked = keys.filter((key) => index.ruleFor(key, on)).map((key) => evaluate({ ...key, on, facts }));
      const decisions: RuleDecision[] = [];
      for (const one of asked) {
        if (!one.ok) return one;
        decisions.push(one.value);
      }
      return accept({ decisions, exclusions: excludedAmong(model.exclusions, decisions, on, amount) });
    },
    executeAgain: (decision) => executeDecisionAgain(decision, rulesByVersion.get(`${decision.rule.id}@${decision.rule.version}`)),
    amount,
    rateFacts: (question) => {
      const wrong = checkKey(question);
      if (wrong) return refuse(wrong);
      return accept(readRateFacts(rateNeeds(index.layersFor(question.scheme, question.areaCode)), contextOf(question, question.on, question.facts)));
    },
    startStop,
    startMonth: (question) => {
      const rule = ruleOf(question, question.confirmedOn);
      if (!rule.ok) return rule;
      const rules = startStop(question.scheme, question.areaCode, question.confirmedOn, question.branch);
      if (!rules.ok) return rules;
      const day = qualifyingDay(rule.value, contextOf(question, question.confirmedOn, question.facts));
      return day.ok ? accept(startMonthOf(question, rules.value, day.value)) : day;
    },
    lastMonth: (question) => {
      const wrong = checkKey(question);
      return wrong ? refuse(wrong) : lastMonth(question, question.happenedOn);
    },
    exits: (question) => {
      const rule = ruleOf(question, question.on);
      return rule.ok ? exitsOf(rule.value, contextOf(question, question.on, question.facts), (day) => lastMonth(question, day)) : rule;
    },
    exclusiveWith: (scheme) =>
      model.exclusions.flatMap((row) => (row.scheme === scheme ? [row.with] : row.with === scheme ? [row.scheme] : [])),
    paymentPlan: (scheme, areaCode, year) => {
      const row = index.planFor(scheme, areaCode, firstDay(`${year}-12`));
      return row ? accept(paymentPlanOf(row, year)) : refuse(noPlan(scheme, areaCode, year));
    },
    parameter: (name, key, on) => {
      const value = parameterOn(key)(name, on);
      return value === undefined ? refuse(noParameter(name, key, on)) : accept(value);
    },
  };
};
