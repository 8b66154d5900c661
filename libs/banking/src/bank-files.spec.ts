import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'iconv-lite';
import type { PaymentFileHeader, PaymentFileRow } from '@zhibu/application';
import type { ReturnFileRow } from '@zhibu/domain';
import { createFolderFileWriter } from './folder-file-writer';
import { BankLayout, parseBankLayout } from './layout';
import { readReturnFile } from './read-return-file';
import { writePaymentFile } from './write-payment-file';

const folder = join(__dirname, '../../../policies/bank-layouts');
const layoutOf = async (id: string): Promise<BankLayout> => parseBankLayout(await readFile(join(folder, `${id}.yaml`), 'utf8'), id);
const batchId = 'rural-reward.990101000000.2016.1';
const header = (lines: number, totalFen: number): PaymentFileHeader => ({ batchId, fileNo: 1, scheme: 'rural-reward', areaCode: '990101000000', period: '2016', writtenOn: '2016-06-01', lines, totalFen });
const row = (lineNo: number, name = '王·测试'): PaymentFileRow => ({ lineNo, attempt: 1, instructionId: `${batchId}/${lineNo}/1`, name, idNumber: '990000194706150017', accountNumber: '9999010000000000010', bank: '示例农商行', amountFen: 110_000 });
async function* rowsOf(...rows: PaymentFileRow[]): AsyncGenerator<PaymentFileRow> {
  yield* rows;
}
const written = async (layout: BankLayout, head: PaymentFileHeader, ...rows: PaymentFileRow[]): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of writePaymentFile(layout, head, rowsOf(...rows)).chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const writeCode = async (layout: BankLayout, head: PaymentFileHeader, ...rows: PaymentFileRow[]): Promise<string> =>
  written(layout, head, ...rows).then(() => 'written', (error: { rejection: { code: string } }) => error.rejection.code);
/** One byte at a time, so that every character and the mark are cut in two. */
async function* bytewise(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (const byte of bytes) yield Buffer.from([byte]);
}
let rural: BankLayout;
let post: BankLayout;
beforeAll(async () => {
  rural = await layoutOf('demo-rural-bank');
  post = await layoutOf('demo-post-bank');
});

describe('payment file', () => {
  it('prints header, titles and one instruction a line in the bank’s encoding', async () => {
    const rare = '𠮷=SUM·@+-';
    const text = decode(await written(rural, header(2, 220_000), row(1), row(2, rare)), 'gb18030');
    expect(text.split('\r\n')).toEqual([
      `${batchId}|1|2|2200.00`,
      '序号|指令号|户名|身份证号|账号|开户行|金额|用途',
      `1|${batchId}/1/1|王·测试|990000194706150017|9999010000000000010|示例农商行|1100.00|惠民补贴 rural-reward 2016`,
      `2|${batchId}/2/1|${rare}|990000194706150017|9999010000000000010|示例农商行|1100.00|惠民补贴 rural-reward 2016`,
      '',
    ]);
  });

  it('never replaces, cuts or escapes a name: it refuses', async () => {
    expect(await writeCode({ ...rural, encoding: 'gbk' }, header(1, 110_000), row(1, '𠮷'))).toBe('bank-file.not-in-encoding');
    expect(await writeCode(rural, header(1, 110_000), row(1, 'a|b'))).toBe('bank-file.value-breaks-line');
    expect(await writeCode(post, header(1, 110_000), row(1, 'a\nb'))).toBe('bank-file.value-breaks-line');
    expect((await written(post, header(1, 110_000), row(1, '=A,"b"'))).toString('utf8')).toContain(',"=A,""b""",');
  });

  it('is void when the rows are not what the header states', async () => {
    expect(await writeCode(rural, header(2, 110_000), row(1))).toBe('bank-file.lines-differ');
    expect(await writeCode(rural, header(1, 110_001), row(1))).toBe('bank-file.total-differ');
    expect(await writeCode(rural, header(1, 0), { ...row(1), amountFen: 0 })).toBe('bank-file.amount');
  });

  it('streams with a running hash', async () => {
    const count = 20_000;
    let [started, buffered, most] = [0, 0, 0];
    async function* many(): AsyncGenerator<PaymentFileRow> {
      for (let n = 1; n <= count; n += 1) {
        started += 1;
        yield row(n);
      }
    }
    const output = writePaymentFile(rural, header(count, count * 110_000), many());
    expect(() => output.digest()).toThrow('not been written');
    const hash = createHash('sha256');
    for await (const chunk of output.chunks) {
      hash.update(chunk);
      most = Math.max(most, started - buffered);
      buffered = started;
    }
    expect(output.digest()).toMatchObject({ sha256: hash.digest('hex'), lines: count, totalFen: count * 110_000 });
    expect(most).toBeLessThan(1_000);
  });

  it('leaves a whole file or none', async () => {
    const place = await mkdtemp(join(tmpdir(), 'bank-'));
    const writer = createFolderFileWriter(rural, place);
    const file = await writer.write(header(1, 110_000), rowsOf(row(1)));
    expect(createHash('sha256').update(await readFile(file.location)).digest('hex')).toBe(file.sha256);
    await expect(writer.write({ ...header(1, 1), fileNo: 2 }, rowsOf(row(1)))).rejects.toThrow('bank-file.total-differ');
    expect(await readdir(place)).toEqual([`${batchId}.1.txt`]);
    await rm(place, { recursive: true });
  });
});

