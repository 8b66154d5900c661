import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ReturnFileRow } from '@zhibu/domain';
import { createRowSpool } from './row-spool';

const root = resolve(__dirname, '../../..');
const row = (lineNo: number): ReturnFileRow => ({ lineNo, attempt: 1, status: 'returned', reason: 'account-closed', amountFen: 110_000 });
const rows = (count: number): ReturnFileRow[] => Array.from({ length: count }, (_, index) => row(index + 1));

/** Reads a generated answer of so many rows from its first byte to its last part with a heap of 48 MB; what is left of it. */
const readInLittleMemory = async (count: number): Promise<{ readonly rows: number; readonly totalFen: number; readonly lastLine: number }> => {
  const script = `
    const { readFileSync } = require('node:fs');
    const { createRowSpool, parseBankLayout, readReturnFile } = require('@zhibu/banking');
    const layout = { ...parseBankLayout(readFileSync('policies/bank-layouts/demo-rural-bank.yaml', 'utf8'), 'x'), encoding: 'utf-8' };
    const closed = Object.keys(layout.answer.reasons).find((word) => layout.answer.reasons[word] === 'account-closed');
    async function* bytes() {
      yield Buffer.from('b.1|1|${count}|${(count * 1100).toFixed(2)}\\n序号|指令号|状态|原因|金额\\n');
      for (let line = 1; line <= ${count}; ) {
        let text = '';
        for (const end = line + 1000; line < end && line <= ${count}; line += 1) text += line + '|b.1/' + line + '/1|失败|' + closed + '|1100.00\\n';
        yield Buffer.from(text);
      }
    }
    (async () => {
      const spool = createRowSpool();
      const reading = await readReturnFile(layout, bytes(), spool.keep);
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
      const found = { rows: 0, totalFen: 0, lastLine: 0 };
      for await (const part of spool.read(Array.from({ length: spool.parts }, (_, n) => n)))
        for (const { lineNo, amountFen } of part.rows) { found.rows += 1; found.totalFen += amountFen; found.lastLine = lineNo; }
      await spool.close();
      process.stdout.write(JSON.stringify(found));
    })();`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--max-old-space-size=48', '-r', join(root, 'test/support/register-typescript.cjs'), '-e', script], { cwd: root });
  return JSON.parse(stdout) as { rows: number; totalFen: number; lastLine: number };
};

describe('rows of a return file on their way to the log', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'zhibu-rows-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('come back in parts of 500, as often as they are asked for, whatever pieces they came in', async () => {
    const [spool, all] = [createRowSpool(folder), rows(1_234)];
    for (let from = 0; from < all.length; from += 77) await spool.keep(all.slice(from, from + 77));
    expect(spool.parts).toBe(3);
    for (const wanted of [[0, 1, 2], [1], [0, 2], []]) {
      const found = [];
      for await (const { part, rows: some } of spool.read(wanted)) found.push([part, some]);
      expect(found).toEqual(wanted.map((part) => [part, all.slice(part * 500, (part + 1) * 500)]));
    }
    await expect(spool.read([3])[Symbol.asyncIterator]().next()).rejects.toThrow('expected a part below 3');
    await spool.close();
  });

  it('lie in a file without a name, so that nothing is left of them when the process is killed', async () => {
    const spool = createRowSpool(folder);
    await spool.keep(rows(600));
    expect(await readdir(folder)).toEqual([]);
    await spool.close();
  });

  it('are never all in memory: a file of 400,000 rows is read with a heap of 48 MB', async () => {
    expect(await readInLittleMemory(400_000)).toEqual({ rows: 400_000, totalFen: 400_000 * 110_000, lastLine: 400_000 });
  }, 120_000);
});
