import { loadStream } from '@zhibu/application';
import { PersonState, personDecider, personStream } from '@zhibu/domain';
import { maskAccount, maskId } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import { notFound } from '../common/rejections';
import type { LookDto } from './people.dto';
import type { FactView, PersonDetails } from './people.view';

const factsOf = (person: PersonState): FactView[] =>
  person.facts.flatMap(({ factId, fact, recordedAt, ended }) =>
    fact === null || ended !== null ? [] : [{ factId, recordedAt, fact: fact.fact, of: fact.of, value: fact.value, validFrom: fact.validFrom, validTo: fact.validTo, source: fact.source }]);

/** Reads a person from the stream itself. To be called after the look was recorded, and never before. */
export const personDetails = async (runtime: ApiRuntime, personKey: string, what: LookDto['what']): Promise<PersonDetails> => {
  const { state, version } = await loadStream({ store: runtime.eventStore, codec: runtime.codec }, personDecider, personStream(personKey));
  if (version === 0) throw notFound('person', '个人员', 'person');
  return {
    personKey,
    what,
    name: state.name,
    idNumber: what === 'number' ? state.idNumber : maskId(state.idNumber),
    sex: state.sex,
    birthDate: state.birthDate,
    phone: what === 'details' ? state.phone : null,
    address: what === 'details' ? state.address : null,
    areaCode: state.areaCode,
    diedOn: state.diedOn,
    facts: what === 'details' ? factsOf(state) : [],
    accounts: state.accounts.map(({ accountNumber, holderName, bank, validFrom }) => ({ accountNumber: what === 'account' ? accountNumber : maskAccount(accountNumber), holderName, bank, validFrom })),
    version,
  };
};
