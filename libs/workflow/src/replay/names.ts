import { Text, text } from '@zhibu/kernel';
import { Procedure, ProcedureRef, ZhibuEvent } from '@zhibu/domain';
import { DatedFact, PolicySet, PredicateTrace, SchemeInfo, factSpec, valueText } from '@zhibu/policy';
import { ProcedureRegister } from '../procedure/register';
import { Words } from './words';

/** What the codes in events are called: without it a history still reads, with codes where people have words. */
export interface Names {
  readonly schemes: readonly SchemeInfo[];
  /** The definition that a case began with; its stages and reasons have titles. */
  procedure(ref: ProcedureRef): Procedure | undefined;
  area(code: string): Text;
}

/** As the rules and procedures at hand call them. */
export const namesOf = ({ policies, procedures }: { readonly policies: Pick<PolicySet, 'schemes' | 'areas'>; readonly procedures: Pick<ProcedureRegister, 'find'> }): Names => ({
  schemes: policies.schemes,
  procedure: ({ id, version }) => procedures.find(id, version),
  area: (code) => policies.areas.name(code),
});

type Language = 'zh' | 'en';
type Fields = Readonly<Record<string, unknown>>;

const levels: Readonly<Record<string, Text>> = { central: text('中央', 'central'), province: text('省级', 'province'), city: text('市级', 'city'), county: text('县级', 'county') };

/** Why somebody who was due is not on a list. */
const leftOff: Readonly<Record<string, Text>> = {
  'payee.no-account': text('没有登记账户', 'no account is recorded'),
  'payee.erased': text('个人资料已删除', 'the personal data were erased'),
  'payee.area-conflict': text('此人登记在另一县，待查明', 'the person is registered in another county; somebody has to resolve it'),
  'payee.lower-scheme-was-paid': text('部分月份已按较低项目发放，待处理', 'some months were paid under the lower scheme already; an officer decides'),
  'ledger.month-already-claimed': text('所列月份已由另一批次列支', 'another batch has claimed these months already'),
  'ledger.exclusive-scheme-claimed': text('所列月份已由不可同时享受的项目列支', 'a scheme that may not be paid together has claimed these months'),
};

const owners: Readonly<Record<string, Text>> = { self: text('本人', 'the applicant'), spouse: text('配偶', 'the spouse') };
const ownerWords = (owner: string): Text => owners[owner] ?? text(`子女 ${owner.slice(6)}`, `child ${owner.slice(6)}`);

/** `child:c1 alive` and its like as somebody says them. */
export const missingWords = (missing: string, language: Language): string => {
  const counted = /^(?:child:\?|self children-ever) \((\d+)(?: of|, but) (\d+) listed\)$/.exec(missing);
  if (counted !== null) {
    const [listed, ever] = missing.startsWith('child') ? [counted[1], counted[2]] : [counted[2], counted[1]];
    return language === 'zh' ? `曾生育（含收养）${ever} 人，列出 ${listed} 人` : `${ever} children ever, ${listed} listed`;
  }
  const [owner = '', name = '', ...more] = missing.split(' ');
  const spec = more.length > 0 ? undefined : factSpec(name);
  if (spec === undefined) return missing;
  const who = ownerWords(owner);
  return language === 'zh' ? `${who.zh}“${spec.text.zh}”` : `"${spec.text.en}" of ${who.en}`;
};

const sourceOf = (fact: DatedFact, language: Language): string => {
  const { reference, issuedBy } = fact.source;
  const from = issuedBy === undefined ? reference : `${issuedBy} ${reference}`;
  const [spec, who] = [factSpec(fact.fact), ownerWords(fact.of)];
  const value = valueText(fact.value, spec);
  return language === 'zh' ? `${who.zh}“${spec?.text.zh ?? fact.fact}”为${value.zh}，来源 ${from}` : `"${spec?.text.en ?? fact.fact}" of ${who.en} is ${value.en}, from ${from}`;
};

const factsShownMax = 6;

