import type { EngineLook, EngineName } from '../engines/engine';
import type { HealthReport } from './health-report';

/** What a process knows of its engines while it waits for them, before anything else can be asked. */
export class StartHealth {
  private waiting: readonly EngineLook[] = [];
  private readonly sinceMs = new Map<EngineName, number>();

  /** Hears what is still waited for. */
  readonly onWaiting = (looks: readonly EngineLook[]): void => {
    this.waiting = looks;
    for (const { engine } of looks) if (!this.sinceMs.has(engine)) this.sinceMs.set(engine, performance.now());
  };

  report(): HealthReport {
    const engines = this.waiting.map(({ engine, faults: [fault] }) => ({ engine, ok: false, fault: fault?.rejection ?? null, forMs: Math.round(performance.now() - (this.sinceMs.get(engine) ?? performance.now())) }));
    return { engines, readModels: null, followUps: null, leases: null, oldestWaitingMs: null };
  }
}
