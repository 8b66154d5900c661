import { Result, accept, refuse } from './rejection';
import { text } from './text';

/** 12-digit administrative code: 2 province, 2 city, 2 county, 3 township, 3 village (GB/T 2260, GB/T 10114). */
export type AreaCode = string;

export type AreaLevel = 'nation' | 'province' | 'city' | 'county' | 'township' | 'village';

const widths: readonly [AreaLevel, number][] = [
  ['nation', 0],
  ['province', 2],
  ['city', 4],
  ['county', 6],
  ['township', 9],
  ['village', 12],
];

/** Accepts 2, 4, 6, 9 or 12 digits and fills with zeros. `000000` is the nation. */
export const parseAreaCode = (input: string): Result<AreaCode> => {
  const digits = input.trim();
  if (/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(digits)) return accept(digits.padEnd(12, '0'));
  return refuse({
    code: 'area.not-a-code',
    message: text('行政区划代码不正确', 'This is not an area code'),
    expected: text('6、9 或 12 位数字', '6, 9 or 12 digits'),
    actual: text(`“${input}”`, `"${input}"`),
  });
};

/** The significant digits: `990101000000` gives `990101`; the nation gives an empty text. */
export const areaPrefix = (code: AreaCode): string => {
  const full = code.padEnd(12, '0');
  const found = widths.find(([, width]) => /^0*$/.test(full.slice(width)));
  return full.slice(0, found?.[1] ?? 12);
};

export const areaLevel = (code: AreaCode): AreaLevel => {
  const width = areaPrefix(code).length;
  return widths.find(([, w]) => w === width)?.[0] ?? 'village';
};

/** True when `area` is `scope` or lies in it. */
export const areaContains = (scope: AreaCode, area: AreaCode): boolean => area.startsWith(areaPrefix(scope));

/** The area and every area above it, from the nation down. */
export const areaPath = (code: AreaCode): AreaCode[] => {
  const full = code.padEnd(12, '0');
  const length = areaPrefix(full).length;
  return widths.filter(([, width]) => width <= length).map(([, width]) => full.slice(0, width).padEnd(12, '0'));
};
