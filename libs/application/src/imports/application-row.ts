import { AreaCode, LocalDate, Rejection, Result, accept, areaContains, refuse, text } from '@zhibu/kernel';
import { Branch, FactSource, PolicySet, Scheme } from '@zhibu/policy';
import { ApplicationForm } from '../applications/applications-service';
import { FactInput, PersonForm } from '../people/people-service';
import { dayOfCell, plain } from './cells';
import { knownCells } from './columns';
import { readFactCells } from './fact-cells';
import { ImportRow } from './imports-service';

export interface RowForm {
  readonly person: PersonForm;
  readonly application: ApplicationForm;
}

/** A row as the same form that a window fills in; what is wrong is told with the column, the first of it as the rejection. */
export const readApplicationRow = (policies: PolicySet, row: ImportRow, reference: string, scope: AreaCode): Result<RowForm> => {
  const { form, problems: [first] } = readCells(policies, row, reference, scope);
  return first === undefined ? accept(form) : { ok: false, rejection: first };
};

interface ReadCells {
  /** Whole only when nothing is wrong. */
  readonly form: RowForm;
  readonly problems: readonly Rejection[];
}

/** The same with everything that is wrong in the cells. */
export const readCells = (policies: PolicySet, row: ImportRow, reference: string, scope: AreaCode): ReadCells => {
  const cell = knownCells(row.cells);
  const source: FactSource = { kind: 'register-import', reference };
  const [scheme, area] = [schemeOf(policies, cell), areaOf(policies, cell, scope)];
  const branch = scheme.ok ? branchOf(scheme.value, cell) : scheme;
  const appliedOn = at('appliedOn', cell['appliedOn'] === '' ? accept(undefined) : dayOfCell(cell['appliedOn'] ?? ''));
  const { facts, problems } = readFactCells(row.cells, source);
  const rejections = [scheme.ok ? branch : scheme, area, appliedOn].flatMap((each) => (each.ok ? [] : [each.rejection]));
  const form = formOf({
    cell, source, facts, scheme: scheme.ok ? scheme.value.id : '', branch: branch.ok ? branch.value : null, areaCode: area.ok ? area.value : '', appliedOn: appliedOn.ok ? appliedOn.value : undefined,
  });
  return { form, problems: [...rejections, ...problems] };
};

type Cells = Readonly<Record<string, string>>;
type SchemeHere = PolicySet['schemes'][number];

const at = <T>(field: string, result: Result<T>): Result<T> => (result.ok ? result : { ok: false, rejection: { ...result.rejection, field } });

const schemeOf = (policies: PolicySet, cell: Cells): Result<SchemeHere> => {
  const scheme = policies.schemes.find(({ id, title }) => [id, title.zh, title.en].includes(cell['scheme'] ?? ''));
  return scheme === undefined ? bad('scheme', policies.schemes.map(({ id }) => id).join('、'), policies.schemes.map(({ id }) => id).join(', '), cell['scheme'] ?? '') : accept(scheme);
};

const branchOf = (scheme: SchemeHere, cell: Cells): Result<Branch | null> => {
  const branch = cell['branch'] === '' ? null : cell['branch'];
  const known = scheme.branches.find(({ id, title }) => (branch === null ? id === null : [id, title.zh, title.en].includes(branch ?? '')));
  if (known !== undefined) return accept(known.id);
  const names = scheme.branches.map(({ id }) => id ?? '—').join(', ');
  return bad('branch', names, names, branch ?? '—');
};

const areaOf = (policies: PolicySet, cell: Cells, scope: AreaCode): Result<AreaCode> => {
  const area = at('areaCode', policies.areas.lookup(plain(cell['areaCode'] ?? '')));
  if (!area.ok) return area;
  return areaContains(scope, area.value.code) ? accept(area.value.code) : bad('areaCode', `${scope} 范围内`, `an area in ${scope}`, area.value.code);
};

interface ReadParts {
  readonly cell: Cells;
  readonly source: FactSource;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly appliedOn: LocalDate | undefined;
  readonly facts: readonly FactInput[];
}

const formOf = ({ cell, source, scheme, branch, areaCode, appliedOn, facts }: ReadParts): RowForm => {
  const account = accountOf(cell, source, appliedOn);
  return {
    person: {
      idNumber: cell['idNumber'] ?? '',
      name: cell['name'] ?? '',
      phone: plain(cell['phone'] ?? '') || null,
      address: cell['address'] || null,
      areaCode,
      source,
      ...(facts.length === 0 ? {} : { facts }),
      ...(account === undefined ? {} : { account }),
    },
    application: { scheme, branch, channel: 'import', evidence: [], ...(appliedOn === undefined ? {} : { appliedOn }) },
  };
};

const accountOf = (cell: Readonly<Record<string, string>>, source: FactSource, appliedOn: string | undefined): PersonForm['account'] => {
  if ((cell['accountNumber'] ?? '') === '') return undefined;
  // An account without a day of its own holds from the application on; an older one is not claimed.
  return { accountNumber: cell['accountNumber'] ?? '', holderName: cell['name'] ?? '', bank: cell['bank'] || '—', validFrom: appliedOn ?? '1900-01-01', source };
};

const bad = (field: string, zh: string, en: string, found: string): { readonly ok: false; readonly rejection: Rejection } =>
  refuse({
    code: `import.${field}`,
    message: text(`“${field}”一栏不正确`, `The column "${field}" is not right`),
    expected: text(zh, en),
    actual: text(`“${found}”`, `"${found}"`),
    field,
  });
