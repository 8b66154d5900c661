import { AreaCode, Rejection, Result, accept, areaContains, refuse, text } from '@zhibu/kernel';
import { FactSource, PolicySet } from '@zhibu/policy';
import { ApplicationForm } from '../applications/applications-service';
import { PersonForm } from '../people/people-service';
import { dayOfCell, plain } from './cells';
import { knownCells } from './columns';
import { factsFromCells } from './fact-cells';
import { ImportRow } from './imports-service';

export interface RowForm {
  readonly person: PersonForm;
  readonly application: ApplicationForm;
}

/** A row as the same form that a window fills in; what is wrong is told with the column. */
export const readApplicationRow = (policies: PolicySet, row: ImportRow, reference: string, scope: AreaCode): Result<RowForm> => {
  const cell = knownCells(row.cells);
  const source: FactSource = { kind: 'register-import', reference };
  const scheme = policies.schemes.find(({ id, title }) => [id, title.zh, title.en].includes(cell['scheme'] ?? ''));
  if (scheme === undefined) return bad('scheme', policies.schemes.map(({ id }) => id).join('、'), policies.schemes.map(({ id }) => id).join(', '), cell['scheme'] ?? '');
  const branch = cell['branch'] === '' ? null : cell['branch'];
  const known = scheme.branches.find(({ id, title }) => (branch === null ? id === null : [id, title.zh, title.en].includes(branch ?? '')));
  if (known === undefined) {
    const names = scheme.branches.map(({ id }) => id ?? '—').join(', ');
    return bad('branch', names, names, branch ?? '—');
  }
  const area = policies.areas.lookup(plain(cell['areaCode'] ?? ''));
  if (!area.ok) return { ok: false, rejection: { ...area.rejection, field: 'areaCode' } };
  if (!areaContains(scope, area.value.code)) return bad('areaCode', `${scope} 范围内`, `an area in ${scope}`, area.value.code);
  const appliedOn = cell['appliedOn'] === '' ? accept(undefined) : dayOfCell(cell['appliedOn'] ?? '');
  if (!appliedOn.ok) return { ok: false, rejection: { ...appliedOn.rejection, field: 'appliedOn' } };
  const facts = factsFromCells(row.cells, source);
  if (!facts.ok) return facts;
  const account = accountOf(cell, source, appliedOn.value);
  return accept({
    person: {
      idNumber: cell['idNumber'] ?? '',
      name: cell['name'] ?? '',
      phone: plain(cell['phone'] ?? '') || null,
      address: cell['address'] || null,
      areaCode: area.value.code,
      source,
      ...(facts.value.length === 0 ? {} : { facts: facts.value }),
      ...(account === undefined ? {} : { account }),
    },
    application: { scheme: scheme.id, branch: known.id, channel: 'import', evidence: [], ...(appliedOn.value === undefined ? {} : { appliedOn: appliedOn.value }) },
  });
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
