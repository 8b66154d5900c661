import { Actor, Clock, LocalDate, Rejection, RejectionError, dateOf } from '@zhibu/kernel';
import { CommandContext, ReturnFileInput, Services, WrittenFile } from '@zhibu/application';

/** A clock that only the demo moves; every event recorded by it says that it was simulated. */
export interface DemoClock extends Clock {
  advanceTo(instant: string): void;
}

/** Plays the agent bank: reads a payment file as a bank would, and answers line by line in the bank's own format. */
export interface DemoBank {
  answer(
    file: WrittenFile & { readonly batchId: string; readonly fileNo: number },
    closedAccounts: ReadonlySet<string>,
    /** Value day of the credits; without it the answer names none. */
    answeredOn?: LocalDate,
  ): Promise<{ readonly returns: ReturnFileInput; readonly returnedLines: readonly { readonly lineNo: number; readonly accountNumber: string }[] }>;
}

export interface DemoProgress {
  /** Steps done and steps known, over the whole load. */
  (done: number, total: number, what: { readonly zh: string; readonly en: string }): void;
}

export interface DemoSetting {
  readonly services: Services;
  readonly clock: DemoClock;
  readonly bank: DemoBank;
  readonly automation: Actor;
  /** Commands in flight at once; appends that arrive together share a commit. */
  readonly concurrency: number;
  /** Makes command keys, so that a load that was cut off goes on where it stopped. */
  readonly keyPrefix: string;
  readonly signal?: AbortSignal;
  /** Waits until the read models show everything written so far. */
  readonly settle: () => Promise<void>;
}

/** Contexts for the officers of the demo, resolved once. */
export class DemoDesk {
  private readonly actors = new Map<string, Actor>();

  constructor(private readonly setting: DemoSetting) {}

  get today(): LocalDate {
    return dateOf(this.setting.clock.now());
  }

  async as(userId: string, step: string): Promise<CommandContext> {
    let actor = this.actors.get(userId);
    if (actor === undefined) {
      actor = must(await this.setting.services.users.resolveActor(userId, this.today));
      this.actors.set(userId, actor);
    }
    return this.context(actor, step);
  }

  automatic(step: string): CommandContext {
    return this.context(this.setting.automation, step);
  }

  private context(actor: Actor, step: string): CommandContext {
    const commandKey = `${this.setting.keyPrefix}/${step}`;
    return { clock: this.setting.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey };
  }
}

/** The value of a result that has to succeed in the demo; anything else ends the load with the reason. */
export const must = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!result.ok) throw new RejectionError(result.rejection);
  return result.value;
};

/** The same for the outcome of a command. */
export const done = <T extends { readonly ok: true }>(outcome: T | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!outcome.ok) throw new RejectionError(outcome.rejection);
  return outcome;
};

/** Runs `work` over the items with a bounded number at once; the first failure stops the rest. */
export const eachLimited = async <T>(items: readonly T[], limit: number, signal: AbortSignal | undefined, work: (item: T) => Promise<void>): Promise<void> => {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (!failed && next < items.length) {
      signal?.throwIfAborted();
      const item = items[next] as T;
      next += 1;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
};
