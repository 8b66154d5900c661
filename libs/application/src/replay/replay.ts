import { RecordedEvent, Result, accept } from '@zhibu/kernel';
import { applicationStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { changesBetween, stateAsOf, timelineOf } from '@zhibu/workflow';
import { applicationNotFound } from '../applications/case-context';
import { CommandContext, stepOf } from '../execute/context';
import { ServiceDeps } from '../service-deps';
import { AccessLogService } from '../users/users-service';
import { EventAddress } from '../ports/read-ports';
import { ReplayService, ReplaySubject } from './replay-service';

/** Neighbouring versions of one stream are read together; a line chunk of 450 people is read for its one event only. */
const gapMax = 20;

interface Found {
  readonly personKey: string;
  readonly events: readonly RecordedEvent[];
}

export const createReplay = (deps: ServiceDeps, accessLog: AccessLogService): ReplayService => {
  /** The look is recorded before anything is read; without a reason nothing is. */
  const look = async (context: CommandContext, subject: ReplaySubject, reason: string): Promise<Result<Found>> => {
    const personKey = personOf(subject);
    if (personKey === null) return applicationNotFound('applicationId' in subject ? subject.applicationId : '');
    const recorded = await accessLog.recordView(stepOf(context, 'view'), { personKey, what: 'history', reason });
    if (!recorded.ok) return recorded;
    return accept({ personKey, events: await eventsAbout(deps, personKey, subject) });
  };
  return {
    timeline: async (context, { subject, reason }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(timelineOf(found.value.events, found.value.personKey)) : found;
    },
    stateAsOf: async (context, { subject, reason, knownAt, inForceOn }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept({ personKey: found.value.personKey, knownAt, inForceOn, lines: stateAsOf(found.value.events, { knownAt, inForceOn }) }) : found;
    },
    changesBetween: async (context, { subject, reason, before, after }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(changesBetween(stateAsOf(found.value.events, before), stateAsOf(found.value.events, after))) : found;
    },
    events: async (context, { subject, reason }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(found.value.events) : found;
    },
  };
};

/** Ids of applications are `<scheme>.<personKey>.<round>`. */
const personOf = (subject: ReplaySubject): string | null => ('personKey' in subject ? subject.personKey : (subject.applicationId.split('.').at(-2) ?? null));

const eventsAbout = async (deps: ServiceDeps, personKey: string, subject: ReplaySubject): Promise<readonly RecordedEvent[]> => {
  const addresses = await deps.subjects.ofPerson(personKey);
  const wanted = 'personKey' in subject ? addresses : addresses.filter(({ stream }) => stream === applicationStream(subject.applicationId));
  const stored = await readAt(deps, wanted);
  return deps.codec.open(stored);
};

/** Only the events named, in the order of the index, which is that of the whole log. */
const readAt = async (deps: ServiceDeps, addresses: readonly EventAddress[]): Promise<readonly StoredEvent[]> => {
  const byStream = new Map<string, number[]>();
  for (const { stream, version } of addresses) byStream.set(stream, [...(byStream.get(stream) ?? []), version]);
  const found = new Map<string, StoredEvent>();
  for (const [stream, versions] of byStream) {
    for (const [from, to] of rangesOf(versions)) {
      for await (const event of deps.store.readStream(stream, { from, limit: to - from + 1 })) found.set(`${stream}/${event.meta.version}`, event);
    }
  }
  return addresses.flatMap(({ stream, version }) => found.get(`${stream}/${version}`) ?? []);
};

const rangesOf = (versions: readonly number[]): readonly (readonly [number, number])[] => {
  const ranges: [number, number][] = [];
  for (const version of [...versions].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && version - last[1] <= gapMax) last[1] = version;
    else ranges.push([version, version]);
  }
  return ranges;
};
