import { addDays, parseDate, text } from '@zhibu/kernel';
import { Period, Place, PolicyModel } from '../model';
import { ProblemList } from './source-file';

type Row = Period & { readonly at: Place };

/** Days must exist, and a period must not end before it begins. Tells whether the row can be compared. */
const checkDays = (row: Row, problems: ProblemList): boolean => {
  const wrong = [row.from, row.to].filter((day): day is string => day !== null && !parseDate(day).ok);
  for (const day of wrong) problems.add(row.at, 'policy.date.impossible', text(`没有这一天：${day}`, `there is no such day: ${day}`));
  if (wrong.length > 0) return false;
  if (row.to === null || row.from <= row.to) return true;
  problems.add(row.at, 'policy.period.reversed', text(`截止日 ${row.to} 早于起始日 ${row.from}`, `the period ends on ${row.to}, before it begins on ${row.from}`));
  return false;
};

const shown = (row: Row): string => `${row.from}..${row.to ?? ''}`;

/** Rows of one kind follow one another without overlapping and without a day between them. */
const checkTimeline = (name: string, rows: readonly Row[], problems: ProblemList): void => {
  const sorted = [...rows].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  sorted.forEach((row, index) => {
    const before = sorted[index - 1];
    if (before === undefined) return;
    const where = `${before.at.file}:${before.at.line}`;
    if (before.to === null || row.from <= before.to) {
      problems.add(row.at, 'policy.period.overlap', text(`${name} 的时间重叠：${shown(row)} 与 ${shown(before)}（${where}）`, `periods of ${name} overlap: ${shown(row)} and ${shown(before)} (${where})`));
    } else if (row.from > addDays(before.to, 1)) {
      problems.add(row.at, 'policy.period.gap', text(`${name} 在 ${addDays(before.to, 1)} 至 ${addDays(row.from, -1)} 之间没有规定`, `${name} has a gap from ${addDays(before.to, 1)} to ${addDays(row.from, -1)} (after ${where})`));
    }
  });
};

interface Line {
  readonly name: string;
  readonly row: Row;
}

const linesOf = (model: PolicyModel): Line[] => [
  ...model.layers.flatMap((layer) => layer.rates.map((row) => ({ name: `${layer.scheme}/${layer.id}${row.branch ? `/${row.branch}` : ''} @${layer.areaCode}`, row }))),
  ...model.rules.filter((rule) => rule.supersededBy === null).map((row) => ({ name: `${row.scheme}/${row.branch ?? ''} rules @${row.areaCode}`, row })),
  ...model.funding.map((row) => ({ name: `${row.scheme}/${row.layerId} funding @${row.areaCode}`, row })),
  ...model.parameters.map((row) => ({ name: `${row.scheme}/${row.name}${row.branch ? `/${row.branch}` : ''} @${row.areaCode}`, row })),
  ...model.plans.map((row) => ({ name: `${row.scheme} payment plan @${row.areaCode}`, row })),
];

export const checkPeriods = (model: PolicyModel, problems: ProblemList): void => {
  for (const rule of model.rules.filter((one) => one.supersededBy !== null)) checkDays(rule, problems);
  const lines = new Map<string, Row[]>();
  for (const { name, row } of linesOf(model)) {
    if (checkDays(row, problems)) lines.set(name, [...(lines.get(name) ?? []), row]);
  }
  for (const [name, rows] of lines) checkTimeline(name, rows, problems);
};
