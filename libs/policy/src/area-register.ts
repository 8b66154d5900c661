import { AreaCode, Text, accept, areaPath, areaPrefix, parseAreaCode, refuse, text } from '@zhibu/kernel';
import { Area } from './model';
import { AreaRegister } from './policy-set';
import { unknownArea } from './refusals';

const nationCode: AreaCode = '000000000000';
const nation: Area = { code: nationCode, name: text('全国', 'the nation'), synthetic: false, at: { file: '', line: 0 } };

const parentOf = (code: AreaCode): AreaCode => areaPath(code).at(-2) ?? nationCode;

/** The areas that the register holds, and the nation above them. */
export const areaRegister = (areas: readonly Area[]): AreaRegister => {
  const byCode = new Map<AreaCode, Area>([nation, ...areas].map((area) => [area.code, area]));
  const childrenOf = new Map<AreaCode, Area[]>();
  for (const area of areas) {
    const parent = parentOf(area.code);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), area]);
  }
  const find = (code: string): Area | undefined => byCode.get(code.padEnd(12, '0'));
  return {
    all: areas,
    find,
    lookup: (input) => {
      const parsed = parseAreaCode(input);
      if (!parsed.ok) return parsed;
      const area = find(parsed.value);
      return area ? accept(area) : refuse(unknownArea(input));
    },
    name: (code): Text => {
      if (areaPrefix(code) === '') return nation.name;
      const names = areaPath(code).slice(1).map((one) => byCode.get(one)?.name ?? text(one, one));
      return text(names.map((name) => name.zh).join(''), names.map((name) => name.en).reverse().join(', '));
    },
    children: (code) => childrenOf.get(code.padEnd(12, '0')) ?? [],
  };
};
