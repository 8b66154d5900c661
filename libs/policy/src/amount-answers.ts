import { Month, Result, accept, refuse, yearOf } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { fromRateFacts, monthContext } from './amounts/rate-facts';
import { ratesHashOf } from './amounts/rates-hash';
import { workOutAmount } from './amounts/work-out-amount';
import { FactSheet } from './facts';
import { PolicyLookup } from './policy-lookup';
import { AmountQuestion, RateFacts } from './policy-set';
import { monthsWrong } from './refusals';

const monthsMax = 600;
const memoMax = 10_000;

const indexOf = (month: Month): number => yearOf(month) * 12 + Number(month.slice(5, 7));
const monthsBetween = (from: Month, to: Month): number => Math.max(0, indexOf(to) - indexOf(from) + 1);

/** Areas of one scope share their rates. */
const monthsKey = (lookup: PolicyLookup, { scheme, branch, areaCode, from, to }: AmountQuestion): string => `${scheme}|${branch ?? ''}|${lookup.index.scope(areaCode)}|${from}|${to}`;

/** Answers questions about amounts. A batch asks the same one for thousands of people, so answers are kept. */
export const amountAnswers = (lookup: PolicyLookup): ((question: AmountQuestion) => Result<AmountStatement>) => {
  const memo = new Map<string, Result<AmountStatement>>();
  const hashes = new Map<string, string>();

  const ratesHash = (question: AmountQuestion): string => {
    const key = monthsKey(lookup, question);
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const hash = ratesHashOf(lookup.index, question);
    if (hashes.size >= memoMax) hashes.clear();
    hashes.set(key, hash);
    return hash;
  };

  const workOut = (question: AmountQuestion, facts: FactSheet, known: RateFacts): Result<AmountStatement> =>
    workOutAmount(lookup.index, question, ratesHash(question), monthContext(facts, known, question.areaCode, (name, on) => lookup.parameter(question, name, on)));

  const byRateFacts = (question: AmountQuestion): Result<AmountStatement> => {
    const { areaCode, rateFacts = {} } = question;
    // Equal facts in another order ask again, which costs time but is never wrong.
    const key = `${monthsKey(lookup, question)}|${JSON.stringify(rateFacts)}`;
    const known = memo.get(key);
    if (known) return known.ok && known.value.areaCode !== areaCode ? accept({ ...known.value, areaCode }) : known;
    const { facts, known: measures } = fromRateFacts(rateFacts);
    const worked = workOut(question, facts, measures);
    if (memo.size >= memoMax) memo.clear();
    memo.set(key, worked);
    return worked;
  };

  return (question) => {
    const wrong = lookup.checkKey(question);
    if (wrong) return refuse(wrong);
    const months = monthsBetween(question.from, question.to);
    if (months < 1 || months > monthsMax) return refuse(monthsWrong(question.from, question.to, months, monthsMax));
    return question.rateFacts || !question.facts ? byRateFacts(question) : workOut(question, question.facts, {});
  };
};
