import { Decided, Role, actingIds, dateOf, decided } from '@zhibu/kernel';
import { checkOfficer, checkRole, firstRefusal, holdsRole } from '../authority';
import { Refused, checkDay, checkText, checkVillage, codePoints, refused, unknownCommand } from '../refusals';
import { checkAccountNumber, normaliseAccountNumber, sameName } from './bank-account';
import { PersonCommand } from './commands';
import { checkSource, recordFacts } from './decide-facts';
import { PersonEvent } from './events';
import { parseResidentId } from './resident-id';
import { PersonState } from './state';

type Command<Type extends PersonCommand['type']> = Extract<PersonCommand, { type: Type }>;

/** Who keeps the register of persons. */
export const registrarRoles: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];
export const accountsPerPersonMax = 50;
export const familyLinksMax = 100;

/** Pure and total: every command is answered with events or with a typed refusal. */
export const decidePerson = (state: PersonState, command: PersonCommand): Decided<PersonEvent> => {
  if (command.type === 'RegisterPerson') return register(state, command);
  if (!state.exists) {
    return refused('person.not-registered', ['尚未登记此人', 'This person is not registered'], ['已登记的人员', 'a registered person'], ['没有登记记录', 'no registration']);
  }
  if (command.type === 'MovePerson') return move(state, command);
  const denied = checkRole(command.by, registrarRoles, state.areaCode);
  if (denied !== null) return denied;
  switch (command.type) {
    case 'MatchPerson':
      return match(state, command);
    case 'CorrectPersonDetails':
      return correct(state, command);
    case 'RecordDeath':
      return recordDeath(state, command);
    case 'RetractDeath':
      return retractDeath(state, command);
    case 'RecordFacts':
      return recordFacts(state, command.data.facts);
    case 'RetractFact':
      return retract(state, command);
    case 'RecordAccount':
      return recordAccount(state, command);
    case 'LinkFamily':
      return linkFamily(state, command);
    default:
      return unknownCommand(command);
  }
};

const checkName = (name: string): Refused | null => {
  // A broken surrogate or a replacement character means that a rare character was lost on the way.
  if (/[\uFFFD\p{Cc}\p{Cs}]/u.test(name)) {
    return refused('person.name-damaged', ['姓名中有损坏的字符', 'The name holds a damaged character'], ['完整的姓名，可含间隔号与生僻字', 'the whole name; a separator and rare characters are fine'], [`共 ${codePoints(name)} 个字符，其中有损坏`, `${codePoints(name)} characters, some of them damaged`], 'name');
  }
  return checkText(name, 'name', 100);
};

const register = (state: PersonState, command: Command<'RegisterPerson'>): Decided<PersonEvent> => {
  const { personKey, idNumber, name, phone, address, areaCode, source } = command.data;
  if (state.exists) {
    // Whoever may register nobody does not learn either who is registered.
    const denied = checkRole(command.by, registrarRoles, areaCode);
    if (denied !== null) return denied;
    return refused('person.already-registered', ['此人已登记', 'This person is registered already'], ['未登记的人员', 'a person not registered yet'], [`登记于 ${state.registeredOn ?? '—'}`, `registered on ${state.registeredOn ?? '—'}`]);
  }
  const parsed = parseResidentId(idNumber);
  if (!parsed.ok) return parsed;
  const { birthDate, sex } = parsed.value;
  const today = dateOf(command.at);
  const problem = firstRefusal(
    checkName(name),
    checkVillage(areaCode, 'areaCode'),
    checkSource(source, 'source', today),
    checkRole(command.by, registrarRoles, areaCode),
    checkDay(birthDate, 'idNumber', today),
    phone === null ? null : checkText(phone, 'phone', 40),
    address === null ? null : checkText(address, 'address', 300),
  );
  if (problem !== null) return problem;
  return decided({
    type: 'PersonRegistered',
    data: { personKey, idNumber: parsed.value.idNumber, name: name.trim(), sex, birthDate, phone, address, areaCode, registeredOn: today, source },
  });
};

/** A number typed with the next one's digits is somebody else's and may be right in itself; only the name tells. Neither name is repeated. */
const match = (state: PersonState, command: Command<'MatchPerson'>): Decided<PersonEvent> => {
  const { name, areaCode } = command.data;
  if (state.name !== null && !sameName(state.name, name)) {
    return refused('person.other-name', ['该证件号已登记在另一姓名下', 'The number is registered under another name'], ['登记的姓名；已更名的先更正资料', 'the name as registered; after a change of name, correct the details first'], ['另一姓名', 'another name'], 'name');
  }
  if (areaCode === state.areaCode) return decided();
  return refused('person.other-area', ['此人登记的居住地不是所填的村（社区）', 'The person is registered in another village'], [`${state.areaCode}；已迁居的先登记迁移`, `${state.areaCode}; after a move, record the move first`], [areaCode, areaCode], 'areaCode');
};

