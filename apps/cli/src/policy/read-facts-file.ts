import { readFile, stat } from 'node:fs/promises';
import { text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';
import type { FactSheet } from '@zhibu/policy';
import type { Output } from '../output';

const bytesMax = 1_048_576;

const refused = (output: Output, code: string, message: Text, expected: Text, actual: string, field = 'facts'): null => {
  output.problems([{ code, message, expected, actual: text(actual, actual), field }]);
  return null;
};

const unreadable = text('无法使用事实文件', 'The facts file cannot be used');

/** Reads a facts file, or tells what was expected and what was found, and gives null. */
export const readFactsFile = async (path: string, output: Output): Promise<FactSheet | null> => {
  const size = await stat(path).then((found) => (found.isFile() ? found.size : null), () => null);
  if (size === null) return refused(output, 'facts.no-file', unreadable, text('可读的文件', 'a file that can be read'), path);
  if (size > bytesMax) return refused(output, 'facts.too-big', unreadable, text(`不超过 ${bytesMax} 字节`, `at most ${bytesMax} bytes`), `${size}`);
  const bytes = await readFile(path);
  const content = decode(bytes);
  if (content === null) return refused(output, 'facts.not-utf8', unreadable, text('UTF-8 编码（可带 BOM）', 'UTF-8, with or without a byte order mark'), 'not UTF-8 (GBK or UTF-16?)');
  const { parseFactsFile } = await import('@zhibu/policy');
  const parsed = parseFactsFile(sampleOf(content));
  if (parsed.ok) return parsed.facts;
  output.problems(parsed.problems.map(({ path: field, code, expected, actual }) => ({ code, message: unreadable, expected, actual, field })));
  return null;
};

/** What `policy facts` prints holds a sample beside its schema, and may be handed over as it is. */
const sampleOf = (content: string): string => {
  try {
    const printed: unknown = JSON.parse(content.replace(/^\uFEFF/, ''));
    return typeof printed === 'object' && printed !== null && 'schema' in printed && 'sample' in printed ? JSON.stringify(printed.sample) : content;
  } catch {
    return content;
  }
};

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
