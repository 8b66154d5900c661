import { lastDay, sumFen } from '@zhibu/kernel';
import { PaymentLine } from '@zhibu/domain';
import { loadPayees } from '../../../../libs/application/dist/payments/load-payees';
import { WorkedOut, workOutDues } from '../../../../libs/application/dist/payments/work-out-dues';
import { County } from '../county/open-county';
import { scheme } from '../county/seed-people';

const throughMonth = '2016-12';
/** Lines in one piece of work, in every design. */
export const page = 400;

/** What one person is paid, as the ledger keeps it. */
export type Due = NonNullable<WorkedOut['pay']> & { readonly personKey: string; readonly entitlementId: string };

/** Who is due and how much, page by page, by the same reads and rules as the shipped design. */
export async function* duePages({ deps }: County, areaCode: string): AsyncGenerator<readonly Due[]> {
  for (let after = ''; ; ) {
    const ids = await deps.due.page({ scheme, areaCode, throughMonth, after, limit: page });
    const last = ids.at(-1);
    if (last === undefined) return;
    const payees = await loadPayees(deps, ids);
    yield payees.flatMap((payee): readonly Due[] => {
      const { pay } = workOutDues(deps.policies, payee, { throughMonth, today: lastDay('2016-07') });
      return pay === null ? [] : [{ personKey: payee.personKey, entitlementId: payee.entitlementId, ...pay }];
    });
    after = last;
  }
}

export const lineOf = ({ personKey, entitlementId, accountKey, months }: Due, lineNo: number): PaymentLine => ({ personKey, entitlementId, accountKey, lineNo, amountFen: sumFen(months.map(({ amountFen }) => amountFen)) });
