import { text } from '@zhibu/kernel';

export const conditionsTexts = {
  byRule: (source: string, version: string, on: string) => text(`依据 ${source}，规则版本 ${version}，以 ${on} 的情况为准`, `By ${source}, version ${version} of the rule, as of ${on}`),
  expectedFound: (expected: string, found: string) => text(`应为：${expected}；实为：${found}`, `Expected: ${expected}; found: ${found}`),
  expectedMissing: (expected: string, missing: readonly string[]) => text(`应为：${expected}；尚缺：${missing.join('；')}`, `Expected: ${expected}; still missing: ${missing.join('; ')}`),
} as const;
