import { Decided, actingIds, areaLevel, contentHash, dateOf, decided, parseAreaCode } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal } from '../authority';
import { checkKeeper, checkOtherPerson, keepers } from '../entitlement/checks';
import { checkPaid } from '../entitlement/decide-grant';
import { Refused, checkDay, checkText, refused, unknownCommand } from '../refusals';
import { registerIdOf } from '../streams';
import { CarryOverRegisterCommand } from './commands';
import { CarryOverRegisterEvent, RegisterRow } from './events';
import { CarryOverRegisterState, RegisterStatus, rowsRead } from './state';

type Command<Type extends CarryOverRegisterCommand['type']> = Extract<CarryOverRegisterCommand, { type: Type }>;
type Outcome = Decided<CarryOverRegisterEvent>;

export const registerRowsPerPartMax = 500;
export const registerRowsMax = 100_000;
const confirmersMax = 50;

/** Pure and total. */
export const decideRegister = (state: CarryOverRegisterState, command: CarryOverRegisterCommand): Outcome => {
  switch (command.type) {
    case 'OpenRegister':
      return open(state, command);
    case 'AddRegisterRows':
      return addRows(state, command);
    case 'SubmitRegister':
      return submit(state, command);
    case 'ApproveRegister':
      return approve(state, command);
    case 'DeclineRegister':
      return decline(state, command);
    case 'RecordPartCarriedOver':
      return recordPart(state, command);
    default:
      return unknownCommand(command);
  }
};

const statusNames: Readonly<Record<RegisterStatus, readonly [string, string]>> = {
  none: ['不存在', 'none'], open: ['登记中', 'being loaded'], submitted: ['待批准', 'waiting for approval'], approved: ['已批准', 'approved'], declined: ['未批准', 'declined'],
};

const checkStatus = ({ status }: CarryOverRegisterState, ...wanted: readonly RegisterStatus[]): Refused | null =>
  wanted.includes(status)
    ? null
    : refused('register.wrong-status', ['登记册当前状态不能办理此事', 'The register is not in a state for this'], [wanted.map((each) => statusNames[each][0]).join('或'), wanted.map((each) => statusNames[each][1]).join(' or ')], statusNames[status]);

const checkCount = (rows: number, most: number): Refused | null =>
  Number.isSafeInteger(rows) && rows >= 1 && rows <= most ? null : refused('register.rows', ['人数为零或超出限制', 'There are no rows, or too many'], [`1 至 ${most}`, `1 to ${most}`], [String(rows), String(rows)], 'rows');

const open = (state: CarryOverRegisterState, { data, by, at }: Command<'OpenRegister'>): Outcome => {
  const { scheme, areaCode, title, statedRows, confirmedBy, conditionsOn } = data;
  const area = parseAreaCode(areaCode);
  if (!area.ok) return { ok: false, rejection: { ...area.rejection, field: 'areaCode' } };
  const id = registerIdOf(scheme, areaCode, title);
  const problem = firstRefusal(
    checkStatus(state, 'none', 'declined'),
    checkOfficer(by),
    checkRole(by, keepers, areaCode),
    checkText(title, 'title', 200),
    data.registerId === id ? null : refused('register.id', ['登记册编号与项目、地区、名称不符', 'The id does not belong to scheme, area and title'], [id, id], [data.registerId, data.registerId], 'registerId'),
    ['county', 'township', 'village'].includes(areaLevel(areaCode)) ? null : refused('register.area', ['登记册按县及县以下地区编制', 'A register is of a county or a part of one'], ['县、乡镇或村', 'a county, township or village'], [areaCode, areaCode], 'areaCode'),
    checkCount(statedRows, registerRowsMax),
    conditionsOn === undefined ? null : checkDay(conditionsOn, 'conditionsOn', dateOf(at)),
    confirmedBy.length <= confirmersMax ? null : checkCount(confirmedBy.length, confirmersMax),
  );
  return problem ?? decided({ type: 'RegisterOpened', data: { ...data, openedBy: actingIds(by), openedOn: dateOf(at) } });
};

const addRows = (state: CarryOverRegisterState, { data: { part, rows }, by, at }: Command<'AddRegisterRows'>): Outcome => {
  const read = state.parts[part - 1];
  const hash = contentHash(rows);
  if (read?.hash === hash) return decided();
  const count = rowsRead(state) + rows.length;
  const problem = firstRefusal(
    checkStatus(state, 'open'),
    checkOfficer(by),
    checkRole(by, keepers, state.areaCode),
    part === state.parts.length + 1 ? null : refused('register.part', ['不是下一部分，或与已读内容不同', 'This is not the next part, or differs from what was read'], [String(state.parts.length + 1), String(state.parts.length + 1)], [String(part), String(part)], 'part'),
    checkCount(rows.length, registerRowsPerPartMax),
    count <= state.statedRows ? null : countDiffers(state.statedRows, count),
    ...rows.map((row, index) => checkRow(row, index, dateOf(at))),
  );
  return problem ?? decided({ type: 'RegisterRowsRead', data: { registerId: state.registerId, part, rows, hash, readBy: actingIds(by) } });
};

