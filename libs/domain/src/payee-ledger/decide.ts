import { Decided, Decider, Fen, LocalDate, Month, Rejection, dateOf, decided, formatYuan, parseMonth, refuse, sumFen } from '@zhibu/kernel';
import { DueComponent } from '@zhibu/policy';
import { unknownCommand } from '../refusals';
import { entitlementIdOf } from '../streams';
import { PayeeLedgerCommand } from './commands';
import { DuesRun, PayeeLedgerEvent } from './events';
import { evolve } from './evolve';
import { holdDuesAgain } from './hold-again';
import * as rejections from './rejections';
import { PayeeLedgerState, duesClaimOf, emptyLedger } from './state';

type Claim = Extract<PayeeLedgerCommand, { type: 'ClaimDues' }>['data'];
type Release = Extract<PayeeLedgerCommand, { type: 'ReleaseDues' }>['data'];
type Suppress = Extract<PayeeLedgerCommand, { type: 'SuppressDues' }>['data'];

/** Fifty years of months: nobody is owed more in one line. */
const monthsMax = 600;
const positive = (amountFen: Fen): boolean => Number.isSafeInteger(amountFen) && amountFen > 0;

const monthsProblem = (months: readonly Month[]): Rejection | null => {
  if (months.length === 0) return rejections.monthsNotUsable('months', '没有月份', 'no month');
  if (months.length > monthsMax) return rejections.monthsNotUsable('months', `${months.length} 个月`, `${months.length} months`);
  for (const [index, month] of months.entries()) {
    const parsed = parseMonth(month);
    if (!parsed.ok) return { ...parsed.rejection, field: `months.${index}` };
    const before = months[index - 1];
    if (before !== undefined && before >= month)
      return rejections.monthsNotUsable(`months.${index}`, `${before} 之后是 ${month}`, `${month} after ${before}`);
  }
  return null;
};

const componentsProblem = (components: readonly DueComponent[], months: readonly Month[]): Rejection | null => {
  const [first, last] = [months[0] ?? '', months.at(-1) ?? ''];
  for (const { layerId, amountFen, fromMonth, toMonth, funders } of components) {
    const yuan = formatYuan(amountFen);
    if (!positive(amountFen)) return rejections.componentNotUsable(layerId, `金额 ${yuan} 元`, `amount ${yuan} yuan`);
    if (fromMonth > toMonth || fromMonth < first || toMonth > last)
      return rejections.componentNotUsable(layerId, `${fromMonth} 至 ${toMonth}`, `${fromMonth} to ${toMonth}`);
    const funded = sumFen(funders.map((part) => part.amountFen));
    if (funded !== amountFen || funders.some((part) => !Number.isSafeInteger(part.amountFen) || part.amountFen < 0))
      return rejections.componentNotUsable(layerId, `分担合计 ${formatYuan(funded)} 元，金额 ${yuan} 元`, `funders add up to ${formatYuan(funded)} of ${yuan} yuan`);
  }
  return null;
};

/** An amount that nobody could work out again from its own event is not claimed. */
const basisProblem = (basis: readonly DuesRun[], months: readonly Month[]): Rejection | null => {
  const loose = months.find((month) => basis.filter(({ fromMonth, toMonth }) => fromMonth <= month && month <= toMonth).length !== 1);
  return loose === undefined ? null : rejections.basisMissing(loose);
};

const amountsProblem = ({ months, components }: Claim): Rejection | null => {
  const wrong = months.findIndex(({ amountFen }) => !positive(amountFen));
  const entry = months[wrong];
  if (entry !== undefined)
    return rejections.monthsNotUsable(`months.${wrong}.amountFen`, `${entry.month}：${formatYuan(entry.amountFen)} 元`, `${entry.month}: ${formatYuan(entry.amountFen)} yuan`);
  const [monthsFen, componentsFen] = [sumFen(months.map((m) => m.amountFen)), sumFen(components.map((c) => c.amountFen))];
  return monthsFen === componentsFen ? null : rejections.totalsDiffer(monthsFen, componentsFen);
};

