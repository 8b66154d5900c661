import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { RejectionError, text } from '@zhibu/kernel';
import type { PaymentFileHeader, PaymentFileRow } from '@zhibu/application';
import { createFolderFileWriter } from './folder-file-writer';
import { BankLayout, parseBankLayout } from './layout';

const root = resolve(__dirname, '../../..');
const layoutFile = join(root, 'policies/bank-layouts/demo-rural-bank.yaml');
const batchId = 'rural-reward.990101000000.2016.1';
const header: PaymentFileHeader = { batchId, fileNo: 2, scheme: 'rural-reward', areaCode: '990101000000', period: '2016', writtenOn: '2016-06-01', lines: 1, totalFen: 110_000 };
async function* rows(name = '王·测试'): AsyncGenerator<PaymentFileRow> {
  yield { lineNo: 1, attempt: 1, instructionId: `${batchId}/1/1`, name, idNumber: '990000194706150017', accountNumber: '9999010000000000010', bank: '示例农商行', amountFen: 110_000 };
}
const refuse = (): Promise<void> => Promise.reject(new RejectionError({ code: 'batch.file-differs', message: text('', ''), expected: text('', ''), actual: text('', '') }));

/** A writer that is killed after its first 64 kB. */
const killedWriter = async (folder: string): Promise<void> => {
  const script = `
    const { readFileSync } = require('node:fs');
    const { createFolderFileWriter, parseBankLayout } = require('@zhibu/banking');
    async function* rows() {
      for (let lineNo = 1; ; lineNo += 1) {
        yield { lineNo, attempt: 1, instructionId: '${batchId}/' + lineNo + '/1', name: '王', idNumber: '990000194706150017', accountNumber: '9999010000000000010', bank: 'b', amountFen: 1 };
        if (lineNo === 5000) { process.stdout.write('writing'); await new Promise(() => setInterval(() => undefined, 1000)); }
      }
    }
    const layout = parseBankLayout(readFileSync(${JSON.stringify(layoutFile)}, 'utf8'), 'x');
    createFolderFileWriter(layout, ${JSON.stringify(folder)}).write({ ...${JSON.stringify(header)}, lines: 1e6 }, rows());`;
  const child = spawn(process.execPath, ['-r', join(root, 'test/support/register-typescript.cjs'), '-e', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((done, failed) => {
    child.stdout.once('data', done);
    child.once('exit', () => failed(new Error('the writer ended before it was killed')));
  });
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
};

describe('the folder of bank files', () => {
  let layout: BankLayout;
  let folder: string;
  beforeEach(async () => {
    layout = parseBankLayout(await readFile(layoutFile, 'utf8'), 'demo-rural-bank');
    folder = await mkdtemp(join(tmpdir(), 'zhibu-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps what it has when what is written now is refused before it is kept', async () => {
    const writer = createFolderFileWriter(layout, folder);
    const { sha256, location } = await writer.write(header, rows());
    expect(await writer.hashOf(batchId, 2)).toBe(sha256);
    await expect(writer.write(header, rows('另一人'), refuse)).rejects.toThrow('batch.file-differs');
    expect(createHash('sha256').update(await readFile(location)).digest('hex')).toBe(sha256);
    expect(await readdir(folder)).toEqual([`${batchId}.2.txt`]);
    await writer.write(header, rows('另一人'), async (draft) => {
      expect(draft.sha256).not.toBe(sha256);
      // Until it is kept, the one before stands.
      expect(await writer.hashOf(batchId, 2)).toBe(sha256);
    });
    expect(await writer.hashOf(batchId, 2)).not.toBe(sha256);
  });

  it('keeps a later version beside the one that was voided', async () => {
    const writer = createFolderFileWriter(layout, folder);
    const first = await writer.write(header, rows());
    const second = await writer.write({ ...header, fileVersion: 2 }, rows('另一人'));
    expect([await writer.hashOf(batchId, 2), await writer.hashOf(batchId, 2, 2), await writer.hashOf(batchId, 2, 3)]).toEqual([first.sha256, second.sha256, null]);
    expect(second.location).toBe(writer.locate(batchId, 2, 2));
  });

  it('removes what a killed writer left when the file is written again, and no draft of a writer at work', async () => {
    await killedWriter(folder);
    const [left] = await readdir(folder);
    expect(left).toMatch(/\.part$/);
    const writer = createFolderFileWriter(layout, folder);
    const [fresh, old] = [`${batchId}.2.txt.other-host.7.a.part`, `${batchId}.2.txt.other-host.8.b.part`];
    for (const name of [fresh, old]) await writeFile(join(folder, name), 'x');
    await utimes(join(folder, old), 0, 0);
    let atWork: readonly string[] = [];
    await writer.write(header, rows(), async () => {
      await writer.write(header, rows());
      atWork = (await readdir(folder)).filter((name) => name.endsWith('.part'));
    });
    expect(atWork.filter((name) => name.includes(`.${process.pid}.`))).toHaveLength(1);
    expect((await readdir(folder)).sort()).toEqual([`${batchId}.2.txt`, fresh]);
  }, 60_000);
});
