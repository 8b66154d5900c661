import { AreaCode, LocalDate, Month, firstDay } from '@zhibu/kernel';
import { EvaluationContext, FactReader } from '../evaluate/fact-reader';
import { DatedFact, FactSheet, FactValue } from '../facts';
import { measureSpec } from '../measures';
import { Layer, Predicate } from '../model';
import { RateFacts } from '../policy-set';
import { beginningOfTime, factSpec } from '../vocabulary';

/** What the layers read to choose a rate: facts of the applicant, and measures. */
export interface RateNeeds {
  readonly facts: ReadonlySet<string>;
  readonly measures: ReadonlySet<string>;
}

const collect = (predicate: Predicate, facts: Set<string>, measures: Set<string>): void => {
  if (predicate.kind === 'not') return collect(predicate.part, facts, measures);
  if (predicate.kind !== 'test') return predicate.parts.forEach((part) => collect(part, facts, measures));
  if (predicate.operand.kind === 'fact') facts.add(predicate.operand.fact);
  if (predicate.operand.kind !== 'measure') return;
  const reads = measureSpec(predicate.operand.measure)?.reads ?? [];
  // A measure of the applicant alone, such as the age, moves with time: its facts are kept, not its value.
  if (reads.every((name) => name.startsWith('self '))) reads.forEach((name) => facts.add(name.slice('self '.length)));
  else measures.add(predicate.operand.measure);
};

export const rateNeeds = (layers: readonly Layer[]): RateNeeds => {
  const facts = new Set<string>();
  const measures = new Set<string>();
  for (const layer of layers) {
    if (layer.when) collect(layer.when, facts, measures);
    for (const rate of layer.rates) {
      if (rate.value.kind === 'by-residence') facts.add('residence-kind');
      if (rate.value.kind === 'percent-of') facts.add(rate.value.fact);
      if ((rate.unit !== 'person') === (rate.oneSided === 'full')) facts.add('certificate-holders');
    }
  }
  return { facts, measures };
};

/** The values that are known on the day, by name; the unknown ones are left out. */
export const readRateFacts = (needs: RateNeeds, context: EvaluationContext): RateFacts => {
  const known: [string, FactValue][] = [];
  for (const name of [...needs.facts].sort()) {
    const value = new FactReader(context).peek('self', name);
    if (value !== undefined) known.push([name, value]);
  }
  for (const name of [...needs.measures].sort()) {
    const value = measureSpec(name)?.read(new FactReader(context));
    if (value !== undefined) known.push([name, value]);
  }
  return Object.fromEntries(known);
};

const asFact = (name: string, value: FactValue): DatedFact => ({
  fact: name,
  of: 'self',
  value,
  validFrom: beginningOfTime,
  validTo: null,
  source: { kind: 'attestation', reference: 'rate-facts' },
});

/** Makes the short form readable by predicates again: facts as statements, measures as known values. */
export const fromRateFacts = (rateFacts: RateFacts): { readonly facts: FactSheet; readonly known: RateFacts } => {
  const entries = Object.entries(rateFacts);
  return {
    facts: entries.filter(([name]) => factSpec(name)).map(([name, value]) => asFact(name, value)),
    known: Object.fromEntries(entries.filter(([name]) => measureSpec(name))),
  };
};

export const monthContext = (
  facts: FactSheet,
  known: RateFacts,
  areaCode: AreaCode,
  parameter: (name: string, on: LocalDate) => FactValue | undefined,
) => (month: Month): EvaluationContext => {
  const on = firstDay(month);
  return { facts, on, areaCode, known, parameter: (name) => parameter(name, on) };
};
