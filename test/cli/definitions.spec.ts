import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DemoPerson, demoPlan, scaledNumbers } from '@zhibu/demo';
import { unwrap } from '@zhibu/kernel';
import { commands } from '../../apps/cli/src/commands';
import { runProgram } from '../../apps/cli/src/program';
import { Installation, Ran, county } from './installation';

const shipped = resolve(__dirname, '../../policies');
const procedureFile = 'procedures/rural-reward.v1.yaml';
const ruleFile = 'national/rural-reward.yaml';
const countyFile = 'areas/990101-demo-county.yaml';

/** An installation that was used, and a policies folder of which one file is changed. */
describe('a definition that was used and then edited in place', () => {
  let at: Installation;
  let folder = '';
  let edited = 0;

  const zhibu = async (policies: string, ...argv: string[]): Promise<Ran> => {
    let [out, err] = ['', ''];
    const env = { DATABASE_URL: at.database.url, ZHIBU_DATA: at.folder, ZHIBU_POLICIES: policies };
    const code = await runProgram(commands, argv, argv.includes('en') ? 'en' : 'zh', { env, out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  };
  const rates = (policies: string, ...more: string[]): Promise<Ran> => zhibu(policies, 'rates', '--year', '2016', '--as', 'eye', ...more);
  const copy = (change: (dir: string) => void): string => {
    edited += 1;
    const dir = join(folder, String(edited));
    cpSync(shipped, dir, { recursive: true });
    change(dir);
    return dir;
  };
  const changed = (file: string, from: string, to: string): string =>
    copy((dir) => {
      const text = readFileSync(join(dir, file), 'utf8');
      if (!text.includes(from)) throw new Error(`expected "${from}" in ${file}`);
      writeFileSync(join(dir, file), text.replace(from, to));
    });

  beforeAll(async () => {
    at = await Installation.open();
    folder = mkdtempSync(join(tmpdir(), 'zhibu-definitions-'));
    const person = demoPlan(scaledNumbers(20), 7).find(({ scheme, story }) => scheme === 'rural-reward' && story === 'confirmed') as DemoPerson;
    const { services, automation } = at.runtime;
    const clerk = unwrap(await services.users.resolveActor('clerk', '2016-01-04'));
    const submitted = await services.applications.submitForm(at.as(clerk, 'apply'), { person: person.form, application: { scheme: person.scheme, branch: null, channel: 'window', evidence: [] } });
    if (!submitted.ok) throw new Error(submitted.rejection.code);
    await services.applications.checkEligibility(at.as(automation, 'check'), { applicationId: submitted.value.applicationId });
    expect((await rates(shipped)).code).toBe(0);
  }, 60_000);
  afterAll(async () => {
    await at.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('a procedure: nothing starts, in one sentence with file, version and what to do, in both languages', async () => {
    const dir = changed(procedureFile, 'days: 7', 'days: 5');
    const zh = await rates(dir);
    expect([zh.code, zh.out]).toEqual([3, '']);
    expect(zh.err).toMatch(/流程 rural-reward v1 已有案件使用.*新的版本号.*\[procedure\.changed\][\s\S]*procedures\/rural-reward\.v1\.yaml:1/);
    expect((await rates(dir, '--lang', 'en')).err).toMatch(/cases began with procedure rural-reward v1.*keep the old file.*\[procedure\.changed\]/);
  });

  it('its source, its comments and its layout may be put right', async () => {
    expect((await rates(changed(procedureFile, 'confidence: medium', '# 已核对\nconfidence: high'))).code).toBe(0);
  });

  it('a new version beside the old one is how it changes', async () => {
    const dir = copy((into) => {
      const text = readFileSync(join(into, procedureFile), 'utf8');
      writeFileSync(join(into, 'procedures/rural-reward.v2.yaml'), text.replace('version: 1', 'version: 2').replace('inForceFrom: "2004-01-01"', 'inForceFrom: "2026-01-01"').replace('days: 7', 'days: 5'));
    });
    expect((await rates(dir)).code).toBe(0);
  });

  it('a version that an open case follows must not go', async () => {
    const dir = copy((into) => {
      const text = readFileSync(join(into, procedureFile), 'utf8');
      writeFileSync(join(into, 'procedures/rural-reward.v2.yaml'), text.replace('version: 1', 'version: 2'));
      rmSync(join(into, procedureFile));
    });
    expect((await rates(dir)).err).toMatch(/1 件在办案件所用的流程 rural-reward v1 已不在.*\[procedure\.version-gone\]/);
  });

  it('is known from the cases when the table of what was known is lost', async () => {
    await at.database.pool.query('truncate runtime.definitions');
    expect((await rates(changed(procedureFile, 'days: 7', 'days: 6'))).err).toContain('[procedure.changed]');
    expect((await rates(shipped)).code).toBe(0);
  });

  it('a rule by which somebody was checked: the same; verifying under other rules still runs', async () => {
    const dir = changed(ruleFile, 'fact: children-ever, atLeast: 1', 'fact: children-ever, atLeast: 2');
    expect((await rates(dir)).err).toMatch(/规则 rural-reward\.national 版本 2004 .*\[policy\.rule-changed\][\s\S]*national\/rural-reward\.yaml:/);
    const verified = JSON.parse((await zhibu(dir, 'verify', '--decisions-only', '--json')).out) as { readonly rulesGone: number };
    expect(verified.rulesGone).toBe(1);
    const checks = (JSON.parse((await zhibu(dir, 'doctor', '--json')).out) as { readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly found: { readonly en: string } }[] }).checks;
    expect(checks.find(({ check }) => check === 'definitions')).toMatchObject({ ok: false, found: { en: expect.stringContaining('rural-reward.national') as string } });
  });

  it('a rate: told once it was paid by, and nothing is refused', async () => {
    const dir = changed(countyFile, 'yuan: "140.00"', 'yuan: "141.00"');
    const definitions = async () => {
      const { out } = await zhibu(dir, 'doctor', '--json');
      return (JSON.parse(out) as { readonly checks: readonly { readonly check: string; readonly warning?: true; readonly found: { readonly zh: string } }[] }).checks.find(({ check }) => check === 'definitions');
    };
    await at.settle(2);
    // Whoever is due is read from the read models, which this brings up to date.
    expect((await rates(shipped)).code).toBe(0);
    const prep = unwrap(await at.runtime.services.users.resolveActor('prep', '2016-01-04'));
    const opened = await at.runtime.services.payments.open(at.as(prep, 'open'), { scheme: 'rural-reward', areaCode: county, period: '2016' });
    if (!opened.ok) throw new Error(opened.rejection.code);
    expect((await rates(shipped)).code).toBe(0);
    expect(await definitions()).toMatchObject({ warning: true, found: { zh: expect.stringContaining(`${countyFile}:`) as string } });
    expect((await rates(dir)).code).toBe(0);
    expect((await definitions())?.warning).toBe(true);
  });

  it('on a log from before the content was kept, the files of the first start are what is known', async () => {
    await at.database.pool.query('truncate runtime.definitions');
    await at.database.pool.query(`update events.events set data = regexp_replace(data, '("procedure":\\{[^}]*),"hash":"[0-9a-f]{64}"', '\\1') where type = 'ApplicationSubmitted'`);
    expect((await rates(shipped)).code).toBe(0);
    expect((await rates(changed(procedureFile, 'days: 7', 'days: 4'))).err).toContain('[procedure.changed]');
  });
});
