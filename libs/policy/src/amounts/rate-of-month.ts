import { Fen, LocalDate, Month, Result, accept, firstDay, parseYuan, refuse, text } from '@zhibu/kernel';
import { EvaluationContext, FactReader } from '../evaluate/fact-reader';
import { Layer, RateRow } from '../model';
import { inForce } from '../policy-index';
import { factNeeded } from '../refusals';
import { Branch } from '../schemes';

/** The rate of a layer in force on a day: a row for the branch goes before one for the whole scheme. */
export const rateOn = (layer: Layer, branch: Branch | null, on: LocalDate): RateRow | undefined => {
  const rows = layer.rates.filter((row) => inForce(row, on));
  return rows.find((row) => row.branch === branch) ?? rows.find((row) => row.branch === null);
};

/**
 * A yearly sum, month by month: what is due to the end of this month less what was due before it, each
 * rounded down to the fen. Twelve months of one rate are exactly the year's sum.
 */
export const monthOfYearly = (yearFen: Fen, month: Month): Fen => {
  const index = Number(month.slice(5, 7));
  return Math.floor((yearFen * index) / 12) - Math.floor((yearFen * (index - 1)) / 12);
};

/** What a parent gets of an amount: half of one for a couple or a child, unless one holder gets all. */
const parentsPart = (row: RateRow, fen: Fen, month: Month, reader: FactReader): Result<Fen> => {
  const shared = row.unit !== 'person';
  const holdersMatter = shared === (row.oneSided === 'full');
  if (!holdersMatter) return accept(shared ? fen / 2 : fen);
  const holders = reader.fact('self', 'certificate-holders');
  if (holders === undefined) return refuse(factNeeded('certificate-holders', month, text('领证方：双方或单方', 'who holds the certificate: both or one-sided')));
  return accept(shared === (holders === 'one-sided') ? fen : fen / 2);
};

/** The value of a rate for one month, in fen. Undefined: it depends on a fact that is not known. */
export const monthValue = (row: RateRow, month: Month, context: EvaluationContext): Result<Fen | undefined> => {
  const reader = new FactReader({ ...context, on: firstDay(month) });
  const base = baseValue(row, month, reader);
  if (!base.ok || base.value === undefined) return base;
  const part = parentsPart(row, base.value, month, reader);
  if (!part.ok) return part;
  return accept(row.per === 'year' ? monthOfYearly(part.value, month) : part.value);
};

const baseValue = (row: RateRow, month: Month, reader: FactReader): Result<Fen | undefined> => {
  switch (row.value.kind) {
    case 'fixed':
      return accept(row.value.fen);
    case 'by-residence': {
      const residence = reader.fact('self', 'residence-kind');
      if (residence === 'urban') return accept(row.value.urbanFen);
      if (residence === 'rural') return accept(row.value.ruralFen);
      return refuse(factNeeded('residence-kind', month, text('户口性质：农村或城镇', 'residence kind: rural or urban')));
    }
    case 'percent-of': {
      const base = reader.fact('self', row.value.fact);
      const yuan = typeof base === 'string' ? parseYuan(base) : null;
      return accept(yuan?.ok ? Math.floor((yuan.value * row.value.percent) / 100) : undefined);
    }
  }
};
