import { access, constants, stat } from 'node:fs/promises';
import { text } from '@zhibu/kernel';
import { CommandRefused } from '../command-refused';
import { exitCodes } from '../exit-codes';

/** The path of a file that is there and can be read; ends the command before anything is opened for it. */
export const readableFile = async (path: string): Promise<string> => {
  const isFile = await stat(path).then((found) => found.isFile(), () => false);
  const readable = isFile && (await access(path, constants.R_OK).then(() => true, () => false));
  if (readable) return path;
  throw new CommandRefused([{ code: 'cli.no-file', message: text('无法读取文件', 'The file cannot be read'), expected: text('可读的文件', 'a file that can be read'), actual: text(path, path), field: 'file' }], exitCodes.badInput);
};
