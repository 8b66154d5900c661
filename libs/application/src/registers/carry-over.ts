import { LocalDate, Rejection, Result, accept, areaContains, refuse, text } from '@zhibu/kernel';
import {
  CarryOverRegisterEvent, CarryOverRegisterState, EntitlementCommand, EntitlementEvent, EntitlementState, OpenCaseOfRow, PersonState, RefusedRow, RegisterOpened, RegisterRow, RegisterRowsRead,
  applicationDecider, applicationIdOf, applicationStream, carryOverRegisterDecider, entitlementDecider, entitlementIdOf, entitlementStream, factSheetOf, personDecider, personStream, registerStream,
} from '@zhibu/domain';
import { closedStatuses, roundsOf } from '../applications/submit-application';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { KeyedStep, executeMany } from '../execute/execute-many';
import { Done } from '../execute/outcome';
import { Loaded, loadStream, loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { personNotFound } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { CarriedOver, RegistersService } from './registers-service';

type Register = Loaded<CarryOverRegisterState, CarryOverRegisterEvent>;
type Step = KeyedStep<EntitlementState, EntitlementCommand>;

const loadRegister = (deps: ServiceDeps, registerId: string): Promise<Register> => loadStream(deps, carryOverRegisterDecider, registerStream(registerId));

export const carryOverPart =
  (deps: ServiceDeps): RegistersService['carryOverPart'] =>
  async (context, { registerId, part }) => partOf(deps, context, await loadRegister(deps, registerId), part);

export const carryOverAll =
  (deps: ServiceDeps): RegistersService['carryOverAll'] =>
  async (context, { registerId }, onProgress) => {
    const register = await loadRegister(deps, registerId);
    if (register.state.status !== 'approved') return refuse(notApproved(register.state));
    let total: Done<CarriedOver> = { ok: true, value: { carried: 0, refused: 0 }, version: register.version, duplicate: true };
    for (const [index, { personKeys }] of register.state.parts.entries()) {
      const done: Done<CarriedOver> = await partOf(deps, context, register, index + 1);
      if (!done.ok) return done;
      total = { ok: true, version: done.version, duplicate: total.duplicate && done.duplicate, value: { carried: total.value.carried + done.value.carried, refused: total.value.refused + done.value.refused } };
      onProgress?.(personKeys.length);
    }
    return total;
  };

/** Each person of one part, with the conditions checked now and the decision kept. Whoever was carried over before stays so, wherever they live by now. */
const partOf = async (deps: ServiceDeps, context: CommandContext, register: Register, part: number): Promise<Done<CarriedOver>> => {
  const { state } = register;
  const before = state.done[part];
  if (before !== undefined) return { ok: true, value: { carried: before.carried, refused: before.refused.length }, version: register.version, duplicate: true };
  if (state.status !== 'approved') return refuse(notApproved(state));
  const rows = rowsOf(register, part);
  const ids = rows.map(({ personKey }) => entitlementIdOf(state.scheme, personKey));
  const [people, rights] = await Promise.all([
    loadStreams(deps, personDecider, rows.map(({ personKey }) => personStream(personKey))),
    loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, ids.map(entitlementStream)),
  ]);
  const refused: RefusedRow[] = [];
  const steps: (Step & { readonly personKey: string })[] = [];
  for (const row of rows) {
    const { personKey } = row;
    if (rights.get(entitlementStream(entitlementIdOf(state.scheme, personKey)))?.state.registerId === state.registerId) continue;
    const step = stepFor(deps, register, row, people.get(personStream(personKey))?.state, todayOf(context));
    if (step.ok) steps.push(step.value);
    else refused.push({ personKey, code: step.rejection.code });
  }
  const outcomes = await executeMany(deps, entitlementDecider, { ...context, actor: deps.automation }, steps, rights);
  for (const [index, outcome] of outcomes.entries()) if (!outcome.ok) refused.push({ personKey: steps[index]?.personKey ?? '', code: outcome.rejection.code });
  const carried = rows.length - refused.length;
  // After the rights: whoever applies from now on is refused or checked against them, so no case slips through.
  const openCases = await openCasesOf(deps, state.scheme, rows.map(({ personKey }) => personKey).filter((personKey) => !refused.some((row) => row.personKey === personKey)));
  const recorded = await execute(deps, carryOverRegisterDecider, { ...keyed(context, `carried-over/${part}`), actor: deps.automation }, {
    stream: register.stream,
    ask: { type: 'RecordPartCarriedOver', data: { part, carried, refused, openCases } },
    content: { type: 'RecordPartCarriedOver', data: { part } },
  });
  return recorded.ok ? { ok: true, value: { carried, refused: refused.length }, version: recorded.version, duplicate: recorded.duplicate } : recorded;
};

