import { Result, accept } from '@zhibu/kernel';
import { PersonCommand, PersonState, normaliseAccountNumber, parseResidentId, personDecider, personStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, ComposedStep, execute } from '../execute/execute';
import { Done } from '../execute/outcome';
import { StreamDeps } from '../execute/stream-loader';
import { Pseudonyms } from '../ports/pseudonyms';
import { withFactId } from './fact-id';
import { AccountInput, PersonForm, PersonRef } from './people-service';

export const keyOf = (pseudonyms: Pseudonyms, idNumber: string): Result<string> => {
  const parsed = parseResidentId(idNumber);
  return parsed.ok ? accept(pseudonyms.personKey(parsed.value.idNumber)) : parsed;
};

export const recordAccountAsk = (pseudonyms: Pseudonyms, account: AccountInput): Ask<PersonCommand> => ({
  type: 'RecordAccount',
  data: { ...account, accountKey: pseudonyms.accountKey(normaliseAccountNumber(account.accountNumber)) },
});

/** One form is one command on one stream: person, facts and account go in together or not at all. */
export const registerStep = (
  pseudonyms: Pseudonyms,
  form: PersonForm,
  existing: 'refuse' | 'update',
  content: unknown = { type: 'RegisterPerson', data: form },
): Result<ComposedStep<PersonState, PersonCommand> & PersonRef> => {
  const key = keyOf(pseudonyms, form.idNumber);
  if (!key.ok) return key;
  const { facts = [], account, ...details } = form;
  const personKey = key.value;
  const register: Ask<PersonCommand> = { type: 'RegisterPerson', data: { ...details, personKey } };
  const more: readonly Ask<PersonCommand>[] = [
    ...(facts.length === 0 ? [] : [{ type: 'RecordFacts' as const, data: { facts: facts.map(withFactId) } }]),
    ...(account === undefined ? [] : [recordAccountAsk(pseudonyms, account)]),
  ];
  return accept({
    personKey,
    stream: personStream(personKey),
    content,
    asks: (state) => [state.exists && existing === 'update' ? { type: 'MatchPerson' as const, data: { name: details.name, areaCode: details.areaCode } } : register, ...more],
  });
};

export const registerPerson =
  (deps: StreamDeps) =>
  async (context: CommandContext, form: PersonForm, { existing, content }: { readonly existing: 'refuse' | 'update'; readonly content?: unknown } = { existing: 'refuse' }): Promise<Done<PersonRef>> => {
    const step = registerStep(deps.pseudonyms, form, existing, content);
    if (!step.ok) return step;
    const outcome = await execute(deps, personDecider, context, step.value);
    if (!outcome.ok) return outcome;
    return { ok: true, value: { personKey: step.value.personKey }, version: outcome.version, duplicate: outcome.duplicate };
  };
