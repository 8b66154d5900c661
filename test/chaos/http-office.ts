import { Readable } from 'node:stream';
import { BankLayout, readPaymentFile, writeReturnFile } from '@zhibu/banking';
import { DemoPerson, demoCounty } from '@zhibu/demo';
import { until } from '../support/until';
import { Answer, RetryingClient } from './retrying-client';

/** Officers of the county, who reach the service over HTTP only. */
export const officers = { desk: 'caseworker', preparer: 'finance-preparer', approver: 'finance-approver' } as const;
export type Officer = keyof typeof officers;

/** When the service dies while a command is on its way; steps without a name of their own pass in peace. */
export type Strike = (step: string, send: (halfSent?: () => void) => Promise<Answer>) => Promise<Answer>;

interface Batch { readonly status: string; readonly listHash: string; readonly chunksBuilt: number; readonly chunksPlanned: number; readonly byLevel: readonly { readonly level: string; readonly amountFen: number }[] }
interface Line { readonly lineNo: number; readonly personKey: string; readonly status: string }

const json = 'application/json';

/** Does with one key for each step what officers do in a month, however often the service goes away meanwhile. */
export class HttpOffice {
  constructor(
    private readonly client: RetryingClient,
    private readonly tokens: Readonly<Record<Officer, string>>,
    private readonly layout: BankLayout,
    private readonly strike: Strike,
  ) {}

  private do(step: string, officer: Officer, path: string, body: Buffer | object = {}): Promise<Answer> {
    const file = Buffer.isBuffer(body);
    const sent = { officer, path, key: step, token: this.tokens[officer], type: file ? 'application/octet-stream' : json, body: file ? body : Buffer.from(JSON.stringify(body)) };
    return this.strike(step, (halfSent) => this.client.send(sent, halfSent));
  }

  private async read<T>(officer: Officer, path: string): Promise<T> {
    const answer = await this.client.read(this.tokens[officer], path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return JSON.parse(answer.text) as T;
  }

  /** Everybody's application at once, as on a busy morning. Returns their ids. */
  apply(people: readonly DemoPerson[], name: string): Promise<readonly string[]> {
    return Promise.all(people.map(async ({ form, scheme, branch }, index) => {
      const answer = await this.do(`${name}/apply-${index}`, 'desk', '/applications', { person: form, application: { scheme, branch, channel: 'window', evidence: [] } });
      return (JSON.parse(answer.text) as { applicationId: string }).applicationId;
    }));
  }

  /** One month, from the list to the closing; the lines of `returned` come back and go out again. `people` by their keys. */
  async pay(period: string, people: ReadonlyMap<string, DemoPerson>, returned: readonly number[]): Promise<string> {
    const opened = await this.do(`${period}/open`, 'preparer', '/batches', { scheme: 'rural-reward', areaCode: demoCounty, period });
    const { batchId } = JSON.parse(opened.text) as { batchId: string };
    const path = `/batches/${batchId}`;
    const batch = (): Promise<Batch> => this.read<Batch>('preparer', path);
    await until(async () => (await this.client.read(this.tokens.preparer, path)).status === 200, 30_000);
    await until(async () => (await batch()).chunksPlanned > 0 && (await batch()).chunksBuilt === (await batch()).chunksPlanned, 60_000);
    await this.do(`${period}/freeze`, 'preparer', `${path}/freezing`);
    await until(async () => (await batch()).status === 'frozen', 30_000);
    const { listHash, byLevel } = await batch();
    await this.do(`${period}/submit`, 'preparer', `${path}/submission`);
    await this.do(`${period}/approve`, 'approver', `${path}/approvals`, { listHash });
    for (const { level, amountFen } of byLevel.filter((part) => part.amountFen > 0)) {
      const receipt = { scheme: 'rural-reward', areaCode: demoCounty, year: 2016, level, amountFen, receiptNo: `${period}-${level}`, receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' };
      await this.do(`${period}/receipt-${level}`, 'preparer', '/funds/receipts', receipt);
    }
    // A worker writes the file as soon as the money is set aside: who looks from time to time may never see it merely funded.
    await until(async () => ['funded', 'filed'].includes((await batch()).status), 60_000);
    await this.do(`${period}/file-1`, 'preparer', `${path}/files`);
    await this.sendAndAnswer(period, batchId, 1, returned);
    await until(async () => (await this.linesThatCameBack(path)).length === returned.length, 30_000);
    const back = await this.linesThatCameBack(path);
    for (const [index, { personKey }] of back.entries()) {
      await this.do(`${period}/account-${index}`, 'desk', `/people/${personKey}/accounts`, { ...people.get(personKey)?.newAccount, validFrom: '2016-01-05' });
    }
    await this.do(`${period}/reissue`, 'preparer', `${path}/reissues`, { lines: back.map(({ lineNo }) => lineNo), reason: '账户已更正' });
    await this.do(`${period}/approve-reissue`, 'approver', `${path}/reissue-approvals`, { instructions: back.map(({ lineNo }) => `${lineNo}/2`), reason: '已核对新账户' });
    await this.do(`${period}/file-2`, 'preparer', `${path}/files`);
    await this.sendAndAnswer(period, batchId, 2, []);
    await this.do(`${period}/close`, 'preparer', `${path}/closing`);
    return batchId;
  }

  private async linesThatCameBack(path: string): Promise<readonly Line[]> {
    return (await this.read<{ items: readonly Line[] }>('preparer', `${path}/lines?status=returned`)).items;
  }

  /** Takes the file to the bank and brings its answer back. */
  private async sendAndAnswer(period: string, batchId: string, fileNo: number, returned: readonly number[]): Promise<void> {
    const path = `/batches/${batchId}`;
    const file = await this.client.ask(this.tokens.preparer, `${path}/files/${fileNo}/looks`, { reason: '送银行' });
    await this.do(`${period}/send-${fileNo}`, 'preparer', `${path}/sendings`, { fileNo, bankReference: `示例行-${fileNo}` });
    const orders = await readPaymentFile(this.layout, Readable.from([Buffer.from(file.text, 'utf8')]));
    const answers = orders.map(({ sequence, instructionId, amountFen }) => {
      const back = returned.includes(Number(instructionId.split('/').at(-2)));
      return { sequence, instructionId, status: back ? 'returned' as const : 'credited' as const, reason: back ? 'account-closed' as const : null, amountFen };
    });
    const answer = Buffer.from(writeReturnFile(this.layout, { batchId, fileNo }, answers));
    await this.do(`${period}/returns-${fileNo}`, 'preparer', `/returns?batchId=${batchId}`, answer);
  }
}