const checkRow = ({ personKey, paidThrough, entitledFrom }: RegisterRow, index: number, today: string): Refused | null => {
  const problem = checkText(personKey, 'personKey', 64) ?? checkPaid(paidThrough, entitledFrom, today);
  return problem === null ? null : { ok: false, rejection: { ...problem.rejection, field: `rows.${index}.${problem.rejection.field ?? ''}` } };
};

const countDiffers = (stated: number, found: number): Refused =>
  refused('register.rows-differ', ['人数与所报总数不符', 'The rows do not add up to the number stated'], [String(stated), String(stated)], [String(found), String(found)], 'rows');

const submit = (state: CarryOverRegisterState, { by, at }: Command<'SubmitRegister'>): Outcome => {
  const found = rowsRead(state);
  const problem = firstRefusal(checkStatus(state, 'open'), checkOfficer(by), checkRole(by, keepers, state.areaCode), found === state.statedRows ? null : countDiffers(state.statedRows, found), checkTwice(state));
  if (problem !== null) return problem;
  const { registerId, parts } = state;
  const earliestPaidThrough = parts.map((part) => part.earliestPaidThrough).sort()[0] ?? '';
  const latestPaidThrough = parts.map((part) => part.latestPaidThrough).sort().at(-1) ?? '';
  return decided({ type: 'RegisterSubmitted', data: { registerId, rows: found, listHash: listHashOf(state), earliestPaidThrough, latestPaidThrough, submittedBy: actingIds(by), submittedOn: dateOf(at) } });
};

const checkTwice = ({ parts }: CarryOverRegisterState): Refused | null => {
  const seen = new Set<string>();
  for (const { personKeys } of parts) {
    for (const key of personKeys) {
      if (seen.has(key)) return refused('register.person-twice', ['同一人出现两次', 'Somebody is listed twice'], ['每人一行', 'one row for each person'], [key, key], 'rows');
      seen.add(key);
    }
  }
  return null;
};

const listHashOf = ({ scheme, areaCode, title, parts }: CarryOverRegisterState): string => contentHash({ scheme, areaCode, title, parts: parts.map(({ hash }) => hash) });

const approve = (state: CarryOverRegisterState, { data, by, at }: Command<'ApproveRegister'>): Outcome => {
  const { registerId, parts, preparedBy, listHash } = state;
  const problem = firstRefusal(
    checkStatus(state, 'submitted'),
    checkOfficer(by),
    checkRole(by, ['county-reviewer'], state.areaCode),
    checkOtherPerson(by, preparedBy),
    data.listHash === listHash ? null : refused('register.hash-differs', ['所审名单与登记册不一致', 'The list that was looked at is not this one'], [listHash ?? '', listHash ?? ''], [data.listHash, data.listHash], 'listHash'),
  );
  return problem ?? decided({ type: 'RegisterApproved', data: { registerId, rows: rowsRead(state), parts: parts.length, listHash: data.listHash, decidedBy: preparedBy, approvedBy: actingIds(by), approvedOn: dateOf(at) } });
};

/** By whoever could approve it, or taken back by those who prepared it. */
const decline = (state: CarryOverRegisterState, { data: { reason }, by, at }: Command<'DeclineRegister'>): Outcome => {
  const own = checkOtherPerson(by, state.preparedBy) !== null;
  const problem = firstRefusal(checkStatus(state, 'open', 'submitted'), checkOfficer(by), checkRole(by, own ? keepers : ['county-reviewer'], state.areaCode), checkText(reason, 'reason', 500));
  return problem ?? decided({ type: 'RegisterDeclined', data: { registerId: state.registerId, reason, declinedBy: actingIds(by), declinedOn: dateOf(at) } });
};

const recordPart = (state: CarryOverRegisterState, { data: { part, carried, refused: rows, openCases = [] }, by, at }: Command<'RecordPartCarriedOver'>): Outcome => {
  if (state.done[part] !== undefined) return decided();
  const listed = state.parts[part - 1]?.personKeys.length ?? 0;
  const problem = firstRefusal(checkStatus(state, 'approved'), checkKeeper(by, state.areaCode), carried + rows.length === listed && listed > 0 ? null : countDiffers(listed, carried + rows.length));
  return problem ?? decided({ type: 'RegisterPartCarriedOver', data: { registerId: state.registerId, part, carried, refused: rows, ...(openCases.length === 0 ? {} : { openCases }), doneOn: dateOf(at) } });
};
