import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';

export const policyFacts: CliCommand = {
  words: ['policy', 'facts'],
  text: text('输出事实文件的 JSON Schema 和示例', 'Print the JSON Schema of a facts file and a sample'),
  run: async ({ output }) => {
    const { factsSample, factsSchema } = await import('@zhibu/policy');
    const document = { schema: factsSchema(), sample: factsSample };
    output.result(document, () => JSON.stringify(document, null, 2));
    return exitCodes.ok;
  },
};
