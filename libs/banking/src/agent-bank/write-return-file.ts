import { encode } from 'iconv-lite';
import { Fen, LocalDate, formatYuan, sumFen } from '@zhibu/kernel';
import { ReturnReason, SettledStatus } from '@zhibu/domain';
import { AnswerField, BankLayout, SummaryField } from '../layout';

/** One line of a bank's answer. */
export interface BankAnswer {
  readonly sequence: number;
  readonly instructionId: string;
  readonly status: SettledStatus;
  readonly reason: ReturnReason | null;
  readonly amountFen: Fen;
  /** Value day of a credit. */
  readonly creditedOn?: LocalDate;
}

const wordFor = <T>(words: Readonly<Record<string, T>>, meaning: T): string => {
  const found = Object.entries(words).find(([, value]) => value === meaning);
  if (found === undefined) throw new Error(`the layout has no word for ${String(meaning)}`);
  return found[0];
};

/** Writes an answer as the agent bank of a layout would: for the demo's bank and for tests. */
export const writeReturnFile = (layout: BankLayout, file: { readonly batchId: string; readonly fileNo: number; readonly answeredOn?: LocalDate }, answers: readonly BankAnswer[]): Buffer => {
  const { answer } = layout;
  const day = (on: LocalDate | undefined): string => (on === undefined ? '' : answer.dates === 'yyyymmdd' ? on.replaceAll('-', '') : on);
  const summary: Readonly<Record<SummaryField, string>> = {
    mark: answer.mark,
    batch: file.batchId,
    file: String(file.fileNo),
    lines: String(answers.length),
    total: formatYuan(sumFen(answers.map((line) => line.amountFen))),
    'answered-on': day(file.answeredOn),
  };
  const cell = (field: AnswerField, line: BankAnswer): string => {
    switch (field) {
      case 'sequence':
        return String(line.sequence);
      case 'instruction':
        return line.instructionId;
      case 'status':
        return wordFor(answer.statuses, line.status);
      case 'reason':
        return line.reason === null ? '' : wordFor(answer.reasons, line.reason);
      case 'amount':
        return formatYuan(line.amountFen);
      case 'credited-on':
        return day(line.creditedOn);
      case 'ignored':
        return '';
    }
  };
  const summaryLine = answer.summaryFields.map((field) => summary[field]);
  const rows = [answer.columns.map((column) => column.title), ...answers.map((line) => answer.columns.map(({ field }) => cell(field, line)))];
  const lines = answer.summary === 'header' ? [summaryLine, ...rows] : [...rows, summaryLine];
  const end = layout.lineEnd === 'crlf' ? '\r\n' : '\n';
  return encode(lines.map((cells) => cells.join(layout.delimiter) + end).join(''), layout.encoding);
};
