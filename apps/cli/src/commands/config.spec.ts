import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets } from '@zhibu/platform';
import { runProgram } from '../program';
import { commands } from './index';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'zhibu-config-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const zhibu = async (env: Readonly<Record<string, string>>, ...argv: string[]) => {
  let [out, err] = ['', ''];
  const code = await runProgram(commands, argv, 'en', { env: { ZHIBU_DATA: folder, ...env }, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
};

describe('zhibu config', () => {
  it('shows what holds and where it comes from, and no password', async () => {
    writeFileSync(join(folder, 'zhibu.yaml'), '# ours\nPORT: 7400\nREDIS_URL: redis://:hidden@cache\n');
    writeFileSync(join(folder, 'url'), 'postgres://zhibu:hidden@db/zhibu\n');
    const env = { DATABASE_URL_FILE: join(folder, 'url'), LOG_LEVEL: 'warn' };
    const { code, out } = await zhibu(env, 'config', '--json');
    expect(code).toBe(0);
    const { settings } = JSON.parse(out) as { settings: { name: string }[] };
    expect(settings.filter(({ name }) => ['PORT', 'DATABASE_URL', 'REDIS_URL', 'LOG_LEVEL', 'HOST', 'ZHIBU_POLICIES'].includes(name))).toEqual([
      { name: 'PORT', value: '7400', source: 'file', where: join(folder, 'zhibu.yaml:2') },
      { name: 'HOST', value: '127.0.0.1', source: 'default', where: null },
      { name: 'ZHIBU_POLICIES', value: 'policies', source: 'default', where: null },
      { name: 'DATABASE_URL', value: 'postgres://zhibu:***@db/zhibu', source: 'secret-file', where: join(folder, 'url') },
      { name: 'REDIS_URL', value: 'redis://***@cache', source: 'file', where: join(folder, 'zhibu.yaml:3') },
      { name: 'LOG_LEVEL', value: 'warn', source: 'environment', where: 'environment' },
    ]);
    const table = await zhibu(env, 'config');
    expect(table.out).toMatch(/^PORT +7400 +file .*zhibu\.yaml:2$/m);
    expect(out + table.out).not.toContain('hidden');
  });

  it('tells everything that is wrong at once', async () => {
    const { code, out } = await zhibu({ PORT: 'x', DATABASE_URL: 'mysql://u:hidden@h/d' }, 'config', '--json');
    expect(code).toBe(78);
    expect(JSON.parse(out)).toMatchObject({ ok: false, problems: [{ code: 'settings-wrong', field: 'DATABASE_URL', actual: { en: '"mysql://u:***@h/d"' } }, { code: 'settings-wrong', field: 'PORT', actual: { en: '"x"' }, message: { zh: '设置有误：PORT，环境变量' } }] });
  });
});

describe('a mistyped name', () => {
  it('is told beside what holds, with the name that may have been meant', async () => {
    const env = { ZHIBU_HEALTH_PROT: '7301' };
    const { code, out, err } = await zhibu(env, 'config');
    expect([code, err]).toEqual([0, 'unknown setting ZHIBU_HEALTH_PROT (environment): it has no effect; did you mean ZHIBU_HEALTH_PORT?\n']);
    expect(out).toMatch(/^ZHIBU_HEALTH_PORT +not listening +default$/m);
    const json = await zhibu(env, 'config', '--json');
    expect([JSON.parse(json.out), json.err]).toMatchObject([{ warnings: [{ name: 'ZHIBU_HEALTH_PROT', near: 'ZHIBU_HEALTH_PORT' }] }, '']);
  });

  it('is refused where the embedded default would be taken in its place', async () => {
    const { code, err } = await zhibu({ EVENT_STORE_URI: 'esdb://u:hidden@h' }, 'config');
    expect(code).toBe(78);
    expect(err).toMatch(/EVENT_STORE_URI, environment.*\n +expected: EVENT_STORE_URL \(did you mean it\?\)\n +found: an unknown setting/);
    expect(err).not.toContain('hidden');
  });
});

describe('zhibu keys', () => {
  it('makes keys that an installation can use, once', async () => {
    const file = join(folder, 'keys', 'secrets.json');
    expect((await zhibu({}, 'keys', file)).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openSecrets(folder, true, file).masterKey).toHaveLength(32);
    const before = readFileSync(file, 'utf8');
    const again = await zhibu({}, 'keys', file);
    expect([again.code, again.err]).toEqual([73, expect.stringContaining('never written over')]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(existsSync(join(folder, 'secrets.json'))).toBe(false);
  });
});
