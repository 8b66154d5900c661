import { Rejection, Result, accept, parseYuan, refuse, text } from '@zhibu/kernel';
import { FactOwner, FactSource, FactSpec, FactValue, beginningOfTime, factSpec, ownerKind } from '@zhibu/policy';
import { FactInput } from '../people/people-service';
import { dayOfCell, monthOfCell, plain } from './cells';

const header = /^(self|spouse|child:[a-z0-9]{1,8}) ([a-z-]+)( from)?$/;

/** A day whose header differs by a space or a capital would be passed over, and the fact held from the beginning of time. */
const nameOf = (written: string): string => written.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** The header as it is read, where it names a fact of the vocabulary or the day that one holds from; null otherwise. */
export const factHeaderOf = (written: string): string | null => {
  const name = nameOf(written);
  const [, of, fact] = header.exec(name) ?? [];
  const spec = factSpec(fact ?? '');
  return of !== undefined && spec?.owners.includes(ownerKind(of as FactOwner)) === true ? name : null;
};

/** Reads columns such as `self residence-kind`, `child:c1 birth-date` and, for the day it holds from, `… from`. */
export const factsFromCells = (cells: Readonly<Record<string, string>>, source: FactSource): Result<readonly FactInput[]> => {
  const { facts, problems: [first] } = readFactCells(cells, source);
  return first === undefined ? accept(facts) : { ok: false, rejection: first };
};

/** The same with everything that is wrong, and the facts that can be read. */
export const readFactCells = (cells: Readonly<Record<string, string>>, source: FactSource): { readonly facts: readonly FactInput[]; readonly problems: readonly Rejection[] } => {
  const facts: FactInput[] = [];
  const problems: Rejection[] = [];
  const byHeader = new Map(Object.entries(cells).map(([name, cell]) => [nameOf(name), cell]));
  // One column twice makes one fact twice, which is refused, and not the last of the two.
  for (const [written, cell] of Object.entries(cells)) {
    const name = nameOf(written);
    const match = header.exec(name);
    if (match === null || match[3] !== undefined || cell.trim() === '') continue;
    const read = factOf(name, match[1] as FactOwner, match[2] ?? '', cell.trim(), (byHeader.get(`${name} from`) ?? '').trim(), source);
    if (read.ok) facts.push(read.value);
    else problems.push(read.rejection);
  }
  return { facts, problems };
};

const factOf = (name: string, of: FactOwner, fact: string, cell: string, from: string, source: FactSource): Result<FactInput> => {
  const spec = factSpec(fact);
  if (spec === undefined || !spec.owners.includes(ownerKind(of))) return refuse(problem(name, '事实目录中的名称', 'a fact of the vocabulary', fact));
  const value = valueOf(spec, cell, name);
  if (!value.ok) return value;
  const validFrom = from === '' ? accept(beginningOfTime) : dayOfCell(from);
  if (!validFrom.ok) return { ok: false, rejection: { ...validFrom.rejection, field: `${name} from` } };
  return accept({ fact: { fact, of, value: value.value, validFrom: validFrom.value, validTo: null, source } });
};

const yes = new Set(['是', 'yes', 'true', 'y', '1', '有']);
const no = new Set(['否', 'no', 'false', 'n', '0', '无']);

const valueOf = (spec: FactSpec, cell: string, field: string): Result<FactValue> => {
  const at = <T extends FactValue>(result: Result<T>): Result<FactValue> => (result.ok ? result : { ok: false, rejection: { ...result.rejection, field } });
  switch (spec.type) {
    case 'date':
      return at(dayOfCell(cell));
    case 'month':
      return at(monthOfCell(cell));
    case 'boolean':
      if (yes.has(plain(cell).toLowerCase())) return accept(true);
      return no.has(plain(cell).toLowerCase()) ? accept(false) : refuse(problem(field, '是 或 否', 'yes or no', cell));
    case 'integer': {
      const [least, most] = [spec.min ?? 0, spec.max ?? Number.MAX_SAFE_INTEGER];
      const value = /^\d{1,9}$/.test(plain(cell)) ? Number(plain(cell)) : NaN;
      return value >= least && value <= most ? accept(value) : refuse(problem(field, `${least} 至 ${most} 的整数`, `a whole number from ${least} to ${most}`, cell));
    }
    case 'choice': {
      const found = Object.entries(spec.choices ?? {}).find(([key, label]) => [key, label.zh, label.en].includes(cell));
      const choices = Object.entries(spec.choices ?? {});
      return found === undefined ? refuse(problem(field, choices.map(([, label]) => label.zh).join('、'), choices.map(([key]) => key).join(', '), cell)) : accept(found[0]);
    }
    case 'yuan': {
      const amount = parseYuan(plain(cell));
      return amount.ok ? accept(plain(cell)) : at(amount);
    }
    case 'area':
      return /^\d{12}$/.test(plain(cell)) ? accept(plain(cell)) : refuse(problem(field, '12 位区划代码', 'a 12-digit area code', cell));
  }
};

const problem = (field: string, zh: string, en: string, found: string): Rejection => ({
  code: 'import.fact-value',
  message: text(`“${field}”一栏的内容不正确`, `The cell under "${field}" cannot be read`),
  expected: text(zh, en),
  actual: text(`“${found}”`, `"${found}"`),
  field,
});
