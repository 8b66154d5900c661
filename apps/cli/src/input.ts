import { Result, Text, accept, refuse, text } from '@zhibu/kernel';
import { CommandContext, stringValue } from './cli-command';

/** A whole number within bounds, as it stands on a command line. */
export const parseWhole = (input: string, min: number, max: number): Result<number> =>
  /^\d{1,9}$/.test(input) && Number(input) >= min && Number(input) <= max
    ? accept(Number(input))
    : refuse({ code: 'cli.number', message: text('不是所要求的整数', 'This is not the whole number that is wanted'), expected: text(`${min} 至 ${max}`, `${min} to ${max}`), actual: text(`“${input}”`, `"${input}"`) });

/** A text that must be there. `expected` says what it is for. */
export const parseGiven = ({ values }: CommandContext, name: string, expected: Text): Result<string> => {
  const value = stringValue(values, name)?.trim() ?? '';
  return value !== '' ? accept(value) : refuse({ code: 'cli.missing', message: text(`缺少 --${name}`, `--${name} is missing`), expected, actual: text('没有', 'none'), field: name });
};

/** One of the words listed. */
export const parseChoice = (input: string, choices: readonly string[], code: string): Result<string> =>
  choices.includes(input)
    ? accept(input)
    : refuse({ code, message: text('没有这个选项', 'There is no such choice'), expected: text(choices.join('、'), choices.join(', ')), actual: text(`“${input}”`, `"${input}"`) });

const stdinBytesMax = 4_096;

/** The first line of standard input: for what should not stand in the history of a shell. */
export const firstLineOfInput = async (input: NodeJS.ReadableStream = process.stdin): Promise<string> => {
  let found = '';
  for await (const chunk of input) {
    found += chunk.toString();
    if (found.includes('\n') || found.length > stdinBytesMax) break;
  }
  return (found.split('\n')[0] ?? '').trim();
};

/** Asks on the terminal, on stderr, so that stdout stays the result. `hidden` shows nothing of what is typed. */
export const ask = async (question: string, options: { readonly hidden?: boolean } = {}): Promise<string> => {
  const { createInterface } = await import('node:readline');
  const { Writable } = await import('node:stream');
  process.stderr.write(question);
  const output = options.hidden === true ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const reader = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
  try {
    return await new Promise<string>((resolve) => {
      reader.once('line', resolve);
      reader.once('close', () => resolve(''));
    });
  } finally {
    reader.close();
    if (options.hidden === true) process.stderr.write('\n');
  }
};
