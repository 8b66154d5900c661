import { LocalDate, RecordedEvent, Text, fold, formatYuan, holdsOn, monthOf, sumFen, text } from '@zhibu/kernel';
import {
  ApplicationEvent, EntitlementEvent, PayeeLedgerEvent, PersonEvent, PersonState, accountOn, applicationDecider, branchIn, eligibleMonths, entitlementDecider, factsInForceOn,
  payeeLedgerDecider, personDecider,
} from '@zhibu/domain';
import { factSpec, valueText } from '@zhibu/policy';

/** Known then, and in force on that day: two times, asked together. */
export interface Moment {
  /** ISO instant: only what was recorded by then. */
  readonly knownAt: string;
  readonly inForceOn: LocalDate;
}

/** One thing that was so, under a stable key, so that two states can be compared. */
export interface StateLine {
  readonly key: string;
  readonly label: Text;
  readonly value: Text;
}

export interface StateChange {
  readonly key: string;
  readonly label: Text;
  readonly before: Text | null;
  readonly after: Text | null;
}

const same = (value: string): Text => text(value, value);

/** Pure: folds what was recorded by `knownAt` with the deciders themselves, and shows what held on the day. */
export const stateAsOf = (events: readonly RecordedEvent[], { knownAt, inForceOn }: Moment): readonly StateLine[] => {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    if (event.meta.recordedAt > knownAt) continue;
    const stream = streams.get(event.meta.stream);
    if (stream === undefined) streams.set(event.meta.stream, [event]);
    else stream.push(event);
  }
  return [...streams.keys()].sort().flatMap((stream) => linesOfStream(stream, streams.get(stream) ?? [], inForceOn));
};

/** Pure: what differs between two states, in the order of their keys. */
export const changesBetween = (before: readonly StateLine[], after: readonly StateLine[]): readonly StateChange[] => {
  const [old, now] = [new Map(before.map((line) => [line.key, line])), new Map(after.map((line) => [line.key, line]))];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key) => {
    const [a, b] = [old.get(key), now.get(key)];
    const label = (b ?? a)?.label;
    if (label === undefined || (a?.value.zh === b?.value.zh && a?.value.en === b?.value.en)) return [];
    return [{ key, label, before: a?.value ?? null, after: b?.value ?? null }];
  });
};

const linesOfStream = (stream: string, events: readonly RecordedEvent[], day: LocalDate): readonly StateLine[] => {
  // The name of the stream tells the folder; each folder's fold is total over its own events.
  switch (stream.slice(0, stream.indexOf('-'))) {
    case 'person':
      return personLines(fold(personDecider, events as unknown as readonly PersonEvent[]), day);
    case 'application':
      return applicationLines(stream, events as unknown as readonly ApplicationEvent[]);
    case 'entitlement':
      return entitlementLines(stream, events as unknown as readonly EntitlementEvent[], day);
    case 'ledger':
      return ledgerLines(events as unknown as readonly PayeeLedgerEvent[]);
    default:
      return [];
  }
};

const personLines = (person: PersonState, day: LocalDate): readonly StateLine[] => {
  const account = accountOn(person, day);
  const residence = person.residences.findLast((candidate) => holdsOn(candidate, day));
  const died = person.diedOn !== null && person.diedOn <= day;
  return [
    ...(person.name === null ? [] : [{ key: 'person/name', label: text('姓名', 'Name'), value: same(person.name) }]),
    { key: 'person/area', label: text('居住地', 'Residence'), value: residence === undefined ? text('当时住址不详', 'not known for that day') : same(residence.areaCode) },
    { key: 'person/alive', label: text('在世', 'Alive'), value: died ? text(`否，${person.diedOn} 死亡`, `no, died on ${person.diedOn}`) : text('是', 'yes') },
    ...(account === null ? [] : [{ key: 'person/account', label: text('账户', 'Account'), value: same(`${account.bank} ${account.accountNumber?.slice(-4) ?? '—'}`) }]),
    ...factsInForceOn(person, day).map((fact) => {
      const spec = factSpec(fact.fact);
      const label = text(`${fact.of} ${spec?.text.zh ?? fact.fact}`, `${fact.of}: ${spec?.text.en ?? fact.fact}`);
      return { key: `fact/${fact.of}/${fact.fact}`, label, value: valueText(fact.value, spec) };
    }),
  ];
};

const caseStatuses: Readonly<Record<string, Text>> = {
  none: text('无', 'none'),
  checking: text('待核查', 'waiting for the check'),
  'in-stage': text('审核中', 'under review'),
  returned: text('退回补正', 'returned'),
  refused: text('不予确认', 'refused'),
  withdrawn: text('已撤回', 'withdrawn'),
  confirmed: text('已确认', 'confirmed'),
};

const applicationLines = (stream: string, events: readonly ApplicationEvent[]): readonly StateLine[] => {
  const state = fold(applicationDecider, events);
  const status = caseStatuses[state.status] ?? same(state.status);
  const at = state.status === 'in-stage' && state.stage !== null ? text(`${status.zh}：${state.stage}`, `${status.en}: ${state.stage}`) : status;
  return [{ key: `${stream}/status`, label: text(`申请 ${state.scheme}`, `Application for ${state.scheme}`), value: at }];
};

const entitlementLines = (stream: string, events: readonly EntitlementEvent[], day: LocalDate): readonly StateLine[] => {
  const state = fold(entitlementDecider, events);
  const month = monthOf(day);
  const due = eligibleMonths(state, month).some((entry) => entry.month === month);
  const branch = branchIn(state, month);
  const value = due ? text('享受中', 'entitled') : state.exit !== null ? text('已退出', 'ended') : text('本月不发', 'not due in this month');
  return [
    { key: `${stream}/status`, label: text(`资格 ${state.scheme}`, `Right to ${state.scheme}`), value },
    ...(branch === null ? [] : [{ key: `${stream}/branch`, label: text('类别', 'Branch'), value: same(branch) }]),
  ];
};

const ledgerLines = (events: readonly PayeeLedgerEvent[]): readonly StateLine[] => {
  const { claims } = fold(payeeLedgerDecider, events);
  const held = claims.filter((claim) => !claim.released);
  return [...new Set(held.map((claim) => claim.scheme))].map((scheme) => {
    const own = held.filter((claim) => claim.scheme === scheme);
    const months = own.flatMap((claim) => claim.months).sort();
    const amount = formatYuan(sumFen(own.map((claim) => claim.amountFen)));
    return {
      key: `ledger/${scheme}`,
      label: text(`已列支 ${scheme}`, `Claimed for ${scheme}`),
      value: text(`${months.length} 个月（${months[0]} 至 ${months.at(-1)}），${amount} 元`, `${months.length} months (${months[0]} to ${months.at(-1)}), ${amount} yuan`),
    };
  });
};
