import { Fen, Month, monthsFromTo } from '@zhibu/kernel';
import { DuesClaimed } from '@zhibu/domain';
import { DueComponent } from '@zhibu/policy';
import { DifferenceReason, reason } from './difference-reason';

type Claim = DuesClaimed['data'];

interface Rate extends Pick<DueComponent, 'title' | 'source'> {
  readonly monthFen: Fen;
  readonly fromMonth: Month;
}

/** A component is one layer at one rate, so its amount divides by its months. */
const rateOf = ({ title, source, fromMonth, toMonth, amountFen }: DueComponent): Rate => ({ title, source, fromMonth, monthFen: amountFen / monthsFromTo(fromMonth, toMonth).length });

/** The latest rate of each layer of a claim. */
const ratesIn = ({ components }: Claim): ReadonlyMap<string, Rate> => {
  const rates = new Map<string, Rate>();
  for (const component of components) {
    const [rate, known] = [rateOf(component), rates.get(component.layerId)];
    if (known === undefined || known.fromMonth < rate.fromMonth) rates.set(component.layerId, rate);
  }
  return rates;
};

/** What makes one claim another amount than the claim before: months, rates, layers that came or went, the branch. */
export const changesOf = (then: Claim | null, now: Claim | null): readonly DifferenceReason[] => {
  if (then === null || now === null) return [];
  const found: DifferenceReason[] = [];
  if (then.months.length !== now.months.length) found.push(reason('months', { before: then.months.length, after: now.months.length }));
  const [branchThen, branchNow] = [then.basis?.at(-1)?.branch, now.basis?.at(-1)?.branch];
  if (branchThen !== undefined && branchNow !== undefined && branchThen !== branchNow) found.push(reason('branch', { detail: branchNow }));
  const [before, after] = [ratesIn(then), ratesIn(now)];
  for (const [layerId, { title, source, monthFen, fromMonth }] of after) {
    const was = before.get(layerId);
    if (was === undefined) found.push(reason('layer-began', { title, source, after: monthFen, month: fromMonth }));
    else if (was.monthFen !== monthFen) found.push(reason('rate', { title, source, before: was.monthFen, after: monthFen, month: fromMonth }));
  }
  for (const [layerId, { title, monthFen }] of before) if (!after.has(layerId)) found.push(reason('layer-ended', { title, before: monthFen }));
  return found;
};