const correct = (state: PersonState, command: Command<'CorrectPersonDetails'>): Decided<PersonEvent> => {
  const { name, phone, address, source, reason } = command.data;
  const problem = firstRefusal(
    checkText(reason, 'reason', 500),
    name === undefined ? null : checkName(name),
    phone === undefined ? null : checkText(phone, 'phone', 40),
    address === undefined ? null : checkText(address, 'address', 300),
  );
  if (problem !== null) return problem;
  const changed = {
    ...(name === undefined || name.trim() === state.name ? {} : { name: name.trim() }),
    ...(phone === undefined || phone === state.phone ? {} : { phone }),
    ...(address === undefined || address === state.address ? {} : { address }),
  };
  if (Object.keys(changed).length === 0) return decided();
  return decided({ type: 'PersonDetailsCorrected', data: { personKey: state.personKey, ...changed, source, reason } });
};

const move = (state: PersonState, command: Command<'MovePerson'>): Decided<PersonEvent> => {
  const { toArea, movedOn, source } = command.data;
  const since = state.residences.at(-1)?.validFrom ?? movedOn;
  const problem = firstRefusal(
    checkVillage(toArea, 'toArea'),
    // The origin lets go or the destination takes in: either may record it.
    holdsRole(command.by, registrarRoles, toArea) ? null : checkRole(command.by, registrarRoles, state.areaCode),
    checkDay(movedOn, 'movedOn', dateOf(command.at)),
    state.diedOn === null || movedOn <= state.diedOn ? null : afterDeath(state.diedOn, movedOn),
  );
  if (problem !== null) return problem;
  if (toArea === state.areaCode) {
    return refused('person.same-area', ['迁入地与现居住地相同', 'The person lives there already'], ['另一个村（社区）', 'another village'], [toArea, toArea], 'toArea');
  }
  if (movedOn <= since) {
    return refused('person.move-order', ['迁移日期不晚于上一次居住起始日', 'The move does not come after the residence before it'], [`晚于 ${since}`, `later than ${since}`], [movedOn, movedOn], 'movedOn');
  }
  return decided({ type: 'PersonMoved', data: { personKey: state.personKey, fromArea: state.areaCode, toArea, movedOn, source } });
};

const afterDeath = (diedOn: string, day: string): Refused =>
  refused('person.after-death', ['日期在死亡日期之后', 'The day lies after the death'], [`不晚于 ${diedOn}`, `${diedOn} or earlier`], [day, day]);

const recordDeath = (state: PersonState, command: Command<'RecordDeath'>): Decided<PersonEvent> => {
  const { diedOn, source } = command.data;
  if (state.diedOn !== null) {
    return refused('person.already-died', ['死亡已登记', 'The death is recorded already'], ['在世人员', 'a living person'], [state.diedOn, state.diedOn]);
  }
  const problem = checkDay(diedOn, 'diedOn', dateOf(command.at));
  if (problem !== null) return problem;
  if (state.birthDate !== null && diedOn < state.birthDate) {
    return refused('person.before-birth', ['死亡日期早于出生日期', 'The death lies before the birth'], [`不早于 ${state.birthDate}`, `${state.birthDate} or later`], [diedOn, diedOn], 'diedOn');
  }
  return decided({ type: 'PersonDied', data: { personKey: state.personKey, diedOn, source } });
};

const retractDeath = (state: PersonState, command: Command<'RetractDeath'>): Decided<PersonEvent> => {
  const { reason, source } = command.data;
  const today = dateOf(command.at);
  const problem = firstRefusal(checkOfficer(command.by), checkText(reason, 'reason', 500), checkSource(source, 'source', today));
  if (problem !== null) return problem;
  if (state.diedOn === null) {
    return refused('person.not-died', ['没有登记死亡，无可撤销', 'No death is recorded that could be taken back'], ['已登记死亡的人员', 'a person whose death is recorded'], ['没有死亡登记', 'no death recorded']);
  }
  return decided({
    type: 'PersonDeathRetracted',
    data: { personKey: state.personKey, diedOn: state.diedOn, reason: reason.trim(), source, retractedBy: actingIds(command.by), retractedOn: today },
  });
};

