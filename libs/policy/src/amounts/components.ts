import { Fen, Month, Result, Text, accept, addMonths, splitByShares } from '@zhibu/kernel';
import { DueComponent } from '../amount';
import { FundersOfMonth } from './funding-shares';

/** What one layer pays in one month, with what tells it apart from its neighbours. */
export interface LayerAmount {
  readonly layerId: string;
  readonly title: Text;
  readonly month: Month;
  readonly amountFen: Fen;
  readonly source: string;
  /** Two months with the same key have one rate. */
  readonly rateKey: string;
  readonly funders: FundersOfMonth;
}

const continues = (run: readonly LayerAmount[], next: LayerAmount): boolean => {
  const last = run.at(-1);
  return last !== undefined && last.rateKey === next.rateKey && last.funders.key === next.funders.key && addMonths(last.month, 1) === next.month;
};

/** Puts consecutive months of one layer, rate and set of funders together and splits each sum to the fen. */
export const componentsOf = (amounts: readonly LayerAmount[]): Result<readonly DueComponent[]> => {
  const runs = new Map<string, LayerAmount[][]>();
  for (const amount of amounts) {
    const ofLayer = runs.get(amount.layerId) ?? [];
    runs.set(amount.layerId, ofLayer);
    const current = ofLayer.at(-1);
    if (current && continues(current, amount)) current.push(amount);
    else ofLayer.push([amount]);
  }
  const components: DueComponent[] = [];
  for (const run of [...runs.values()].flat()) {
    const component = componentOf(run);
    if (!component.ok) return component;
    components.push(component.value);
  }
  return accept(components.filter((component) => component.amountFen !== 0));
};

const componentOf = (run: readonly LayerAmount[]): Result<DueComponent> => {
  const [first] = run;
  if (first === undefined) throw new RangeError('a run of months has at least one month');
  const amountFen = run.reduce((sum, month) => sum + month.amountFen, 0);
  const { layerId, title, source, month, funders } = first;
  const base = { layerId, title, fromMonth: month, toMonth: run.at(-1)?.month ?? month, amountFen, source };
  if (funders.shares.length === 0) return accept({ ...base, funders: [] });
  const split = splitByShares(amountFen, funders.shares);
  return split.ok ? accept({ ...base, funders: split.value }) : split;
};
