import { ChildProcess } from 'node:child_process';
import { isRunning, nextJson, startScript } from '../support/processes';

interface Serving {
  readonly child: ChildProcess;
  readonly port: number;
}

/** One API that serves and one that stands by, as the launcher's next one would; whoever is killed is replaced. */
export class ApiPair {
  deaths = 0;
  private readonly children: ChildProcess[] = [];
  private serving: Promise<Serving>;
  private standBy: Promise<Serving>;

  constructor(private readonly script: string, private readonly args: readonly string[]) {
    this.serving = this.start();
    this.standBy = this.start();
  }

  /** Where a client connects now. */
  async port(): Promise<number> {
    const asked = this.serving;
    const { child, port } = await asked;
    if (isRunning(child.pid ?? 0)) return port;
    // Several clients come at once: the first of them replaces it.
    if (asked === this.serving) {
      this.deaths += 1;
      this.serving = this.standBy;
      this.standBy = this.start();
    }
    return (await this.serving).port;
  }

  async kill(): Promise<void> {
    (await this.serving).child.kill('SIGKILL');
  }

  async end(): Promise<void> {
    await this.standBy.catch(() => undefined);
    for (const child of this.children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }

  private async start(): Promise<Serving> {
    const child = startScript(this.script, this.args);
    this.children.push(child);
    const { serving } = await nextJson<{ serving: number }>(child, 'serving', 60_000);
    return { child, port: serving };
  }
}
