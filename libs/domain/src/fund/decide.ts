import { Actor, AreaCode, Decided, Decider, Fen, Rejection, SharePart, actingIds, canonicalJson, decided, parseDate, refuse } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { refuseUnlessOfficer, refuseUnlessRecorder } from '../payment-batch/duties';
import { fundIdOf } from '../streams';
import { unknownCommand } from '../refusals';
import { FundCommand, ListDuties } from './commands';
import { FundEvent } from './events';
import { evolve } from './evolve';
import * as rejections from './rejections';
import { FundState, availableOf, fundShortage, noFund, noMoney, outstandingOf, plus } from './state';

type Data<Type extends FundCommand['type']> = Extract<FundCommand, { type: Type }>['data'];
type Outcome = Decided<FundEvent>;
type Parts = readonly SharePart<FundingLevel>[];

const whole = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;

const accountProblem = (state: FundState, data: Pick<FundCommand['data'], 'fundId' | 'scheme' | 'areaCode' | 'year'>): Rejection | null => {
  const expected = state.fundId ?? fundIdOf(data.scheme, data.areaCode, data.year);
  const actual = data.fundId === expected ? fundIdOf(data.scheme, data.areaCode, data.year) : data.fundId;
  return expected === actual ? null : rejections.otherAccount(expected, actual);
};

const partsProblem = (parts: Parts): Rejection | null => {
  const levels = new Set(parts.map((part) => part.level));
  const usable = levels.size === parts.length && parts.every((part) => fundingLevels.includes(part.level) && whole(part.amountFen));
  return usable && parts.some((part) => part.amountFen > 0) ? null : rejections.notAnAmount('byLevel', canonicalJson(parts));
};

const financeProblem = (by: Actor, areaCode: AreaCode): Rejection | null => refuseUnlessRecorder(by, ['finance-preparer', 'finance-approver'], areaCode);

const recordReceipt = (state: FundState, data: Data<'RecordFundReceipt'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode);
  if (problem !== null) return refuse(problem);
  const day = parseDate(data.receivedOn);
  if (!day.ok) return refuse(day.rejection);
  const amount = partsProblem([{ level: data.level, amountFen: data.amountFen }]);
  if (amount !== null) return refuse({ ...amount, field: 'amountFen' });
  if (state.receiptNos.includes(data.receiptNo)) return refuse(rejections.receiptTwice(data.receiptNo));
  return decided({ type: 'FundReceived', data });
};

/** Money that is not there needs two persons: whoever lets the county spend it, and another one who approved the list. */
const overdraftProblem = (state: FundState, batchId: string, byLevel: Parts, { preparers, approvals }: ListDuties): Rejection | null => {
  const [wanted, available] = [plus(noMoney, byLevel), availableOf(state)];
  const deciders = fundingLevels.filter((level) => wanted[level] > available[level] - state.overdraft[level]).flatMap((level) => state.overdraftBy[level]);
  const among = (ids: readonly string[]): boolean => ids.some((id) => deciders.includes(id));
  return deciders.length > 0 && (among(preparers) || approvals.every(among)) ? rejections.overdraftByApprover(batchId, deciders) : null;
};

/** Once per batch, for ever: returned money stays reserved until its batch closes, so a reissue needs no second one. */
const reserve = (state: FundState, { context, ...data }: Data<'ReserveFunds'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(data.byLevel);
  if (problem !== null) return refuse(problem);
  const wanted = plus(noMoney, data.byLevel);
  const known = state.reservations[data.batchId];
  if (known !== undefined && canonicalJson(known.reserved) === canonicalJson(noMoney)) return refuse(rejections.batchEnded(data.batchId));
  if (known !== undefined)
    return canonicalJson(known.reserved) === canonicalJson(wanted) ? decided() : refuse(rejections.reservedOtherwise(data.batchId, known.reserved, wanted));
  const missing = fundShortage(state, data.byLevel);
  if (missing.length > 0) return refuse(rejections.short(missing, availableOf(state)));
  const duty = overdraftProblem(state, data.batchId, data.byLevel, context);
  return duty !== null ? refuse(duty) : decided({ type: 'FundsReserved', data });
};

