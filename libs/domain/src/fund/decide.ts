import { Actor, AreaCode, Decided, Decider, Fen, Rejection, SharePart, actingIds, canonicalJson, decided, parseDate, refuse } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { refuseUnlessOfficer, refuseUnlessRecorder } from '../payment-batch/duties';
import { fundIdOf } from '../streams';
import { unknownCommand } from '../refusals';
import { FundCommand } from './commands';
import { FundEvent } from './events';
import { evolve } from './evolve';
import * as rejections from './rejections';
import { FundState, availableOf, fundShortage, noFund, noMoney, outstandingOf, plus } from './state';

type Data<Type extends FundCommand['type']> = Extract<FundCommand, { type: Type }>['data'];
type Outcome = Decided<FundEvent>;
type Parts = readonly SharePart<FundingLevel>[];

const whole = (fen: Fen): boolean => Number.isSafeInteger(fen) && fen >= 0;

const accountProblem = (state: FundState, data: FundCommand['data']): Rejection | null => {
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

/** Once per batch, for ever: returned money stays reserved until its batch closes, so a reissue needs no second one. */
const reserve = (state: FundState, data: Data<'ReserveFunds'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(data.byLevel);
  if (problem !== null) return refuse(problem);
  const wanted = plus(noMoney, data.byLevel);
  const known = state.reservations[data.batchId];
  if (known !== undefined)
    return canonicalJson(known.reserved) === canonicalJson(wanted) ? decided() : refuse(rejections.reservedOtherwise(data.batchId, known.reserved, wanted));
  const missing = fundShortage(state, data.byLevel);
  return missing.length > 0 ? refuse(rejections.short(missing, availableOf(state))) : decided({ type: 'FundsReserved', data });
};

/** Use and release both draw on what the batch still has reserved. */
const drawProblem = (state: FundState, data: Data<'UseFunds'>, by: Actor): Rejection | null => {
  const problem = accountProblem(state, data) ?? financeProblem(by, data.areaCode) ?? partsProblem(data.byLevel);
  if (problem !== null) return problem;
  const known = state.reservations[data.batchId];
  const outstanding = known === undefined ? noMoney : outstandingOf(known);
  const wanted = plus(noMoney, data.byLevel);
  return fundingLevels.every((level) => wanted[level] <= outstanding[level]) ? null : rejections.moreThanReserved(data.batchId, outstanding, wanted);
};

/** A recorded decision by finance; the limit replaces an earlier one of the same level. */
const allowOverdraft = (state: FundState, data: Data<'AllowOverdraft'>, by: Actor): Outcome => {
  const problem = accountProblem(state, data) ?? refuseUnlessOfficer(by, ['finance-approver'], data.areaCode);
  if (problem !== null) return refuse(problem);
  if (!whole(data.limitFen) || !fundingLevels.includes(data.level)) return refuse(rejections.notAnAmount('limitFen', data.limitFen));
  return decided({ type: 'OverdraftAllowed', data: { ...data, decidedBy: actingIds(by).join(' ') } });
};

export const fundDecider: Decider<FundState, FundCommand, FundEvent> = {
  initialState: noFund,
  decide(state, command) {
    switch (command.type) {
      case 'RecordFundReceipt':
        return recordReceipt(state, command.data, command.by);
      case 'ReserveFunds':
        return reserve(state, command.data, command.by);
      case 'ReleaseFunds': {
        const problem = drawProblem(state, command.data, command.by);
        return problem !== null ? refuse(problem) : decided({ type: 'FundsReleased', data: command.data });
      }
      case 'UseFunds': {
        const problem = drawProblem(state, command.data, command.by);
        return problem !== null ? refuse(problem) : decided({ type: 'FundsUsed', data: command.data });
      }
      case 'AllowOverdraft':
        return allowOverdraft(state, command.data, command.by);
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};
