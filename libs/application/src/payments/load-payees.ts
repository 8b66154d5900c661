import {
  EntitlementEvent, EntitlementState, PayeeLedgerEvent, PayeeLedgerState, PersonEvent, PersonState, entitlementDecider, entitlementIdOf, entitlementStream, ledgerStream,
  payeeLedgerDecider, personDecider, personStream,
} from '@zhibu/domain';
import { Loaded, StreamDeps, loadStreams } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';

/** Everything about one due person that decides what they are paid. */
export interface Payee {
  readonly entitlementId: string;
  readonly personKey: string;
  readonly entitlement: EntitlementState;
  /** Rights of the same person under schemes of which only one may pay a month. */
  readonly rivals: readonly EntitlementState[];
  readonly ledger: Loaded<PayeeLedgerState, PayeeLedgerEvent>;
  readonly person: PersonState;
}

export type Ledgers = ReadonlyMap<string, Loaded<PayeeLedgerState, PayeeLedgerEvent>>;

export const loadLedgers = (deps: StreamDeps, personKeys: readonly string[]): Promise<Ledgers> => loadStreams(deps, payeeLedgerDecider, personKeys.map(ledgerStream));

/** Three bulk reads for a whole chunk, never one per person. */
export const loadPayees = async (deps: ServiceDeps, ids: readonly string[]): Promise<readonly Payee[]> => {
  const entitlements = await loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, ids.map(entitlementStream));
  const rights = ids.flatMap((id) => entitlements.get(entitlementStream(id))?.state ?? []);
  const personKeys = rights.map((right) => right.personKey);
  const rivalIds = rights.flatMap(({ scheme, personKey }) => deps.policies.exclusiveWith(scheme).map((other) => entitlementIdOf(other, personKey)));
  const [rivals, ledgers, people] = await Promise.all([
    loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, rivalIds.map(entitlementStream)),
    loadLedgers(deps, personKeys),
    loadStreams<PersonState, PersonEvent>(deps, personDecider, personKeys.map(personStream)),
  ]);
  return rights.flatMap((entitlement): Payee[] => {
    const { entitlementId, personKey, scheme } = entitlement;
    const [ledger, person] = [ledgers.get(ledgerStream(personKey)), people.get(personStream(personKey))];
    if (ledger === undefined || person === undefined) return [];
    const others = deps.policies.exclusiveWith(scheme).flatMap((other) => rivals.get(entitlementStream(entitlementIdOf(other, personKey)))?.state ?? []);
    return [{ entitlementId, personKey, entitlement, rivals: others.filter((other) => other.status !== 'none'), ledger, person: person.state }];
  });
};
