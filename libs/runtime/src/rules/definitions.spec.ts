import { shippedFiles } from '../../../../test/support/shipped-policies';
import { Definition, DefinitionUse, LoadedDefinition, checkDefinitions, definitionsIn } from './definitions';
import { loadRules } from './load-rules';

const definition = (kind: Definition['kind'], hash: string, more: Partial<LoadedDefinition> = {}): LoadedDefinition => ({
  kind, id: 'd', version: '1', hash, file: `${kind}.yaml`, line: 7, scheme: kind === 'procedure' ? null : 's', from: kind === 'procedure' ? null : '2016-01-01', ...more,
});

/** Nothing was decided, unless said otherwise. */
const use = (of: Partial<DefinitionUse> = {}): DefinitionUse => ({
  hashKeptByCases: () => Promise.resolve(null), casesBegunWith: () => Promise.resolve(false), openCases: () => Promise.resolve([]), checkedBy: () => Promise.resolve(false), paidFrom: () => Promise.resolve(false), ...of,
});
const begun = use({ casesBegunWith: () => Promise.resolve(true) });

const outcome = async (loaded: readonly LoadedDefinition[], known: readonly Definition[], of: DefinitionUse) => {
  const { refusals, warnings, learned } = await checkDefinitions(loaded, known, of);
  return { refusals: refusals.map(({ code, file }) => `${code} ${file}`), warnings: warnings.map(({ code }) => code), learned: learned.map(({ kind, hash }) => `${kind} ${hash}`) };
};
const nothing = { refusals: [], warnings: [], learned: [] };

describe('definitions at a start', () => {
  it('are learned when they are first seen, also on a log whose cases kept no hash', async () =>
    expect(await outcome([definition('procedure', 'a'), definition('rate', 'b')], [], begun)).toEqual({ ...nothing, learned: ['procedure a', 'rate b'] }));

  it('say nothing while they stay the same', async () => expect(await outcome([definition('procedure', 'a')], [definition('procedure', 'a')], begun)).toEqual(nothing));

  it('may be edited as long as nobody used them', async () => {
    for (const kind of ['procedure', 'rule', 'rate', 'funding', 'parameter'] as const) {
      expect(await outcome([definition('procedure', 'p'), definition(kind, 'b', { id: 'draft' })], [definition('procedure', 'p'), definition(kind, 'a', { id: 'draft' })], use())).toEqual({ ...nothing, learned: [`${kind} b`] });
    }
  });

  it('a procedure that cases began with is refused when it changed, with its file and a word on what to do', async () => {
    expect(await outcome([definition('procedure', 'b')], [definition('procedure', 'a')], begun)).toEqual({ ...nothing, refusals: ['procedure.changed procedure.yaml'] });
    const { refusals } = await checkDefinitions([definition('procedure', 'b')], [definition('procedure', 'a')], begun);
    expect(refusals[0]?.reason.zh).toContain('流程 d v1');
    expect(refusals[0]?.reason.en).toContain('a new version');
  });

  it('nothing is lost with the table: the newest case keeps what its procedure said', async () => {
    const kept = { ...begun, hashKeptByCases: () => Promise.resolve('a') };
    expect(await outcome([definition('procedure', 'b')], [], kept)).toEqual({ ...nothing, refusals: ['procedure.changed procedure.yaml'] });
    expect(await outcome([definition('procedure', 'a')], [], kept)).toEqual({ ...nothing, learned: ['procedure a'] });
  });

  it('a version that open cases follow must be there; one that only decided cases followed may go', async () => {
    const open = use({ openCases: () => Promise.resolve([{ id: 'd', version: '1', cases: 3 }]) });
    const next = definition('procedure', 'b', { version: '2' });
    expect(await outcome([next], [definition('procedure', 'a')], open)).toEqual({ ...nothing, refusals: ['procedure.version-gone procedure.yaml'], learned: ['procedure b'] });
    expect(await outcome([next], [], open)).toMatchObject({ refusals: ['procedure.version-gone procedures/d.v1.yaml'] });
    expect(await outcome([next], [definition('procedure', 'a'), next], open)).toMatchObject({ refusals: ['procedure.version-gone procedure.yaml'] });
    expect(await outcome([next], [definition('procedure', 'a'), next], use())).toEqual(nothing);
  });

  it('every case is not looked at when every known version is there', async () => {
    const never = use({ openCases: () => Promise.reject(new Error('expected nobody to ask')) });
    expect(await outcome([definition('procedure', 'a')], [definition('procedure', 'a')], never)).toEqual(nothing);
  });

  it('a rule by which somebody was checked is refused; one that carry-overs may rest on is told', async () => {
    const [now, then] = [[definition('procedure', 'p'), definition('rule', 'b')], [definition('procedure', 'p'), definition('rule', 'a')]];
    expect(await outcome(now, then, use({ checkedBy: () => Promise.resolve(true) }))).toEqual({ ...nothing, refusals: ['policy.rule-changed rule.yaml'] });
    expect(await outcome(now, then, use({ paidFrom: () => Promise.resolve(true) }))).toEqual({ ...nothing, warnings: ['policy.rule-changed'] });
    expect(await outcome(now.slice(0, 1), then, use({ checkedBy: () => Promise.resolve(true) }))).toEqual({ ...nothing, warnings: ['policy.rule-gone'] });
  });

  it('a rate, a share or a parameter that changed after payments is told, at every start', async () => {
    const paid = use({ paidFrom: (scheme, from) => Promise.resolve(scheme === 's' && from === '2016-01-01') });
    for (const kind of ['rate', 'funding', 'parameter'] as const) {
      expect(await outcome([definition('procedure', 'p'), definition(kind, 'b')], [definition('procedure', 'p'), definition(kind, 'a')], paid)).toEqual({ ...nothing, warnings: ['policy.row-changed'] });
    }
  });

  it('are all of the shipped files, each under one name', () => {
    const all = definitionsIn(loadRules(shippedFiles()));
    expect(new Set(all.map(({ kind, id, version }) => `${kind} ${id} ${version}`)).size).toBe(all.length);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['procedure', 'rule', 'rate', 'funding', 'parameter']));
  });
});