/** Each test with the facts it read and where they come from; what is missing is named as the form names it. */
const traced = (trace: PredicateTrace, language: Language): PredicateTrace => {
  if (trace.parts.length > 0) return { ...trace, parts: trace.parts.map((part) => traced(part, language)) };
  const missing = trace.missing.map((one) => missingWords(one, language));
  const found = missing.length === 0 ? trace.actual : text(`未知，缺少：${missing.join('；')}`, `not known, missing: ${missing.join('; ')}`);
  const facts = trace.factsRead.slice(0, factsShownMax).map((fact) => sourceOf(fact, language));
  if (trace.factsRead.length > factsShownMax) facts.push('…');
  return { ...trace, actual: facts.length === 0 ? found : text(`${found.zh}（${facts.join('；')}）`, `${found.en} (${facts.join('; ')})`) };
};

/** The procedure of each case, as its submission names it. */
export const proceduresOf = (events: readonly ZhibuEvent[]): ReadonlyMap<string, ProcedureRef> =>
  new Map(events.flatMap((event) => (event.type === 'ApplicationSubmitted' ? [[event.data.applicationId, event.data.procedure] as const] : [])));

/** The same event with names for its codes in one language: the words are then made of it as they always are. */
const named = (event: ZhibuEvent, names: Names, refs: ReadonlyMap<string, ProcedureRef>, language: Language): ZhibuEvent => {
  const data = event.data as unknown as Fields;
  const say = (found: Text | undefined, code: unknown): unknown => found?.[language] ?? code;
  const ref = refs.get(String(data['applicationId']));
  const procedure = ref === undefined ? undefined : names.procedure(ref);
  const right = data['entitlementId'];
  const schemeId = data['scheme'] ?? (typeof right === 'string' ? right.split('.')[0] : undefined);
  const scheme = names.schemes.find(({ id }) => id === schemeId);
  const branch = (code: unknown): unknown => (code === null ? null : say(scheme?.branches.find(({ id }) => id === code)?.title, code));
  const area = (code: unknown): unknown => (typeof code === 'string' ? names.area(code)[language] : code);
  const translate: Readonly<Record<string, (value: unknown) => unknown>> = {
    scheme: (code) => say(names.schemes.find(({ id }) => id === code)?.title, code),
    branch, fromBranch: branch, toBranch: branch,
    change: (change) => (hasBranch(change) ? { ...change, toBranch: branch(change.toBranch) } : change),
    stage: (code) => say(procedure?.stages.find(({ id }) => id === code)?.title, code),
    reasons: (codes) => (Array.isArray(codes) ? codes.map((code: unknown) => say(procedure?.reasons[String(code)], code)) : codes),
    // The events of a payment or a batch name areas in their ids only.
    areaCode: area, fromArea: area, toArea: area,
    decision: (decision) => (hasTrace(decision) ? { ...decision, trace: traced(decision.trace, language) } : decision),
    components: (parts) => (Array.isArray(parts) ? parts.map((part: Fields) => ({ ...part, funders: fundersIn(part['funders'], language) })) : parts),
    exceptions: (entries) => (Array.isArray(entries) ? entries.map((entry: Fields) => ({ ...entry, code: say(leftOff[String(entry['code'])], entry['code']) })) : entries),
  };
  const own = Object.fromEntries(Object.entries(data).map(([field, value]) => [field, translate[field]?.(value) ?? value]));
  return { ...event, data: own } as unknown as ZhibuEvent;
};

const hasBranch = (change: unknown): change is { readonly toBranch: unknown } => typeof change === 'object' && change !== null && 'toBranch' in change;
const hasTrace = (decision: unknown): decision is { readonly trace: PredicateTrace } => typeof decision === 'object' && decision !== null && 'trace' in decision;
const fundersIn = (funders: unknown, language: Language): unknown =>
  Array.isArray(funders) ? funders.map((funder: Fields) => ({ ...funder, level: levels[String(funder['level'])]?.[language] ?? funder['level'] })) : funders;

/** Words of an event made twice, once with the names of each language. */
export const wordsWithNames = (event: ZhibuEvent, names: Names, refs: ReadonlyMap<string, ProcedureRef>, wordsOf: (event: ZhibuEvent) => Words | null): Words | null => {
  const [zh, en] = [wordsOf(named(event, names, refs, 'zh')), wordsOf(named(event, names, refs, 'en'))];
  if (zh === null || en === null) return null;
  const why = zh.why?.map((line, index) => text(line.zh, en.why?.[index]?.en ?? line.en));
  return { ...zh, what: text(zh.what.zh, en.what.en), ...(why === undefined ? {} : { why }) };
};
