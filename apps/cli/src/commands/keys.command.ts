import { resolve } from 'node:path';
import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';

export const keys: CliCommand = {
  words: ['keys'],
  text: text('为新装系统生成密钥文件，供 ZHIBU_SECRETS_FILE 使用；已有的文件不会被覆盖', 'Make the file of keys of a new installation, for ZHIBU_SECRETS_FILE; one that is there is never written over'),
  arguments: [{ name: 'file', text: text('要写的文件（仅本人可读）；请另行备份，没有它数据无法读取', 'the file to write, which only its owner can read; back it up, for the data cannot be read without it') }],
  run: async ({ args, output }) => {
    const { makeSecrets } = await import('@zhibu/platform');
    const file = resolve(args[0] ?? '');
    makeSecrets(file);
    output.result({ file }, () => output.say(text(`已写入 ${file}`, `written to ${file}`)));
    return exitCodes.ok;
  },
};