/** Use and release both draw on what the batch still has reserved. */
const drawProblem = (state: FundState, data: Data<'ReleaseFunds'> | Data<'UseFunds'>, by: Actor): Rejection | null => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(data.byLevel);
  if (problem !== null) return problem;
  const known = state.reservations[data.batchId];
  const outstanding = known === undefined ? noMoney : outstandingOf(known);
  const wanted = plus(noMoney, data.byLevel);
  return fundingLevels.every((level) => wanted[level] <= outstanding[level]) ? null : rejections.moreThanReserved(data.batchId, outstanding, wanted);
};

/** `bar`: recorded also where nothing is reserved, so that a worker that still sets money aside for the batch comes too late. */
const release = (state: FundState, { bar = false, ...data }: Data<'ReleaseFunds'>, by: Actor): Outcome => {
  const barred = bar && data.byLevel.length === 0 && state.reservations[data.batchId] === undefined;
  const problem = barred ? (accountProblem(state, data) ?? financeProblem(by, data.areaCode)) : drawProblem(state, data, by);
  return problem !== null ? refuse(problem) : decided({ type: 'FundsReleased', data });
};

/** What reached people is gone, also when the reservation was given back before anybody knew. */
const use = (state: FundState, { afterRelease, ...data }: Data<'UseFunds'>, by: Actor): Outcome => {
  const { byLevel, ...rest } = data;
  if (afterRelease !== true) {
    const problem = drawProblem(state, data, by);
    return problem !== null ? refuse(problem) : decided({ type: 'FundsUsed', data: { ...rest, byLevel } });
  }
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(byLevel);
  if (problem !== null) return refuse(problem);
  const known = state.reservations[data.batchId];
  const [outstanding, wanted] = [known === undefined ? noMoney : outstandingOf(known), plus(noMoney, byLevel)];
  const within = (level: FundingLevel): Fen => Math.max(0, Math.min(wanted[level], outstanding[level]));
  const parts = (amountOf: (level: FundingLevel) => Fen): Parts => fundingLevels.map((level) => ({ level, amountFen: amountOf(level) })).filter((part) => part.amountFen > 0);
  const [reserved, beyond] = [parts(within), parts((level) => wanted[level] - within(level))];
  return decided<FundEvent>(
    ...(reserved.length > 0 ? [{ type: 'FundsUsed' as const, data: { ...rest, byLevel: reserved } }] : []),
    ...(beyond.length > 0 ? [{ type: 'FundsUsedAfterRelease' as const, data: { ...rest, byLevel: beyond } }] : []),
  );
};

/** Money that came back from people. It was used before, or nobody can have given it back. */
const takeBack = (state: FundState, { today, ...data }: Data<'TakeBackFunds'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(data.byLevel);
  if (problem !== null) return refuse(problem);
  const [used, wanted] = [state.reservations[data.batchId]?.used ?? noMoney, plus(noMoney, data.byLevel)];
  if (fundingLevels.some((level) => wanted[level] > used[level])) return refuse(rejections.moreThanUsed(data.batchId, used, wanted));
  return decided({ type: 'FundsTakenBack', data: { ...data, takenBackOn: today } });
};

/** A recorded decision by finance; the limit replaces an earlier one of the same level. */
const allowOverdraft = (state: FundState, data: Data<'AllowOverdraft'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? refuseUnlessOfficer(by, ['finance-approver'], data.areaCode);
  if (problem !== null) return refuse(problem);
  if (!whole(data.limitFen) || !fundingLevels.includes(data.level)) return refuse(rejections.notAnAmount('limitFen', data.limitFen));
  return decided({ type: 'OverdraftAllowed', data: { ...data, decidedBy: actingIds(by) } });
};

export const fundDecider: Decider<FundState, FundCommand, FundEvent> = {
  initialState: noFund,
  decide(state, command) {
    switch (command.type) {
      case 'RecordFundReceipt':
        return recordReceipt(state, command.data, command.by);
      case 'ReserveFunds':
        return reserve(state, command.data, command.by);
      case 'ReleaseFunds':
        return release(state, command.data, command.by);
      case 'UseFunds':
        return use(state, command.data, command.by);
      case 'TakeBackFunds':
        return takeBack(state, command.data, command.by);
      case 'AllowOverdraft':
        return allowOverdraft(state, command.data, command.by);
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};
