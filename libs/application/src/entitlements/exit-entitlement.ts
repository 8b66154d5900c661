import { Result, accept, refuse, text } from '@zhibu/kernel';
import { EntitlementEvent, EntitlementState, ExitReason, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Done, Outcome } from '../execute/outcome';
import { Loaded, loadStream, loadStreams } from '../execute/stream-loader';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { endOf } from './end-of-right';
import { EntitlementRef } from './entitlements-service';
import { proposeReversals } from './propose-reversals';

export const loadEntitlement = async (deps: ServiceDeps, entitlementId: string): Promise<Result<Loaded<EntitlementState, EntitlementEvent>>> => {
  const loaded = await loadStream(deps, entitlementDecider, entitlementStream(entitlementId));
  if (loaded.version > 0) return accept(loaded);
  return refuse({
    code: 'entitlement.not-found',
    message: text('没有此项资格', 'There is no such entitlement'),
    expected: text('已确认的资格', 'an entitlement that was granted'),
    actual: text(entitlementId, entitlementId),
    field: 'entitlementId',
  });
};

/** The same exit of a right as it stands is one command, whoever asks twice. No day is in it: keys are stored in the clear. */
export const exitKey = (reason: ExitReason, entitlementId: string, version: number): string => `exit/${reason}/${entitlementId}/${version}`;

export const exitEntitlement =
  (deps: ServiceDeps) =>
  async (context: CommandContext, input: EntitlementRef & { readonly reason: ExitReason; readonly happenedOn: string }): Promise<Outcome<EntitlementEvent>> => {
    const loaded = await loadEntitlement(deps, input.entitlementId);
    if (!loaded.ok) return loaded;
    const { reason, happenedOn } = input;
    const end = endOf(deps.policies, loaded.value.state, reason, happenedOn);
    if (!end.ok) return end;
    return execute(deps, entitlementDecider, context, {
      stream: loaded.value.stream,
      ask: { type: 'ExitEntitlement', data: { reason, happenedOn, end: end.value } },
      content: { type: 'ExitEntitlement', data: { reason, happenedOn } },
    });
  };

const nothingEnded: Done<{ readonly exited: readonly string[] }> = { ok: true, value: { exited: [] }, version: 0, duplicate: true };

/** One right per scheme and person, so the streams to look at are known without an index. */
export const exitAllOnDeath =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { personKey }: { readonly personKey: string }): Promise<Done<{ readonly exited: readonly string[] }>> => {
    const person = await loadPerson(deps, personKey);
    if (!person.ok) return person;
    const { diedOn } = person.value.state;
    // Taken back before this was worked off: nothing ends.
    if (diedOn === null) return nothingEnded;
    const ids = deps.policies.schemes.map((scheme) => entitlementIdOf(scheme.id, personKey));
    const found = await loadStreams(deps, entitlementDecider, ids.map(entitlementStream));
    const open = ids.filter((id) => found.get(entitlementStream(id))?.state.status === 'active' || found.get(entitlementStream(id))?.state.status === 'suspended');
    const exited: string[] = [];
    let version = 0;
    for (const entitlementId of open) {
      const key = exitKey('death', entitlementId, found.get(entitlementStream(entitlementId))?.version ?? 0);
      const outcome = await exitEntitlement(deps)(keyed(context, key), { entitlementId, reason: 'death', happenedOn: diedOn });
      if (!outcome.ok) return outcome;
      exited.push(entitlementId);
      version = outcome.version;
    }
    // Taken back while it was worked off: then nobody else would propose to go on.
    const late = exited.length === 0 ? null : await proposeReversals(deps, context, personKey);
    return late?.ok === false ? late : { ok: true, value: { exited }, version, duplicate: exited.length === 0 };
  };
