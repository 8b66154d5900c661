import { formatYuan } from '@zhibu/kernel';

/** A line as the API gives it. */
export interface PaidLine {
  readonly lineNo: number;
  readonly attempt: number;
  readonly amountFen: number;
  readonly areaCode: string;
  readonly personKey: string;
  readonly status: string;
}

type Verdict = '成功' | '失败' | '处理中';

/** The answer of the demo county's bank to one of its files, in the layout of `policies/bank-layouts/demo-rural-bank.yaml`. */
export const bankAnswer = (batchId: string, fileNo: number, lines: readonly PaidLine[], verdictOf: (line: PaidLine) => Verdict): string => {
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const rows = lines.map((line, index) => {
    const verdict = verdictOf(line);
    return [index + 1, `${batchId}/${line.lineNo}/${line.attempt}`, verdict, verdict === '失败' ? '账户已销户' : '', formatYuan(line.amountFen)].join('|');
  });
  return ['\uFEFF' + [batchId, fileNo, lines.length, formatYuan(totalFen)].join('|'), '序号|指令号|状态|原因|金额', ...rows, ''].join('\r\n');
};

export const asFile = (name: string, content: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content, 'utf8') });
