import { RecordedEvent, Text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { KindCount, VerifyFinding, VerifyKind, verifyKinds } from './verify-service';

export type Known = ZhibuEvent & Pick<RecordedEvent, 'meta'>;
export type KnownOf<Type extends ZhibuEvent['type']> = Extract<Known, { type: Type }>;

/** How one decision came out when it was executed again. */
export type Executed = Judged<'same'> | Judged<'erased'> | (Judged<'differs' | 'rules-gone'> & Difference);

interface Judged<Outcome> {
  readonly kind: VerifyKind;
  readonly event: Known;
  readonly outcome: Outcome;
}
interface Difference {
  readonly what: Text;
  readonly expected: string;
  readonly actual: string;
}

const sampleMax = 100;

/** Counts by kind, and the first findings in words. */
export class Tally {
  private readonly counts = new Map<VerifyKind, { -readonly [Name in keyof KindCount]: KindCount[Name] }>();
  readonly sample: VerifyFinding[] = [];
  readonly rulesGoneSample: VerifyFinding[] = [];

  add(executed: Executed): void {
    const { kind, event } = executed;
    const count = this.counts.get(kind) ?? { kind, executed: 0, differences: 0, rulesGone: 0, erased: 0 };
    this.counts.set(kind, count);
    if (executed.outcome === 'erased') {
      count.erased += 1;
      return;
    }
    count.executed += 1;
    if (executed.outcome === 'same') return;
    const { what, expected, actual } = executed;
    const finding: VerifyFinding = { kind, stream: event.meta.stream, version: event.meta.version, what, expected, actual };
    if (executed.outcome === 'differs') count.differences += 1;
    else count.rulesGone += 1;
    const list = executed.outcome === 'differs' ? this.sample : this.rulesGoneSample;
    if (list.length < sampleMax) list.push(finding);
  }

  get kinds(): readonly KindCount[] {
    return verifyKinds.flatMap((kind) => this.counts.get(kind) ?? []);
  }

  sum(of: Exclude<keyof KindCount, 'kind'>, kinds: readonly VerifyKind[] = verifyKinds): number {
    return this.kinds.filter(({ kind }) => kinds.includes(kind)).reduce((sum, count) => sum + count[of], 0);
  }
}
