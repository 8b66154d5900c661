import { addDays, areaPrefix, parseAreaCode, parseDate, text, unwrap } from '@zhibu/kernel';
import { Area, CalendarYear, PolicyModel, SchemeInfo } from '../model';
import { SchemeParts, buildScheme } from './build-scheme';
import { FileKind } from './check-schema';
import { RawCalendar, RawPolicies, RawRegister, RawScheme } from './raw';
import { ProblemList, SourceFile } from './source-file';

export interface CheckedFile {
  readonly file: SourceFile;
  readonly kind: FileKind;
}

const fullCode = (code: string): string => unwrap(parseAreaCode(code));

/** A scheme exists when a file gives it a title: one of the nation, or one of the area that alone has it. */
const schemeInfo = (file: SourceFile, id: string, raw: RawScheme): SchemeInfo[] => {
  if (raw.title === undefined) return [];
  const branches = raw.branches ?? [{ title: raw.title }];
  return [{ id, title: raw.title, branches: branches.map((branch) => ({ id: branch.id ?? null, title: branch.title })), at: file.placeOf(['schemes', id]) }];
};

const areasOf = (file: SourceFile, problems: ProblemList): Area[] => {
  const raw = file.content as RawRegister;
  return raw.areas.map((area, index) => {
    const at = file.placeOf(['areas', index]);
    const code = fullCode(area.code);
    if (areaPrefix(code) === '') problems.add(at, 'policy.area.is-nation', text('登记册中不列全国', 'the register does not list the nation'));
    return { code, name: area.name, ...(area.tier ? { tier: area.tier } : {}), ...(area.region ? { region: area.region } : {}), synthetic: area.synthetic === true, at };
  });
};

const holidayRangeMax = 31;

const calendarOf = (file: SourceFile, problems: ProblemList): CalendarYear => {
  const raw = file.content as RawCalendar;
  const known = (day: string, ...path: (string | number)[]): boolean => {
    if (parseDate(day).ok) return true;
    problems.add(file.placeOf(path), 'policy.date.impossible', text(`没有这一天：${day}`, `there is no such day: ${day}`));
    return false;
  };
  const holidays = raw.holidays.flatMap((entry, index) => {
    if (typeof entry === 'string') return known(entry, 'holidays', index) ? [entry] : [];
    if (!known(entry.from, 'holidays', index, 'from') || !known(entry.to, 'holidays', index, 'to')) return [];
    const days: string[] = [];
    for (let day = entry.from; day <= entry.to && days.length <= holidayRangeMax; day = addDays(day, 1)) days.push(day);
    return days;
  });
  const makeUpDays = raw.makeUpDays.filter((day, index) => known(day, 'makeUpDays', index));
  return { year: raw.year, source: raw.source, confidence: raw.confidence, ...(raw.note ? { note: raw.note } : {}), holidays, makeUpDays, at: file.placeOf(['year']) };
};

/** Puts the files together. What is wrong between them is for the checks that follow. */
export const buildModel = (files: readonly CheckedFile[], problems: ProblemList): PolicyModel => {
  const schemes: SchemeInfo[] = [];
  const parts: SchemeParts[] = [];
  for (const { file, kind } of files) {
    if (kind !== 'scheme-policies') continue;
    const raw = file.content as RawPolicies;
    const areaCode = fullCode(raw.area);
    for (const [scheme, content] of Object.entries(raw.schemes)) {
      schemes.push(...schemeInfo(file, scheme, content));
      parts.push(buildScheme(file, problems, areaCode, scheme, content));
    }
  }
  const ofKind = (wanted: FileKind): SourceFile[] => files.filter(({ kind }) => kind === wanted).map(({ file }) => file);
  return {
    schemes,
    areas: ofKind('area-register').flatMap((file) => areasOf(file, problems)),
    calendar: ofKind('calendar').map((file) => calendarOf(file, problems)),
    rules: parts.flatMap((part) => part.rules),
    layers: parts.flatMap((part) => part.layers),
    funding: parts.flatMap((part) => part.funding),
    parameters: parts.flatMap((part) => part.parameters),
    plans: parts.flatMap((part) => part.plans),
    exclusions: parts.flatMap((part) => part.exclusions),
  };
};
