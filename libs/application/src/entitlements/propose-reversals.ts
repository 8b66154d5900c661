import { PersonDeathRetracted, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Refused } from '../execute/outcome';
import { loadStreams } from '../execute/stream-loader';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';

/**
 * A death was taken back: for every right that ended by it, its reversal is proposed in the name of those who took
 * the death back, and waits for another officer. Safe to repeat.
 */
export const proposeReversals = async (deps: ServiceDeps, context: CommandContext, personKey: string): Promise<Refused | { readonly ok: true } | null> => {
  const person = await loadPerson(deps, personKey);
  if (!person.ok) return person;
  const retracted = person.value.events.findLast((event) => event.type === 'PersonDeathRetracted');
  if (person.value.state.diedOn !== null || retracted === undefined) return null;
  const { retractedBy } = retracted.data as PersonDeathRetracted['data'];
  const streams = deps.policies.schemes.map(({ id }) => entitlementStream(entitlementIdOf(id, personKey)));
  const rights = await loadStreams(deps, entitlementDecider, streams);
  for (const stream of streams) {
    if (rights.get(stream)?.state.exit?.reason !== 'death') continue;
    const outcome = await execute(deps, entitlementDecider, { ...keyed(context, `propose-reversal/${retracted.meta.id}`), actor: deps.automation }, {
      stream,
      content: { type: 'ProposeChange', data: { personKey } },
      asks: ({ exit, pending }) =>
        exit?.reason !== 'death' || pending.some(({ change }) => change.kind === 'reverse-exit')
          ? []
          : [{ type: 'ProposeChange' as const, data: { change: { kind: 'reverse-exit' as const }, reason: '死亡登记已撤销', proposedBy: retractedBy } }],
    });
    if (!outcome.ok) return outcome;
  }
  return { ok: true };
};
