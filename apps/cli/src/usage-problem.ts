import type { CommanderError } from 'commander';
import { Text, text } from '@zhibu/kernel';
import type { CliProblem } from './output';

/** What the parser of the command line put in quotes: the option, the argument or the word it means. */
const quoted = (message: string): readonly string[] => [...message.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');

const nothing = text('没有', 'none');
const asIs = (words: string): Text => text(words, words);
const seeHelp = text('--help 所列的写法', 'what --help lists');

/** Wrong usage in the reader's words; the parser's own are in English and stay out of JSON. */
export const usageProblem = ({ code, message }: CommanderError): CliProblem => {
  const [first = '', second = ''] = quoted(message);
  switch (code) {
    case 'commander.unknownCommand':
      return { code: 'cli.unknown-command', message: text('没有这个命令', 'There is no such command'), expected: seeHelp, actual: asIs(first) };
    case 'commander.unknownOption':
      return { code: 'cli.unknown-option', message: text('没有这个选项', 'There is no such option'), expected: seeHelp, actual: asIs(first) };
    case 'commander.missingArgument':
      return { code: 'cli.argument-missing', message: text(`缺少参数 <${first}>`, `The argument <${first}> is missing`), expected: asIs(`<${first}>`), actual: nothing };
    case 'commander.missingMandatoryOptionValue':
      return { code: 'cli.option-missing', message: text('缺少必填选项', 'An option that is needed is missing'), expected: asIs(first), actual: nothing };
    case 'commander.optionMissingArgument':
      return { code: 'cli.value-missing', message: text('选项缺少取值', 'The option lacks its value'), expected: asIs(first), actual: nothing };
    case 'commander.invalidArgument': {
      const choices = /Allowed choices are (.*)\.$/.exec(message)?.[1] ?? '';
      return { code: 'cli.not-a-choice', message: text(`选项 ${first} 的取值不在可选范围内`, `The value of ${first} is none of the choices`), expected: asIs(choices), actual: asIs(second) };
    }
    case 'commander.excessArguments':
      return { code: 'cli.too-many-arguments', message: text(`命令 ${first} 的参数过多`, `The command ${first} takes fewer arguments`), expected: asIs(/Expected (\d+)/.exec(message)?.[1] ?? ''), actual: asIs(/got (\d+)/.exec(message)?.[1] ?? '') };
    default:
      return { code: 'cli.usage', message: text('命令用法有误', 'The command line is wrong'), expected: seeHelp, actual: asIs(message.replace(/^error: /, '')) };
  }
};
