import { Fen, LocalDate, Month, Result, Text, accept, areaContains, formatYuan, lastDay, text } from '@zhibu/kernel';
import { DuesRun, EntitlementState, accountOn, areaAtLevel, duesClaimOf, duesToClaim, eligibleMonths } from '@zhibu/domain';
import { ExitDue, PolicySet, Scheme } from '@zhibu/policy';
import { exitsDue, lastMonthOf } from '../entitlements/due-exits';
import { DueAmounts, MonthDue, dueAmounts, totalOf } from './due-amounts';
import { Payee } from './load-payees';

/** What a person is to be paid in a batch, and what is left to the higher scheme. */
export interface WorkedOut {
  readonly pay: (DueAmounts & { readonly accountKey: string }) | null;
  readonly suppress: Suppressed | null;
  /** Code of what keeps the person, or some months of theirs, off the list though they are due. */
  readonly exception: string | null;
  /** Ends of the right that the rules see and nobody recorded. */
  readonly exits: readonly ExitDue[];
}

interface Suppressed {
  readonly months: readonly Month[];
  readonly amountFen: Fen;
  readonly higherScheme: Scheme;
  readonly higherAmountFen: Fen;
  readonly reason: Text;
  readonly basis: readonly DuesRun[];
  readonly higherBasis: readonly DuesRun[];
}

const nothing: WorkedOut = { pay: null, suppress: null, exception: null, exits: [] };

export interface BatchScope {
  readonly throughMonth: Month;
  readonly today: LocalDate;
}

/** Pure: the same streams and rules give the same dues. */
export const workOutDues = (policies: PolicySet, payee: Payee, { throughMonth, today }: BatchScope): WorkedOut => {
  const { entitlement, ledger, person } = payee;
  const exits = exitsDue(policies, entitlement, person, lastDay(throughMonth));
  if (!exits.ok) return { ...nothing, exception: exits.rejection.code };
  const ended = { ...nothing, exits: exits.value };
  const open = duesToClaim(ledger.state, entitlement.scheme, payableMonths(entitlement, throughMonth, exits.value));
  if (open.length === 0) return ended;
  const own = dueAmounts(policies, entitlement, open);
  if (!own.ok) return { ...ended, exception: own.rejection.code };
  const split = againstRivals(policies, payee, own.value, throughMonth);
  if (!split.ok) return { ...ended, exception: split.rejection.code };
  const { pay, suppress, lowerWasPaid } = split.value;
  // The months that the lower scheme took wait for an officer; all others are paid.
  const exception = lowerWasPaid ? 'payee.lower-scheme-was-paid' : null;
  if (pay.length === 0) return { ...ended, suppress, exception };
  const account = accountOn(person, today);
  const problem = problemOf(payee) ?? (account === null ? 'payee.no-account' : account.accountNumber === null ? 'payee.erased' : null);
  if (problem !== null || account === null) return { ...ended, suppress, exception: problem };
  const amounts = pay.length === own.value.months.length ? own : dueAmounts(policies, entitlement, pay);
  if (!amounts.ok) return { ...ended, suppress, exception: amounts.rejection.code };
  return { ...ended, suppress, exception, pay: { accountKey: account.accountKey, ...amounts.value } };
};

const payableMonths = (entitlement: EntitlementState, throughMonth: Month, exits: readonly ExitDue[]): readonly Month[] => {
  const last = lastMonthOf(exits);
  if (last === null) return [];
  return eligibleMonths(entitlement, throughMonth)
    .map(({ month }) => month)
    .filter((month) => last === undefined || month <= last);
};

const problemOf = ({ person, entitlement }: Payee): string | null => {
  if (person.name === null || person.idNumber === null || entitlement.rateFacts === null) return 'payee.erased';
  // Somebody known in another county may be paid there as well: both wait until an officer resolves it.
  if (!areaContains(areaAtLevel(entitlement.areaCode, 'county'), person.areaCode)) return 'payee.area-conflict';
  return null;
};

interface Split {
  readonly pay: readonly Month[];
  readonly suppress: WorkedOut['suppress'];
  readonly lowerWasPaid: boolean;
}

/** Month by month the higher of two exclusive schemes is paid; equal amounts go to the scheme first by name. */
const againstRivals = (policies: PolicySet, payee: Payee, own: DueAmounts, throughMonth: Month): Result<Split> => {
  const { entitlement, ledger, rivals, person } = payee;
  let left: readonly MonthDue[] = own.months;
  let suppress: WorkedOut['suppress'] = null;
  let lowerWasPaid = false;
  for (const rival of rivals) {
    // Its end may not be recorded yet: then nobody would pay the months after it.
    const exits = exitsDue(policies, rival, person, lastDay(throughMonth));
    if (!exits.ok) return exits;
    const shared = new Set(payableMonths(rival, throughMonth, exits.value));
    const held = (month: Month): boolean => duesClaimOf(ledger.state, rival.scheme, month) !== null;
    const months = left.map(({ month }) => month).filter((month) => shared.has(month) || held(month));
    if (months.length === 0) continue;
    const amounts = dueAmounts(policies, rival, months);
    if (!amounts.ok) return amounts;
    const theirs = new Map(amounts.value.months.map(({ month, amountFen }) => [month, amountFen]));
    const rivalFen = (month: Month): Fen => theirs.get(month) ?? 0;
    const loses = ({ month, amountFen }: MonthDue): boolean =>
      rivalFen(month) > amountFen || (rivalFen(month) === amountFen && (held(month) || rival.scheme < entitlement.scheme));
    const taken = left.filter((due) => held(due.month) && !loses(due));
    if (taken.length > 0) {
      lowerWasPaid = true;
      left = left.filter((due) => !taken.includes(due));
    }
    const lost = left.filter((due) => months.includes(due.month) && loses(due));
    if (lost.length === 0) continue;
    // One scheme at a time: what a second rival outbids is seen by the next batch.
    if (suppress === null) {
      const found = suppressed(policies, entitlement, rival, lost.map(({ month }) => month));
      if (!found.ok) return found;
      suppress = found.value;
    }
    left = left.filter((due) => !lost.includes(due));
  }
  return accept({ pay: left.map(({ month }) => month), suppress, lowerWasPaid });
};

/** Both amounts of the months that are lost, each with what it follows from. */
const suppressed = (policies: PolicySet, entitlement: EntitlementState, rival: EntitlementState, months: readonly Month[]): Result<Suppressed> => {
  const [own, theirs] = [dueAmounts(policies, entitlement, months), dueAmounts(policies, rival, months)];
  if (!own.ok) return own;
  if (!theirs.ok) return theirs;
  const { scheme } = entitlement;
  const [higherScheme, amountFen, higherAmountFen] = [rival.scheme, totalOf(own.value.months), totalOf(theirs.value.months)];
  const [lower, higher] = [formatYuan(amountFen), formatYuan(higherAmountFen)];
  return accept({
    months,
    amountFen,
    higherScheme,
    higherAmountFen,
    reason: text(
      `两项不可同时享受，按金额较高的“${higherScheme}”发放：${higher} 元，“${scheme}” ${lower} 元不发`,
      `Both may not be paid together; "${higherScheme}" with ${higher} yuan is the higher one, so ${lower} yuan of "${scheme}" are not paid`,
    ),
    basis: own.value.basis,
    higherBasis: theirs.value.basis,
  });
};