const retract = (state: PersonState, command: Command<'RetractFact'>): Decided<PersonEvent> => {
  const { factId, reason, source } = command.data;
  const problem = checkText(reason, 'reason', 500);
  if (problem !== null) return problem;
  if (!state.facts.some((entry) => entry.factId === factId && entry.ended === null)) {
    return refused('fact.not-found', ['没有这项有效事实', 'There is no such fact standing'], ['已记录且未撤回的事实', 'a fact recorded and not retracted'], [`“${factId}”`, `"${factId}"`], 'factId');
  }
  return decided({ type: 'FactRetracted', data: { personKey: state.personKey, factId, reason, source } });
};

const recordAccount = (state: PersonState, command: Command<'RecordAccount'>): Decided<PersonEvent> => {
  const { accountKey, accountNumber, holderName, bank, validFrom, source } = command.data;
  const problem = firstRefusal(checkAccountNumber(accountNumber), checkText(holderName, 'holderName', 100), checkText(bank, 'bank', 100), checkDay(validFrom, 'validFrom'));
  if (problem !== null) return problem;
  if (state.name !== null && !sameName(state.name, holderName)) {
    return refused('account.not-own', ['账户户名不是本人', "The account is not the person's own"], ['本人名下的账户', 'an account in the name of the person'], ['他人户名', 'another name'], 'holderName');
  }
  if (state.accounts.length >= accountsPerPersonMax) {
    return refused('account.count', ['账户变更次数超出限制', 'There are too many accounts'], [`最多 ${accountsPerPersonMax} 个`, `${accountsPerPersonMax} at most`], [`${state.accounts.length} 个`, `${state.accounts.length}`]);
  }
  const last = state.accounts.at(-1);
  if (last !== undefined && last.accountKey === accountKey && last.bank === bank && last.holderName === holderName.trim()) return decided();
  return decided({
    type: 'AccountRecorded',
    data: { personKey: state.personKey, accountKey, accountNumber: normaliseAccountNumber(accountNumber), holderName: holderName.trim(), bank, validFrom, source },
  });
};

const linkFamily = (state: PersonState, command: Command<'LinkFamily'>): Decided<PersonEvent> => {
  const { relation, otherPersonKey, validFrom, validTo } = command.data;
  const problem = firstRefusal(checkDay(validFrom, 'validFrom'), validTo === null ? null : checkDay(validTo, 'validTo'));
  if (problem !== null) return problem;
  if (otherPersonKey === state.personKey) {
    return refused('family.self', ['不能与本人建立家庭关系', 'A person cannot be their own relative'], ['另一个人', 'another person'], ['本人', 'the same person'], 'otherPersonKey');
  }
  if (validTo !== null && validTo < validFrom) {
    return refused('family.period', ['关系截止日早于起始日', 'The link ends before it begins'], [`不早于 ${validFrom}`, `${validFrom} or later`], [validTo, validTo], 'validTo');
  }
  const standing = state.family.find((link) => link.relation === relation && link.otherPersonKey === otherPersonKey && link.validFrom === validFrom);
  if (standing?.validTo === validTo) return decided();
  if (state.family.length >= familyLinksMax) {
    return refused('family.count', ['家庭关系数量超出限制', 'There are too many family links'], [`最多 ${familyLinksMax} 项`, `${familyLinksMax} at most`], [`${state.family.length} 项`, `${state.family.length}`]);
  }
  const spouse = state.family.find((link) => relation === 'spouse' && link.relation === 'spouse' && link.otherPersonKey !== otherPersonKey && overlaps(link, { validFrom, validTo }));
  if (spouse !== undefined) {
    return refused('family.second-spouse', ['同一时期已有配偶', 'There is a husband or wife at that time already'], ['不重叠的婚姻期间', 'a time that does not overlap'], [`${spouse.validFrom} 至 ${spouse.validTo ?? '今'}`, `${spouse.validFrom} to ${spouse.validTo ?? 'now'}`], 'validFrom');
  }
  return decided({ type: 'FamilyLinked', data: { personKey: state.personKey, relation, otherPersonKey, validFrom, validTo } });
};

const overlaps = (a: { readonly validFrom: string; readonly validTo: string | null }, b: { readonly validFrom: string; readonly validTo: string | null }): boolean =>
  (b.validTo === null || a.validFrom <= b.validTo) && (a.validTo === null || b.validFrom <= a.validTo);
