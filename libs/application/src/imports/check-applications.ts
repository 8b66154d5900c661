import { Rejection, text } from '@zhibu/kernel';
import { ApplicationEvent, PersonEvent, applicationDecider, applicationIdOf, applicationStream, personDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Prepared, prepare } from '../execute/execute';
import { todayOf } from '../execute/today';
import { keyOf, registerStep } from '../people/register-person';
import { ServiceDeps } from '../service-deps';
import { RowForm, readCells } from './application-row';
import { ImportsService, ImportRow, RowProblem } from './imports-service';

/** Names that the decisions have for what stands in another column. */
const columnOf: Readonly<Record<string, string>> = { holderName: 'name', validFrom: 'appliedOn' };

/** The same decisions as for loading, as if nobody were known yet. */
export const checkApplications =
  (deps: ServiceDeps): ImportsService['checkApplications'] =>
  (context, rows, { reference, areaCode }) => {
    const seen = new Map<string, number>();
    return rows.flatMap((row): readonly RowProblem[] => {
      const { form, problems } = readCells(deps.policies, row, reference, areaCode);
      const ofPerson = checkPerson(deps, context, form, row, seen).filter(({ field }) => !problems.some((each) => each.field === field));
      const ofForm = problems.length + ofPerson.length > 0 ? [] : checkForm(deps, context, form);
      return [...problems, ...ofPerson, ...ofForm].map((rejection) => ({ rowNo: row.rowNo, rejection }));
    });
  };

const checkPerson = (deps: ServiceDeps, context: CommandContext, { person, application }: RowForm, row: ImportRow, seen: Map<string, number>): readonly Rejection[] => {
  const step = registerStep(deps.pseudonyms, person, 'update');
  if (!step.ok) return [{ ...step.rejection, field: 'idNumber' }];
  const { personKey, stream } = step.value;
  const one = `${application.scheme} ${personKey}`;
  const before = seen.get(one);
  if (before !== undefined) return [twice(before)];
  seen.set(one, row.rowNo);
  return refusedBy(prepare(deps, personDecider, context, step.value, { stream, state: personDecider.initialState, version: 0, events: [] }), person);
};

const checkForm = (deps: ServiceDeps, context: CommandContext, { person, application: { appliedOn, ...application } }: RowForm): readonly Rejection[] => {
  const today = todayOf(context);
  const procedure = deps.procedures.inForce(application.scheme, person.areaCode, today);
  if (!procedure.ok) return [procedure.rejection];
  const key = keyOf(deps.pseudonyms, person.idNumber);
  if (!key.ok) return [key.rejection];
  const applicationId = applicationIdOf(application.scheme, key.value, 1);
  const stream = applicationStream(applicationId);
  const data = { applicationId, personKey: key.value, areaCode: person.areaCode, ...application, appliedOn: appliedOn ?? today, context: { procedure: procedure.value, calendar: deps.policies.calendar, today } };
  return refusedBy(prepare(deps, applicationDecider, context, { stream, ask: { type: 'SubmitApplication', data } }, { stream, state: applicationDecider.initialState, version: 0, events: [] }), person);
};

const refusedBy = (prepared: Prepared<PersonEvent> | Prepared<ApplicationEvent>, person: RowForm['person']): readonly Rejection[] =>
  prepared.kind === 'settled' && !prepared.outcome.ok ? [placed(prepared.outcome.rejection, person)] : [];

/** `facts.0.value` is the cell under the header of that fact. */
const placed = (rejection: Rejection, { facts = [] }: RowForm['person']): Rejection => {
  const { field } = rejection;
  if (field === undefined) return rejection;
  const [, index, part] = /^facts\.(\d+)(?:\.(\w+))?/.exec(field) ?? [];
  const fact = facts[Number(index)]?.fact;
  if (index === undefined || fact === undefined) return { ...rejection, field: columnOf[field] ?? field };
  return { ...rejection, field: `${fact.of} ${fact.fact}${part === 'validFrom' ? ' from' : ''}` };
};

const twice = (rowNo: number): Rejection => ({
  code: 'import.person-twice',
  message: text('同一人在同一项目出现两次', 'Somebody stands there twice for one scheme'),
  expected: text('每人每个项目一行', 'one row for each person and scheme'),
  actual: text(`与第 ${rowNo} 行相同`, `the same person and scheme as in row ${rowNo}`),
  field: 'idNumber',
});
