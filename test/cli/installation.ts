import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CommandContext, RegisterRowInput } from '@zhibu/application';
import { DemoPerson, demoCounty, demoPlan, scaledNumbers } from '@zhibu/demo';
import { Role, unwrap } from '@zhibu/kernel';
import { migrateIdentity, openSecrets } from '@zhibu/platform';
import { Runtime, createRuntime } from '@zhibu/runtime';
import { commands } from '../../apps/cli/src/commands';
import { languageOf } from '../../apps/cli/src/language';
import { runProgram } from '../../apps/cli/src/program';
import { TestDatabase, createTestDatabase } from '../support/database';
import { takeOver } from '../support/take-over';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export const county = demoCounty;
const officers: readonly (readonly [string, Role])[] = [
  ['clerk', 'caseworker'], ['county', 'county-reviewer'], ['prep', 'finance-preparer'], ['chief', 'finance-approver'], ['eye', 'inspector'], ['boss', 'administrator'],
];

/** An installation with a database and a data folder of its own, used through command lines. */
export class Installation {
  private constructor(readonly database: TestDatabase, readonly folder: string, readonly runtime: Runtime) {}

  static async open(): Promise<Installation> {
    const database = await createTestDatabase();
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-cli-'));
    const policiesFolder = resolve(__dirname, '../../policies');
    const runtime = await createRuntime({ databaseUrl: database.url, policiesFolder, dataFolder: folder, secrets: openSecrets(folder, false), connectionsMax: 6 });
    await runtime.migrate();
    await migrateIdentity(runtime.pool);
    const installation = new Installation(database, folder, runtime);
    for (const [userId, role] of officers) {
      const added = await runtime.services.users.add(installation.as(runtime.automation, `user/${userId}`), { userId, displayName: userId, kind: 'officer', roles: [{ role, areaCode: county }], demo: false });
      if (!added.ok) throw new Error(added.rejection.code);
    }
    return installation;
  }

  as(actor: CommandContext['actor'], commandKey: string): CommandContext {
    return { clock: this.runtime.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey };
  }

  /** Synthetic people who qualify, registered and taken over from the register of the year before. */
  async settle(count: number): Promise<readonly DemoPerson[]> {
    const people = demoPlan(scaledNumbers(40), 7).filter((person) => person.scheme === 'rural-reward' && person.story === 'carried-over').slice(0, count);
    const actor = async (userId: string) => unwrap(await this.runtime.services.users.resolveActor(userId, '2016-01-04'));
    const clerk = await actor('clerk');
    const { services, automation } = this.runtime;
    const rows: RegisterRowInput[] = [];
    for (const [index, person] of people.entries()) {
      const { personKey } = taken(await services.people.register(this.as(clerk, `register/${index}`), person.form)).value;
      rows.push({ personKey, branch: null, paidThrough: '2015-12' });
    }
    const head = { scheme: 'rural-reward', areaCode: county, title: '2015 年度名册', conditionsOn: '2016-01-01' };
    await takeOver({ services, automation, as: (by, key) => this.as(by, key) }, head, rows, 'carry');
    return people;
  }

  async zhibu(...argv: string[]): Promise<Ran> {
    let [out, err] = ['', ''];
    const env = { DATABASE_URL: this.database.url, ZHIBU_DATA: this.folder };
    const code = await runProgram(commands, argv, languageOf(argv, env), { env, out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  }

  /** Runs with `--json`, expects the exit code, and gives the document. */
  async json<T = Record<string, unknown>>(code: number, ...argv: string[]): Promise<T> {
    const ran = await this.zhibu(...argv, '--json');
    if (ran.code !== code) throw new Error(`${argv.join(' ')}: expected exit code ${code}, found ${ran.code}: ${ran.out} ${ran.err}`);
    return JSON.parse(ran.out) as T;
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  async close(): Promise<void> {
    await this.runtime.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly rejection: { readonly code: string } };

const taken = <T extends Answer>(outcome: T): Extract<T, { ok: true }> => {
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  return outcome as Extract<T, { ok: true }>;
};
