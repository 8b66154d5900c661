import { FactSpec, OwnerKind, factSpec, factSpecs, paperOf } from '@zhibu/policy';
import type { FactOwner } from '@zhibu/policy';

/** One fact that a form asks for, of one member of the family. */
export interface AskedFact {
  /** `owner fact`, such as `child:c1 alive`. */
  readonly key: string;
  readonly of: FactOwner;
  readonly spec: FactSpec;
  /** Name of the document that usually tells it. */
  readonly paper: string;
}

/** What the number and the registration tell of the applicant themselves. A death of theirs is no fact of an application. */
const toldByRegistration = ['self birth-date', 'self sex', 'self residence-area', 'self death-date'];

/** Follows from the list of children. */
export const countOfChildren = 'self children-ever';

const askedOf = (of: FactOwner, owner: OwnerKind, name: string): readonly AskedFact[] => {
  const spec = factSpec(name);
  return spec === undefined ? [] : [{ key: `${of} ${name}`, of, spec, paper: paperOf(name, owner) }];
};

/** In the order of the vocabulary, which is that of a form on paper. */
export const ownFacts = (asks: readonly string[], owner: 'self' | 'spouse'): readonly AskedFact[] =>
  factSpecs.flatMap(({ name }) => {
    const ask = `${owner} ${name}`;
    return asks.includes(ask) && !toldByRegistration.includes(ask) && ask !== countOfChildren ? askedOf(owner, owner, name) : [];
  });

export const asksForChildren = (asks: readonly string[]): boolean => asks.some((ask) => ask.startsWith('child:') || ask === countOfChildren);

const birthFirst = ['birth-date', 'sex', 'alive', 'death-date'];
const placeOf = (name: string): number => (birthFirst.includes(name) ? birthFirst.indexOf(name) : birthFirst.length);

export const childFacts = (asks: readonly string[], child: string): readonly AskedFact[] =>
  asks.filter((ask) => ask.startsWith('child:* ')).map((ask) => ask.slice('child:* '.length)).sort((a, b) => placeOf(a) - placeOf(b)).flatMap((name) => askedOf(`child:${child}`, 'child', name));

/** One register and one card serve the family; every other document is one member's own. */
export const paperKeyOf = (paper: string, of: FactOwner): string => (paper === 'household-register' || paper === 'id-card' ? paper : `${paper} ${of}`);
