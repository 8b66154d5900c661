import { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'pg';
import { createPostgresEventStore } from '@zhibu/event-store/postgres';
import { EmbeddedPostgres, startEmbeddedPostgres } from '@zhibu/platform';
import { parseBankLayout } from '@zhibu/banking';
import { exitOf, isRunning, nextJson, startScript } from '../support/processes';
import { checkMoney } from './check-money';

type Victim = 'worker' | 'desk' | 'postgres';
interface Round { readonly victim: Victim; readonly when: string; readonly moment: Moment }
/** Number of events of a type, or files half written, that the round waits for before it kills. */
type Moment = { readonly event: string; readonly more: number } | { readonly file: 'part' } | { readonly before: string };

const after = (event: string, more = 1): Moment => ({ event, more });
const rounds: readonly Round[] = [
  { victim: 'worker', when: 'after claims, before the lines', moment: { before: 'LinesBuilt' } },
  { victim: 'worker', when: 'after lines, before the chunk is recorded', moment: { before: 'BatchChunkBuilt' } },
  { victim: 'desk', when: 'while the list is frozen', moment: after('BatchFrozen') },
  { victim: 'worker', when: 'while the file is written', moment: { file: 'part' } },
  { victim: 'desk', when: 'between file and sending', moment: after('BatchFileWritten') },
  { victim: 'desk', when: 'in the middle of a return file', moment: after('LinesSettled') },
  { victim: 'postgres', when: 'in the middle of claims', moment: after('DuesClaimed', 6) },
  { victim: 'postgres', when: 'in the middle of a return file', moment: after('LinesSettled', 2) },
];
const peoplePaid = 16;
const runsOfDeskMax = 6;

describe('kill -9 at the worst moments', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-chaos-'));
  const dieBefore = join(folder, 'data', 'die-before');
  const filesFolder = join(folder, 'data', 'files');
  const layoutFile = resolve(__dirname, '../../policies/bank-layouts/demo-rural-bank.yaml');
  const layout = parseBankLayout(readFileSync(layoutFile, 'utf8'), layoutFile);
  const children = new Set<ChildProcess>();
  let postgres: EmbeddedPostgres;
  let pool: Pool;
  let worker: ChildProcess;
  /** Stands by and takes over when the other is killed, as the launcher's next one would. */
  let standBy: Promise<ChildProcess>;

  const start = (script: string, ...args: readonly string[]): ChildProcess => {
    const child = startScript(resolve(__dirname, script), [postgres.url, join(folder, 'data'), ...args]);
    children.add(child);
    return child;
  };
  const startWorker = async (): Promise<ChildProcess> => {
    const child = start('worker.script.ts');
    await nextJson(child, 'working');
    return child;
  };
  beforeAll(async () => {
    mkdirSync(join(folder, 'data'));
    postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
    pool = new Pool({ connectionString: postgres.url, max: 2 });
    pool.on('error', () => undefined);
    worker = await startWorker();
    standBy = startWorker();
    await nextJson(start('desk.script.ts'), 'paid', 60_000);
  }, 90_000);
  afterAll(async () => {
    await standBy.catch(() => undefined);
    for (const child of children) if (child.pid !== undefined && child.exitCode === null && child.signalCode === null && isRunning(child.pid)) child.kill('SIGKILL');
    await pool.end();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  const count = async (type: string): Promise<number> => {
    const { rows } = await pool.query<{ count: string }>('select count(*) from events.events where type = $1', [type]);
    return Number(rows[0]?.count ?? 0);
  };
  const halfFiles = (): number => {
    try {
      return readdirSync(filesFolder).filter((name) => name.endsWith('.part')).length;
    } catch {
      return 0;
    }
  };
  /** Kills as soon as the moment is there; `false` when the month was paid before. */
  const killAt = async (moment: Moment, kill: () => boolean, over: () => boolean): Promise<boolean> => {
    if ('before' in moment) {
      while (existsSync(dieBefore)) {
        if (over()) return false;
        await wait(5);
      }
      return true;
    }
    const measure = (): number | Promise<number> => ('event' in moment ? count(moment.event) : halfFiles());
    const before = await measure();
    const wanted = before + ('event' in moment ? moment.more : 1);
    while (!over()) {
      if ((await measure()) >= wanted) {
        return kill();
      }
      await wait(2);
    }
    return false;
  };

  /** Puts others in the place of workers that are gone. */
  const replaceWorkers = async (): Promise<void> => {
    await wait(50);
    const second = await standBy;
    const alive = [worker, second].filter(({ pid }) => isRunning(pid ?? 0));
    worker = alive[0] ?? (await startWorker());
    standBy = alive.length === 2 ? Promise.resolve(second) : startWorker();
  };

  const payThrough = async (month: string, index: number, { victim, moment }: Round): Promise<boolean> => {
    let killed: Promise<boolean> | null = null;
    if ('before' in moment) writeFileSync(dieBefore, moment.before);
    for (let run = 0; run < runsOfDeskMax; run += 1) {
      const desk = start('desk.script.ts', month, index === 0 ? '2' : String(peoplePaid));
      let ended = false;
      const end = exitOf(desk).then((code) => {
        ended = true;
        return code;
      });
      const paid = nextJson(desk, 'paid', 90_000).then(() => true, () => false);
      /** Whoever had ended by itself just before was not hit. */
      const kill = (): boolean => {
        const pid = victim === 'postgres' ? postgres.pid : victim === 'worker' ? worker.pid : desk.pid;
        if (pid === undefined || !isRunning(pid)) return false;
        return process.kill(pid, 'SIGKILL');
      };
      killed ??= killAt(moment, kill, () => ended);
      const struck = await Promise.race([killed, end.then(() => killed)]);
      if (victim === 'worker' && struck === true && run === 0) await replaceWorkers();
      if (await paid) return killed;
      await end;
    }
    throw new Error(`expected ${month} paid after ${runsOfDeskMax} runs`);
  };

  it('no payment is lost, none is made twice, and no half file has its final name', async () => {
    const struck: string[] = [];
    for (const [index, round] of rounds.entries()) {
      const month = `2016-${String(index + 1).padStart(2, '0')}`;
      if (await payThrough(month, index, round)) struck.push(`${round.victim}, ${round.when}`);
    }
    const store = createPostgresEventStore({ pool });
    const found = await checkMoney(store, layout, filesFolder);
    await store.close();
    expect(found.wrong).toEqual([]);
    expect(found).toMatchObject({ monthsClaimed: peoplePaid * rounds.length, monthsCredited: peoplePaid * rounds.length });
    // A moment may pass between two looks; most must have been hit for the test to say anything.
    expect(struck.length).toBeGreaterThanOrEqual(rounds.length - 2);
  }, 300_000);
});
