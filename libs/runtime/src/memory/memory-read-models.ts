import { Checkpoint, areaContains } from '@zhibu/kernel';
import { ZhibuEvent, areaAtLevel, fundIdOf } from '@zhibu/domain';
import { BatchHistory, DueEntitlements, EventAddress, SubjectIndex, WaitingBatches } from '@zhibu/application';
import { EventStore, StoredEvent } from '@zhibu/event-store';

interface Right {
  readonly entitlementId: string;
  readonly scheme: string;
  readonly areaCode: string;
  /** Of the first right: one that ended may still owe months. */
  readonly startMonth: string;
}

interface Batch {
  readonly batchId: string;
  readonly scheme: string;
  readonly areaCode: string;
  readonly period: string;
}

/** The few read models that services ask, folded from the log on demand: for tests and small tools. */
export class MemoryReadModels implements DueEntitlements, BatchHistory, SubjectIndex, WaitingBatches {
  private after: Checkpoint | null = null;
  private catchingUp: Promise<void> = Promise.resolve();
  private readonly rights = new Map<string, Right>();
  private sorted: readonly Right[] | null = null;
  private readonly opened = new Map<string, Batch>();
  private approved: readonly Batch[] = [];
  private readonly withoutFunds = new Map<string, string>();
  private readonly bySubject = new Map<string, (EventAddress & { readonly recordedAt: string })[]>();

  constructor(private readonly store: EventStore) {}

  async page({ scheme, areaCode, throughMonth, after, limit }: Parameters<DueEntitlements['page']>[0]): Promise<readonly string[]> {
    await this.catchUp();
    this.sorted ??= [...this.rights.values()].sort((a, b) => (a.entitlementId < b.entitlementId ? -1 : 1));
    return this.sorted
      .filter((right) => right.entitlementId > after && right.scheme === scheme && areaContains(areaCode, right.areaCode) && right.startMonth <= throughMonth)
      .slice(0, limit)
      .map((right) => right.entitlementId);
  }

  async previousOf(batchId: string): Promise<string | null> {
    await this.catchUp();
    const batch = this.opened.get(batchId);
    const before = this.approved.filter((other) => other.batchId !== batchId && other.scheme === batch?.scheme && other.areaCode === batch.areaCode);
    return before.at(-1)?.batchId ?? null;
  }

  async ofFund(fundId: string): Promise<readonly string[]> {
    await this.catchUp();
    return [...this.withoutFunds].filter(([, fund]) => fund === fundId).map(([batchId]) => batchId);
  }

  async ofPerson(personKey: string, { after, knownAt }: Parameters<SubjectIndex['ofPerson']>[1] = {}): Promise<readonly EventAddress[]> {
    await this.catchUp();
    const addresses = (this.bySubject.get(personKey) ?? []).filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt);
    const from = after === undefined ? 0 : addresses.findIndex(({ stream, version }) => stream === after.stream && version === after.version) + 1;
    return addresses.slice(from);
  }

  /** One at a time: two readers must not take the same events twice. */
  private catchUp(): Promise<void> {
    this.catchingUp = this.catchingUp.then(async () => {
      for await (const event of this.store.readAll({ after: this.after })) {
        this.take(event);
        this.after = event.checkpoint;
      }
    });
    return this.catchingUp;
  }

  private take(stored: StoredEvent): void {
    const { stream, version, recordedAt, subjects } = stored.meta;
    for (const subject of subjects) {
      const addresses = this.bySubject.get(subject);
      if (addresses === undefined) this.bySubject.set(subject, [{ stream, version, recordedAt }]);
      else addresses.push({ stream, version, recordedAt });
    }
    const event = stored as unknown as ZhibuEvent;
    switch (event.type) {
      case 'EntitlementGranted':
      case 'EntitlementCarriedOver': {
        const { entitlementId, scheme, areaCode, startMonth } = event.data;
        const before = this.rights.get(entitlementId)?.startMonth ?? startMonth;
        this.rights.set(entitlementId, { entitlementId, scheme, areaCode, startMonth: before < startMonth ? before : startMonth });
        this.sorted = null;
        return;
      }
      case 'EntitlementAreaMoved': {
        const right = this.rights.get(event.data.entitlementId);
        if (right !== undefined) this.rights.set(right.entitlementId, { ...right, areaCode: event.data.toArea });
        this.sorted = null;
        return;
      }
      case 'BatchOpened':
        this.opened.set(event.data.batchId, event.data);
        return;
      case 'BatchApproved': {
        const batch = this.opened.get(event.data.batchId);
        if (!event.data.complete || batch === undefined) return;
        this.approved = [...this.approved, batch];
        this.withoutFunds.set(batch.batchId, fundIdOf(batch.scheme, areaAtLevel(batch.areaCode, 'county'), Number(batch.period.slice(0, 4))));
        return;
      }
      case 'BatchFundsReserved':
        this.withoutFunds.delete(event.data.batchId);
        return;
      case 'BatchCancelled': {
        const { batchId } = event.data;
        this.withoutFunds.delete(batchId);
        this.approved = this.approved.filter((batch) => batch.batchId !== batchId);
        return;
      }
      default:
    }
  }
}