const answer = (lines: readonly string[], head = `${batchId}|1|${lines.length}|${(lines.length * 1100).toFixed(2)}`): string =>
  [head, '序号|指令号|状态|原因|金额', ...lines, ''].join('\r\n');
const line = (no: number, status = '成功', reason = '', amount = '1100.00'): string => `${no}|${batchId}/${no}/1|${status}|${reason}|${amount}`;
const read = async (text: string | Buffer, layout = rural, expected: { batchId: string } | undefined = { batchId }) => {
  const rows: ReturnFileRow[] = [];
  const reading = await readReturnFile(layout, bytewise(typeof text === 'string' ? encode(text, layout.encoding) : text), (more) => void rows.push(...more), expected);
  return reading.ok ? { ...reading, file: { ...reading.file, rows } } : reading;
};
const problemsOf = async (text: string, layout = rural) => {
  const reading = await read(text, layout);
  return reading.ok ? [] : reading.problems.map(({ row: at, column, rejection }) => `${at ?? '-'} ${column ?? '-'} ${rejection.code}`);
};

describe('return file', () => {
  it('reads rows with their meaning, cut anywhere by the stream', async () => {
    const text = answer([line(1), line(2, '失败', '户名不符'), line(3, '处理中')]);
    const reading = await read(text);
    expect(reading).toMatchObject({ ok: true, file: { batchId, fileNo: 1, statedRows: 3, statedTotalFen: 330_000, sha256: createHash('sha256').update(encode(text, 'gb18030')).digest('hex') } });
    expect(reading.ok && reading.file.rows).toEqual([
      { lineNo: 1, attempt: 1, status: 'credited', reason: null, amountFen: 110_000 },
      { lineNo: 2, attempt: 1, status: 'returned', reason: 'name-mismatch', amountFen: 110_000 },
      { lineNo: 3, attempt: 1, status: 'unknown', reason: null, amountFen: 110_000 },
    ]);
  });

  it('reads columns in any order, a trailer, quotes and a byte order mark', async () => {
    const text = `\uFEFF金额,处理结果,失败原因,处理时间,附言\n1100.00,00,,"2016-07-01, 10:00",${batchId}/7/2\n合计,${batchId},3,1,1100.00\n`;
    expect(await read(text, post)).toMatchObject({ ok: true, file: { fileNo: 3, rows: [{ lineNo: 7, attempt: 2, status: 'credited' }] } });
    expect(await problemsOf(`附言,金额,处理结果,失败原因\n${batchId}/7/2,1100.00,00,\n`, post)).toEqual(['- - return-file.incomplete']);
    expect(await problemsOf(`附言,金额,处理结果,失败原因\n合计,${batchId},3,0,0\n${batchId}/7/2,1100.00,00,\n`, post)).toEqual(['3 - return-file.rows-after-trailer']);
  });

  const dated = (day: string, status = '成功', reason = ''): string => [`${batchId}|1|1|1100.00`, '序号|指令号|状态|原因|金额|入账日期', `${line(1, status, reason)}|${day}`, ''].join('\r\n');

  it('reads the value day of a credit, where the bank names one', async () => {
    expect(await read(dated('2016-07-02'))).toMatchObject({ ok: true, file: { rows: [{ status: 'credited', creditedOn: '2016-07-02' }] } });
    for (const text of [dated(''), dated('2016-07-02', '失败', '户名不符'), answer([line(1)])]) {
      const reading = await read(text);
      expect(reading.ok && reading.file.rows.map((each) => Object.keys(each).includes('creditedOn'))).toEqual([false]);
    }
    expect(await problemsOf(dated('2016-02-30'))).toEqual(['3 入账日期 date.not-a-day']);
    const compact = `附言,金额,处理结果,失败原因,记账日\n${batchId}/7/2,1100.00,00,,20160702\n合计,${batchId},3,1,1100.00\n`;
    expect(await read(compact, post)).toMatchObject({ ok: true, file: { rows: [{ creditedOn: '2016-07-02' }] } });
    expect(await problemsOf(compact.replace('20160702', '2016-07-2'), post)).toEqual(['2 记账日 date.not-a-day']);
  });

  it('reads the day of the answer from its header', async () => {
    const layout: BankLayout = { ...rural, answer: { ...rural.answer, summaryFields: [...rural.answer.summaryFields, 'answered-on'] } };
    expect(await read(answer([line(1)], `${batchId}|1|1|1100.00|2016-07-05`), layout)).toMatchObject({ ok: true, file: { answeredOn: '2016-07-05' } });
    expect(await read(answer([line(1)], `${batchId}|1|1|1100.00|`), layout)).toMatchObject({ ok: true });
    expect(await problemsOf(answer([line(1)], `${batchId}|1|1|1100.00|soon`), layout)).toEqual(['- answered-on date.not-a-day']);
  });

  it('reads UTF-8 with a mark from a bank that else writes GBK', async () =>
    expect(await read(Buffer.from(`\uFEFF${answer([line(1)])}`, 'utf8'))).toMatchObject({ ok: true }));

  it.each<[string, string, string[]]>([
    ['a thousands separator', answer([line(1, '成功', '', '1,100.00')]), ['3 金额 money.not-an-amount']],
    ['three decimals', answer([line(1), line(2, '成功', '', '1100.000')]), ['4 金额 money.not-an-amount']],
    ['an unknown word', answer([line(1, '好像成功')]), ['3 状态 return-file.unknown-status']],
    ['a name of Object', answer([line(1, 'constructor')]), ['3 状态 return-file.unknown-status']],
    ['an unknown reason', answer([line(1, '失败', '没有心情')]), ['3 原因 return-file.unknown-reason']],
    ['a return without a reason', answer([line(1, '失败')]), ['3 原因 return-file.unknown-reason']],
    ['another batch', answer([line(1)], 'rural-reward.990101000000.2015.1|1|1|1100.00'), ['1 batch return-file.other-batch', '- - -']],
    ['a row of another batch', answer([line(1).replace('.2016.', '.2015.')]), ['3 指令号 return-file.other-batch']],
    ['a total off by 0.01', answer([line(1)], `${batchId}|1|1|1100.01`), ['- total return-file.total-differs']],
    ['a row too few', answer([line(1)], `${batchId}|1|2|1100.00`), ['- lines return-file.rows-differ']],
    ['a missing column', answer([]).replace('|原因', ''), ['2 原因 return-file.column-missing']],
    ['an empty file', '', ['- - return-file.incomplete']],
    ['several faults at once', answer([line(1, '?', '', 'x'), 'a|b']), ['3 金额 money.not-an-amount', '3 状态 return-file.unknown-status', '4 指令号 return-file.instruction', '4 金额 money.not-an-amount', '4 状态 return-file.unknown-status']],
  ])('refuses %s whole, and says where', async (_, text, expected) => expect(await problemsOf(text)).toEqual(expected.filter((entry) => entry !== '- - -')));

  it('says a total that differs as money is written', async () =>
    expect(await read(encode(answer([line(1)], `${batchId}|1|1|1100.01`), 'gbk'))).toMatchObject({ problems: [{ rejection: { expected: { zh: '1100.01' }, actual: { zh: '1100.00' } } }] }));

  it('refuses bytes of another encoding, and too many of them', async () => {
    expect(await read(Buffer.from(answer([line(1)]) + '\u00ff\ufffd', 'latin1'))).toMatchObject({ ok: false, problems: [{ rejection: { code: 'file.encoding' } }] });
    expect(await readReturnFile(rural, bytewise(encode(answer([line(1)]), 'gbk')), () => undefined, undefined, { bytesMax: 20, rowsMax: 10 })).toMatchObject({ ok: false, problems: [{ rejection: { code: 'file.too-large' } }] });
    expect(await readReturnFile(rural, bytewise(encode(answer([line(1), line(2)]), 'gbk')), () => undefined, undefined, { bytesMax: 2_000, rowsMax: 1 })).toMatchObject({ ok: false, problems: [{ rejection: { code: 'return-file.too-many-rows' } }] });
  });
});

describe('bank layout', () => {
  it('names the file and the setting that is wrong', async () => {
    const yaml = await readFile(join(folder, 'demo-rural-bank.yaml'), 'utf8');
    expect(() => parseBankLayout(yaml.replace('gb18030', 'latin1'), 'x.yaml')).toThrow('x.yaml: encoding: expected one of "utf-8", "gbk", "gb18030", found "latin1"');
    expect(() => parseBankLayout(yaml.replace('{ field: instruction, title: 指令号 }', '{ field: bank, title: 行 }'), 'x.yaml')).toThrow('payment.columns: expected the field "instruction"');
    expect(() => parseBankLayout(yaml.replace('失败: returned', '失败: lost'), 'x.yaml')).toThrow('answer.statuses.失败');
  });
});
