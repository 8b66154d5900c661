import { Rejection, Text, canonicalJson, fold, sumFen, text } from '@zhibu/kernel';
import { DuesRun, EntitlementEvent, EntitlementState, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { PolicySet, Scheme } from '@zhibu/policy';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { DueAmounts, amountsOf, dueAmounts, totalOf } from '../payments/due-amounts';
import { ServiceDeps } from '../service-deps';
import { Executed, KnownOf } from './executed';

type Dues = KnownOf<'DuesClaimed' | 'DuesSuppressed'>;
type Right = Loaded<EntitlementState, EntitlementEvent>;
type Rights = ReadonlyMap<string, Right>;

/** One scheme's months with what they were worked out from; claims of the first version have no basis. */
interface Stated {
  readonly scheme: Scheme;
  readonly entitlementId: string;
  readonly months: readonly string[];
  readonly basis: readonly DuesRun[] | undefined;
}

/** Rights that are needed because an event of the first version does not say what its amount follows from. */
export const rightsBehind = (deps: ServiceDeps, events: readonly Dues[]): Promise<Rights> =>
  loadStreams(deps, entitlementDecider, events.flatMap(statedIn).filter(({ basis }) => basis === undefined).map(({ entitlementId }) => entitlementStream(entitlementId)));

/** Claims and suppressions, to the fen, from what stands in the event itself. */
export const executeDues = (policies: PolicySet, event: Dues, rights: Rights): Executed => {
  const kind = event.type === 'DuesClaimed' ? 'amount' : 'suppression';
  const again: DueAmounts[] = [];
  for (const stated of statedIn(event)) {
    const worked = workedAgain(policies, stated, event, rights);
    if (worked === 'erased') return { kind, event, outcome: 'erased' };
    if ('rejection' in worked) return refused(kind, event, worked.rejection);
    again.push(worked);
  }
  const [expected, actual] = event.type === 'DuesClaimed' ? claimed(event, again) : suppressed(event, again);
  if (expected === actual) return { kind, event, outcome: 'same' };
  const outcome = statedIn(event).every(({ basis }, index) => sameRates(basis, again[index])) ? 'differs' : 'rules-gone';
  return { kind, event, outcome, what: outcome === 'differs' ? differs[kind] : ratesGone, expected, actual };
};

const statedIn = ({ type, data }: Dues): readonly Stated[] => {
  const { scheme, entitlementId, basis } = data;
  if (type === 'DuesClaimed') return [{ scheme, entitlementId, months: data.months.map(({ month }) => month), basis }];
  const { higherScheme, higherBasis, months, personKey } = data;
  return [
    { scheme, entitlementId, months, basis },
    { scheme: higherScheme, entitlementId: entitlementIdOf(higherScheme, personKey), months, basis: higherBasis },
  ];
};

const workedAgain = (policies: PolicySet, { scheme, entitlementId, months, basis }: Stated, event: Dues, rights: Rights): DueAmounts | { readonly rejection: Rejection } | 'erased' => {
  if (basis !== undefined) {
    if (basis.some(({ rateFacts }) => rateFacts === null)) return 'erased';
    const again = amountsOf(policies, scheme, basis);
    return again.ok ? again.value : again;
  }
  const right = rightAsOf(rights.get(entitlementStream(entitlementId)), event.meta.recordedAt);
  if (right === null) return 'erased';
  const again = dueAmounts(policies, right, months);
  return again.ok ? again.value : again;
};

/** As it stood when the claim was recorded: what was changed back in time since is no fault of the claim. */
const rightAsOf = (right: Right | undefined, recordedAt: string): EntitlementState | null => {
  const known = right?.events.filter(({ meta }) => meta.recordedAt <= recordedAt) ?? [];
  const state = fold(entitlementDecider, known as unknown as readonly EntitlementEvent[]);
  return state.rateFacts === null ? null : state;
};

const claimed = ({ data: { months, components, amountFen } }: KnownOf<'DuesClaimed'>, [again]: readonly DueAmounts[]): readonly [string, string] => [
  canonicalJson({ months: again?.months, components: again?.components, amountFen: totalOf(again?.months ?? []) }),
  canonicalJson({ months, components, amountFen }),
];

const suppressed = ({ data: { amountFen, higherAmountFen } }: KnownOf<'DuesSuppressed'>, again: readonly DueAmounts[]): readonly [string, string] => {
  const [own = 0, higher = 0] = again.map(({ months }) => sumFen(months.map((due) => due.amountFen)));
  return [canonicalJson({ amountFen: own, higherAmountFen: higher, lower: own <= higher }), canonicalJson({ amountFen, higherAmountFen, lower: true })];
};

const sameRates = (basis: readonly DuesRun[] | undefined, again: DueAmounts | undefined): boolean =>
  basis === undefined || basis.every(({ ratesHash }, index) => again?.basis[index]?.ratesHash === ratesHash);

// The facts are kept, so an amount that cannot be worked out at all lacks its rates, its branch or its area.
const refused = (kind: 'amount' | 'suppression', event: Dues, { code, message, actual }: Rejection): Executed => ({
  kind, event, what: message, expected: code, actual: actual.en,
  outcome: code === 'policy.no-rate' || code.startsWith('policy.unknown-') ? 'rules-gone' : 'differs',
});

const differs: Readonly<Record<'amount' | 'suppression', Text>> = {
  amount: text('发放金额与重算不一致', 'The amount paid differs from the one worked out again'),
  suppression: text('就高不发的两项金额与重算不一致', 'The amounts of the two schemes differ from those worked out again'),
};
const ratesGone = text('这几个月的标准已不是当时的标准，本机没有当时的规则', 'The rates of these months are not those of that time: the rules of that time are not on this machine');
