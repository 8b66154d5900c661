import { RecordedEvent, Result, accept } from '@zhibu/kernel';
import { applicationStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { Moment, StateLine, changesBetween, namesOf, paymentLinesAsOf, stateAsOf, timelineOf } from '@zhibu/workflow';
import { applicationNotFound } from '../applications/case-context';
import { CommandContext, stepOf } from '../execute/context';
import { inFlight } from '../execute/execute-many';
import { ServiceDeps } from '../service-deps';
import { executeDecisions } from '../verify/executions';
import { AccessLogService } from '../users/users-service';
import { EventAddress, eventsOfPersonMax } from '../ports/read-ports';
import { ReplayService, ReplaySubject } from './replay-service';
import { withBatches } from './batch-events';

/** Neighbouring versions of one stream are read together; a line chunk of 450 people is read for its one event only. */
const gapMax = 20;
/** Streams of a person read at once; each is a round trip. */
const readsInFlightMax = 8;

interface Found {
  readonly personKey: string;
  readonly events: readonly RecordedEvent[];
}

export const createReplay = (deps: ServiceDeps, accessLog: AccessLogService): ReplayService => {
  /** The look is recorded before anything is read; without a reason nothing is. */
  const look = async (context: CommandContext, subject: ReplaySubject, reason: string, knownAt?: string): Promise<Result<Found>> => {
    const personKey = personOf(subject);
    if (personKey === null) return applicationNotFound('applicationId' in subject ? subject.applicationId : '');
    const recorded = await accessLog.recordView(stepOf(context, 'view'), { personKey, what: 'history', reason });
    if (!recorded.ok) return recorded;
    return accept({ personKey, events: await eventsAbout(deps, personKey, subject, knownAt) });
  };
  return {
    timeline: async (context, { subject, reason }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(timelineOf(found.value.events, found.value.personKey, namesOf(deps))) : found;
    },
    stateAsOf: async (context, { subject, reason, knownAt, inForceOn }) => {
      const found = await look(context, subject, reason, knownAt);
      return found.ok ? accept({ personKey: found.value.personKey, knownAt, inForceOn, lines: asOf(found.value, { knownAt, inForceOn }) }) : found;
    },
    changesBetween: async (context, { subject, reason, before, after }) => {
      const found = await look(context, subject, reason, before.knownAt > after.knownAt ? before.knownAt : after.knownAt);
      return found.ok ? accept(changesBetween(asOf(found.value, before), asOf(found.value, after))) : found;
    },
    events: async (context, { subject, reason }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(found.value.events) : found;
    },
    executions: async (context, { subject, reason }) => {
      const found = await look(context, subject, reason);
      return found.ok ? accept(await executeDecisions(deps, found.value.events, found.value.personKey)) : found;
    },
  };
};

/** With where each payment stood; recorded after that moment counts for nothing. */
const asOf = ({ events, personKey }: Found, moment: Moment): readonly StateLine[] => [
  ...stateAsOf(events, moment),
  ...paymentLinesAsOf(events.filter(({ meta }) => meta.recordedAt <= moment.knownAt), personKey),
];

/** Ids of applications are `<scheme>.<personKey>.<round>`. */
const personOf = (subject: ReplaySubject): string | null => ('personKey' in subject ? subject.personKey : (subject.applicationId.split('.').at(-2) ?? null));

/** For a state, which needs no evidence: what was recorded after `knownAt` is left out and stays sealed. */
const eventsAbout = async (deps: ServiceDeps, personKey: string, subject: ReplaySubject, knownAt?: string): Promise<readonly RecordedEvent[]> => {
  const addresses = await addressesOf(deps, personKey, knownAt);
  const wanted = 'personKey' in subject ? addresses : addresses.filter(({ stream }) => stream === applicationStream(subject.applicationId));
  const own = await readAt(deps, wanted);
  const stored = 'personKey' in subject ? await withBatches(deps, own) : own;
  if (knownAt === undefined) return deps.codec.open(stored);
  return deps.codec.open(stored.filter(({ meta }) => meta.recordedAt <= knownAt), { evidence: false });
};

const addressesOf = async ({ subjects }: ServiceDeps, personKey: string, knownAt?: string): Promise<readonly EventAddress[]> => {
  const addresses: EventAddress[] = [];
  for (;;) {
    const [after, options] = [addresses.at(-1), knownAt === undefined ? {} : { knownAt }];
    const page = await subjects.ofPerson(personKey, after === undefined ? options : { ...options, after });
    for (const address of page) addresses.push(address);
    if (page.length < eventsOfPersonMax) return addresses;
  }
};

/** Only the events named, in the order of the index, which is that of the whole log. */
const readAt = async (deps: ServiceDeps, addresses: readonly EventAddress[]): Promise<readonly StoredEvent[]> => {
  const byStream = new Map<string, number[]>();
  for (const { stream, version } of addresses) {
    const versions = byStream.get(stream);
    if (versions === undefined) byStream.set(stream, [version]);
    else versions.push(version);
  }
  const found = new Map<string, StoredEvent>();
  const ranges = [...byStream].flatMap(([stream, versions]) => rangesOf(versions).map(([from, to]) => ({ stream, from, to })));
  await inFlight(ranges.length, readsInFlightMax, async (index) => {
    const range = ranges[index];
    if (range === undefined) return;
    const { stream, from, to } = range;
    for await (const event of deps.store.readStream(stream, { from, limit: to - from + 1 })) found.set(`${stream}/${event.meta.version}`, event);
  });
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