const claimDues = (state: PayeeLedgerState, data: Claim, claimedOn: LocalDate): Decided<PayeeLedgerEvent> => {
  if (state.personKey !== null && state.personKey !== data.personKey) return refuse(rejections.otherPerson());
  const months = data.months.map(({ month }) => month);
  const problem = monthsProblem(months) ?? amountsProblem(data) ?? componentsProblem(data.components, months) ?? basisProblem(data.basis, months);
  if (problem !== null) return refuse(problem);
  const sameBatch = state.claims.find((claim) => claim.batchId === data.batchId && claim.scheme === data.scheme);
  if (sameBatch !== undefined) return refuse(rejections.batchAlreadyClaimed(sameBatch));
  if (state.releasedBatches.includes(data.batchId)) return refuse(rejections.batchReleased(data.batchId));
  for (const scheme of [data.scheme, ...data.exclusiveWith]) {
    const taken = months.filter((month) => duesClaimOf(state, scheme, month) !== null);
    const claim = taken[0] === undefined ? null : duesClaimOf(state, scheme, taken[0]);
    if (claim === null) continue;
    return refuse(scheme === data.scheme ? rejections.monthAlreadyClaimed(taken, claim) : rejections.exclusiveSchemeClaimed(taken, claim));
  }
  const { personKey, entitlementId, scheme, batchId, lineNo, accountKey, components, basis } = data;
  const amountFen = sumFen(data.months.map((entry) => entry.amountFen));
  return decided({ type: 'DuesClaimed', data: { personKey, entitlementId, scheme, batchId, lineNo, accountKey, months: data.months, components, amountFen, basis, claimedOn } });
};

const suppressDues = (state: PayeeLedgerState, data: Suppress, suppressedOn: LocalDate): Decided<PayeeLedgerEvent> => {
  if (state.personKey !== null && state.personKey !== data.personKey) return refuse(rejections.otherPerson());
  const problem = monthsProblem(data.months) ?? basisProblem(data.basis, data.months) ?? basisProblem(data.higherBasis, data.months);
  if (problem !== null) return refuse(problem);
  if (data.scheme === data.higherScheme || !positive(data.amountFen) || !(data.higherAmountFen >= data.amountFen))
    return refuse(rejections.lowerNotLower(data.amountFen, data.higherAmountFen));
  if (state.releasedBatches.includes(data.batchId)) return refuse(rejections.batchReleased(data.batchId));
  if (state.suppressions.some((entry) => entry.batchId === data.batchId && entry.scheme === data.scheme))
    return refuse(rejections.batchAlreadySuppressed(data.batchId));
  const taken = data.months.filter((month) => duesClaimOf(state, data.scheme, month) !== null);
  const claim = taken[0] === undefined ? null : duesClaimOf(state, data.scheme, taken[0]);
  return claim === null ? decided({ type: 'DuesSuppressed', data: { ...data, suppressedOn } }) : refuse(rejections.monthAlreadyClaimed(taken, claim));
};

/** Whether the batch is still unapproved is known to the batch alone: this follows its `BatchCancelled`. */
const releaseDues = (state: PayeeLedgerState, { personKey, batchId, reason, bar = false }: Release, releasedOn: LocalDate): Decided<PayeeLedgerEvent> => {
  if (state.personKey !== null && state.personKey !== personKey) return refuse(rejections.otherPerson());
  const held = [...state.claims, ...state.suppressions].filter((entry) => entry.batchId === batchId);
  const [first] = held;
  if (first === undefined && !bar) return refuse(rejections.nothingToRelease(batchId));
  // A batch pays one scheme, which its id begins with.
  const scheme = first?.scheme ?? batchId.slice(0, batchId.indexOf('.'));
  return state.releasedBatches.includes(batchId) && held.every((entry) => entry.released)
    ? decided()
    : decided({ type: 'DuesReleased', data: { personKey, batchId, reason, scheme, entitlementId: entitlementIdOf(scheme, personKey), releasedOn } });
};

export const payeeLedgerDecider: Decider<PayeeLedgerState, PayeeLedgerCommand, PayeeLedgerEvent> = {
  initialState: emptyLedger,
  decide(state, command) {
    switch (command.type) {
      case 'ClaimDues':
        return claimDues(state, command.data, dateOf(command.at));
      case 'SuppressDues':
        return suppressDues(state, command.data, dateOf(command.at));
      case 'ReleaseDues':
        return releaseDues(state, command.data, dateOf(command.at));
      case 'HoldDuesAgain':
        return holdDuesAgain(state, command.data, dateOf(command.at));
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};
