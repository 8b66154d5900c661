import { Result, accept, firstDay, refuse, yearOf } from '@zhibu/kernel';
import { amountAnswers } from './amount-answers';
import { rateNeeds, readRateFacts } from './amounts/rate-facts';
import { definitionsOf } from './definitions';
import { executeDecisionAgain } from './evaluate/apply-rule';
import { holidayCalendar } from './holiday-calendar';
import { PolicyModel, Rule } from './model';
import { paymentPlanOf } from './payment-plan';
import { PolicyLookup } from './policy-lookup';
import { EndOfPayment, EndQuestion, PolicySet, StartMonth, StartMonthQuestion, StopRule } from './policy-set';
import { noParameter, noPlan } from './refusals';
import { evaluateEveryRule, evaluateRule, everyRuleInForce } from './rule-answers';
import { endOfPayment, executeEndAgain, executeStartAgain, exitsOf, startMonthOf } from './start-stop';
import { areasSpeakingOf, versionsOf } from './versions/policy-version';

const startMonthFor = (lookup: PolicyLookup, question: StartMonthQuestion, hash: string): Result<StartMonth> => {
  const rule = lookup.rule(question, question.confirmedOn);
  if (!rule.ok) return rule;
  const rules = lookup.startStop(question, question.confirmedOn);
  if (!rules.ok) return rules;
  return startMonthOf(rule.value, rules.value, question, lookup.context(question, question.confirmedOn, question.facts), hash);
};

const endFor = (lookup: PolicyLookup, { reason, happenedOn, ...key }: EndQuestion, hash: string): Result<EndOfPayment> => {
  const wrong = lookup.checkKey(key);
  if (wrong) return refuse(wrong);
  const row = lookup.index.parameterFor('stop-rule', key, happenedOn);
  if (row === undefined) return refuse(noParameter('stop-rule', key, happenedOn));
  const plan = lookup.index.planFor(key.scheme, key.areaCode, happenedOn);
  // The loader has checked the value against the list of rules.
  const terms = { stopRule: row.value as StopRule, source: row.source, plan: plan === undefined ? null : paymentPlanOf(plan, yearOf(happenedOn)), policyHash: hash };
  return accept(endOfPayment(reason, happenedOn, terms));
};

/** Makes the answers from a model that the loader has checked. */
export const makePolicySet = (model: PolicyModel, hash: string): PolicySet => {
  const lookup = new PolicyLookup(model);
  const rulesByVersion = new Map<string, Rule>(model.rules.map((rule) => [`${rule.id}@${rule.version}`, rule]));
  const amount = amountAnswers(lookup);
  return {
    hash,
    schemes: model.schemes,
    areas: lookup.areas,
    calendar: holidayCalendar(model.calendar),
    definitions: () => definitionsOf(model),
    evaluate: (question) => evaluateRule(lookup, question),
    evaluateAll: (question) => evaluateEveryRule(lookup, question, amount),
    rulesInForce: (question) => everyRuleInForce(lookup, question),
    executeAgain: (decision) => executeDecisionAgain(decision, rulesByVersion.get(`${decision.rule.id}@${decision.rule.version}`)),
    amount,
    rateFacts: (question) => {
      const wrong = lookup.checkKey(question);
      if (wrong) return refuse(wrong);
      const needs = rateNeeds(lookup.index.layersFor(question.scheme, question.areaCode));
      return accept(readRateFacts(needs, lookup.context(question, question.on, question.facts)));
    },
    startMonth: (question) => startMonthFor(lookup, question, hash),
    endOfPayment: (question) => endFor(lookup, question, hash),
    executeStartAgain: (start) => executeStartAgain(start, rulesByVersion.get(`${start.basis.ruleId}@${start.basis.ruleVersion}`)),
    executeEndAgain: (end, question) => executeEndAgain(end, question, endFor(lookup, question, hash)),
    exits: (question) => {
      const { scheme, branch, areaCode, on, facts } = question;
      const rule = lookup.rule(question, on);
      if (!rule.ok) return rule;
      return exitsOf(rule.value, lookup.context(question, on, facts), (reason, happenedOn) => endFor(lookup, { scheme, branch, areaCode, reason, happenedOn }, hash));
    },
    exclusiveWith: (scheme) => model.exclusions.flatMap((row) => (row.scheme === scheme ? [row.with] : row.with === scheme ? [row.scheme] : [])),
    paymentPlan: (scheme, areaCode, year) => {
      const row = lookup.index.planFor(scheme, areaCode, firstDay(`${year}-12`));
      return row ? accept(paymentPlanOf(row, year)) : refuse(noPlan(scheme, areaCode, year));
    },
    versions: (scheme, areaCode) => {
      const wrong = lookup.checkArea(scheme, areaCode);
      return wrong ? refuse(wrong) : accept(versionsOf(lookup, scheme, areaCode));
    },
    areasSpeakingOf: (scheme) => areasSpeakingOf(model, scheme),
    parameter: (name, key, on) => {
      const value = lookup.parameter(key, name, on);
      return value === undefined ? refuse(noParameter(name, key, on)) : accept(value);
    },
  };
};
