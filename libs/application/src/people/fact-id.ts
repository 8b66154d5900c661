import { DatedFact } from '@zhibu/policy';
import { FactInput } from './people-service';

/** Owner, name and first day: the same statement entered twice is one fact, a later one is another. */
export const factIdOf = (fact: DatedFact): string => `${fact.of}/${fact.fact}/${fact.validFrom}`;

export const withFactId = ({ factId, fact }: FactInput): { readonly factId: string; readonly fact: DatedFact } => ({ factId: factId ?? factIdOf(fact), fact });
