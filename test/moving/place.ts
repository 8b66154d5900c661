import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../apps/cli/src/commands';
import { languageOf } from '../../apps/cli/src/language';
import { runProgram } from '../../apps/cli/src/program';
import { TestDatabase, createTestDatabase } from '../support/database';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** An installation as its settings name it: a database, perhaps an event store, and a data folder. */
export class Place {
  private constructor(readonly databaseUrl: string, readonly folder: string, private readonly eventStoreUrl: string | undefined, private readonly drop: () => Promise<void>) {}

  static async empty(eventStoreUrl?: string): Promise<Place & { readonly database: TestDatabase }> {
    const database = await createTestDatabase(4);
    return Object.assign(new Place(database.url, mkdtempSync(join(tmpdir(), 'zhibu-place-')), eventStoreUrl, () => database.drop()), { database });
  }

  static over(databaseUrl: string): Place {
    return new Place(databaseUrl, mkdtempSync(join(tmpdir(), 'zhibu-place-')), undefined, () => Promise.resolve());
  }

  get secretsFile(): string {
    return join(this.folder, 'secrets.json');
  }

  keys(keys: Readonly<Record<'pseudonymKey' | 'masterKey' | 'tokenKey', Buffer>>): void {
    writeFileSync(this.secretsFile, JSON.stringify(Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, key.toString('base64')]))));
  }

  takeKeysOf(other: Place): void {
    copyFileSync(other.secretsFile, this.secretsFile);
  }

  async zhibu(...argv: readonly string[]): Promise<Ran> {
    let [out, err] = ['', ''];
    const env = { DATABASE_URL: this.databaseUrl, ZHIBU_DATA: this.folder, ...(this.eventStoreUrl === undefined ? {} : { EVENT_STORE_URL: this.eventStoreUrl }) };
    const code = await runProgram(commands, argv, languageOf(argv, env), { env, out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  }

  /** Runs with `--json`, expects the exit code, and gives the document. */
  async json<T = Record<string, unknown>>(code: number, ...argv: readonly string[]): Promise<T> {
    const ran = await this.zhibu(...argv, '--json');
    if (ran.code !== code) throw new Error(`${argv.join(' ')}: expected exit code ${code}, found ${ran.code}: ${ran.out} ${ran.err}`);
    return JSON.parse(ran.out) as T;
  }

  async end(): Promise<void> {
    await this.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