/** Hardly anybody of a register has a case, so one look for all of them finds the few whose rounds are then read. */
const openCasesOf = async (deps: ServiceDeps, scheme: string, personKeys: readonly string[]): Promise<readonly OpenCaseOfRow[]> => {
  const first = await loadStreams(deps, applicationDecider, personKeys.map((personKey) => applicationStream(applicationIdOf(scheme, personKey, 1))));
  const open: OpenCaseOfRow[] = [];
  for (const { state: { personKey }, version } of first.values()) {
    if (version === 0) continue;
    const last = (await roundsOf(deps, scheme, personKey)).at(-1)?.state;
    if (last !== undefined && !closedStatuses.includes(last.status)) open.push({ personKey, applicationId: last.applicationId });
  }
  return open;
};

/** Rows of the attempt that was approved: a register that was declined before has others as well. */
const rowsOf = ({ events }: Register, part: number): readonly RegisterRow[] => {
  const read = events.findLast((event) => event.type === 'RegisterRowsRead' && (event.data as RegisterRowsRead['data']).part === part);
  return (read?.data as RegisterRowsRead['data'] | undefined)?.rows ?? [];
};

const stepFor = (deps: ServiceDeps, register: Register, row: RegisterRow, person: PersonState | undefined, today: LocalDate): Result<Step & { readonly personKey: string }> => {
  if (person === undefined || !person.exists) return personNotFound();
  const { scheme, areaCode: registerArea, registerId, title, confirmedBy, preparedBy, approvedBy } = register.state;
  if (!areaContains(registerArea, person.areaCode)) return refuse(livesElsewhere(registerArea, person.areaCode));
  const { personKey, branch, paidThrough, entitledFrom } = row;
  const opened = register.events.findLast((event) => event.type === 'RegisterOpened')?.data as RegisterOpened['data'] | undefined;
  const question = { scheme, branch, areaCode: person.areaCode, on: opened?.conditionsOn ?? today, facts: factSheetOf(person) };
  const decision = deps.policies.evaluate(question);
  if (!decision.ok) return decision;
  const rateFacts = deps.policies.rateFacts(question);
  if (!rateFacts.ok) return rateFacts;
  const entitlementId = entitlementIdOf(scheme, personKey);
  const right = { entitlementId, personKey, scheme, branch, areaCode: person.areaCode, rateFacts: rateFacts.value };
  const approval = { register: title, registerId, preparedBy, approvedBy, confirmedBy: [...new Set([...confirmedBy, ...preparedBy, ...approvedBy])] };
  return accept({
    personKey,
    commandKey: `carry-over/${registerId}`,
    stream: entitlementStream(entitlementId),
    ask: { type: 'CarryOverEntitlement', data: { ...right, ...approval, paidThrough, entitledFrom, decision: decision.value, carriedOverOn: today } },
    content: { type: 'CarryOverEntitlement', data: { registerId, row } },
  });
};

const notApproved = ({ status, registerId }: CarryOverRegisterState): Rejection => ({
  code: 'register.not-approved',
  message: text('登记册尚未批准', 'The register is not approved'),
  expected: text('已批准的登记册', 'an approved register'),
  actual: text(`${registerId}：${status}`, `${registerId}: ${status}`),
});

const livesElsewhere = (expected: string, actual: string): Rejection => ({
  code: 'register.lives-elsewhere',
  message: text('此人不住在登记册所属地区', 'The person does not live in the area of the register'),
  expected: text(`${expected} 范围内`, `an area in ${expected}`),
  actual: text(actual, actual),
});
