import { AreaCode, LocalDate, contentHash } from '@zhibu/kernel';
import { Cited, Period, Place, PolicyModel, Rule } from './model';
import { Scheme } from './schemes';

/** A statement of the files that stored decisions rest on, with a name under which the same one is found again. */
export interface PolicyDefinition {
  readonly kind: 'rule' | 'rate' | 'funding' | 'parameter';
  /** Of a rule its id; of a row what it speaks of and where. */
  readonly id: string;
  /** Of a rule its version; of a row the day from which it holds. */
  readonly version: string;
  readonly scheme: Scheme;
  readonly from: LocalDate;
  /** SHA-256 over what it says: not over where it stands, how sure it is, or on which day it ends. */
  readonly hash: string;
  readonly at: Place;
}

type Row = Period & Cited & { readonly at: Place };

/** A raise ends the row before it, and a rule that is superseded is kept for its decisions: neither changes what they said. */
const contentOf = ({ at: _at, confidence: _c, fromConfidence: _f, toConfidence: _t, note: _n, to: _to, ...content }: Row): unknown => content;
const ruleContentOf = ({ supersededBy: _s, ...rule }: Rule): unknown => contentOf(rule);

const place = (scheme: Scheme, branch: string | null, areaCode: AreaCode, ...names: readonly string[]): string => `${[scheme, ...names, ...(branch === null ? [] : [branch])].join('/')}@${areaCode}`;

const row = (kind: PolicyDefinition['kind'], scheme: Scheme, id: string, each: Row, content: unknown): PolicyDefinition => ({ kind, id, version: each.from, scheme, from: each.from, hash: contentHash(content), at: each.at });

/** Every rule, rate, share and parameter. What a layer says beside its rates counts with each of them. */
export const definitionsOf = (model: PolicyModel): readonly PolicyDefinition[] => [
  ...model.rules.map((rule): PolicyDefinition => ({ kind: 'rule', id: rule.id, version: rule.version, scheme: rule.scheme, from: rule.from, hash: contentHash(ruleContentOf(rule)), at: rule.at })),
  ...model.layers.flatMap(({ id, scheme, areaCode, basis, replaces, when, rates }) =>
    rates.map((rate) => row('rate', scheme, place(scheme, rate.branch, areaCode, id), rate, { layer: { basis, replaces, when }, rate: contentOf(rate) }))),
  ...model.funding.map((each) => row('funding', each.scheme, place(each.scheme, null, each.areaCode, each.layerId), each, contentOf(each))),
  ...model.parameters.map((each) => row('parameter', each.scheme, place(each.scheme, each.branch, each.areaCode, each.name), each, contentOf(each))),
];
