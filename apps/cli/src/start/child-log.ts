import { createWriteStream, existsSync, mkdirSync, renameSync, statSync, WriteStream } from 'node:fs';
import { dirname } from 'node:path';

const logBytesMax = 10 * 1024 * 1024;

/** Lines of one child in a file of the data folder; one older file is kept. A disk that is full stops the log, not the work. */
export const createChildLog = (path: string): { write(line: string): void; close(): void } => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  let bytes = existsSync(path) ? statSync(path).size : 0;
  let file: WriteStream | null = null;
  const open = (): WriteStream => {
    if (bytes > logBytesMax) {
      renameSync(path, `${path}.1`);
      bytes = 0;
    }
    const opened = createWriteStream(path, { flags: 'a', mode: 0o600 });
    opened.on('error', () => undefined);
    return opened;
  };
  return {
    write: (line) => {
      file ??= open();
      file.write(`${line}\n`);
      bytes += Buffer.byteLength(line) + 1;
      if (bytes <= logBytesMax) return;
      file.end();
      file = null;
    },
    close: () => file?.end(),
  };
};
