import { Decider, decided, sha256Hex, sumFen } from '@zhibu/kernel';
import { KeyedStep, executeMany, loadStreams } from '@zhibu/application';
import { demoTownships } from '@zhibu/demo';
import {
  LinesBuilt, LinesSent, PayeeLedgerCommand, PayeeLedgerState, PaymentLine, PersonEvent, PersonState, instructionIdOf, linesHashOf, payeeLedgerDecider, personDecider, personStream,
} from '@zhibu/domain';
import { County, contextOf, must, officer } from '../county/open-county';
import { scheme } from '../county/seed-people';
import { clock } from './clock';
import { Due, duePages, lineOf, page } from './due-pages';
import { Stopwatch } from './stopwatch';

const context = contextOf(clock, officer('preparer', 'finance-preparer'), 'lines');

type LineEvent = LinesBuilt | LinesSent;
type LineCommand =
  | { readonly type: 'Build'; readonly data: { readonly batchId: string; readonly line: PaymentLine }; readonly by: never; readonly at: string }
  | { readonly type: 'Send'; readonly data: { readonly batchId: string; readonly lineNo: number }; readonly by: never; readonly at: string };

/** One line and what became of it; its events are those of a chunk that holds a single line. */
const lineDecider: Decider<PaymentLine | null, LineCommand, LineEvent> = {
  initialState: null,
  decide: (_, { type, data }) =>
    type === 'Build'
      ? decided({ type: 'LinesBuilt', data: { batchId: data.batchId, chunk: data.line.lineNo, lines: [data.line], exceptions: [] } })
      : decided({ type: 'LinesSent', data: { batchId: data.batchId, chunk: data.lineNo, fileNo: 1, sentOn: '2016-07-15', lines: [{ lineNo: data.lineNo, attempt: 1 }] } }),
  evolve: (line, event) => (event.type === 'LinesBuilt' ? (event.data.lines[0] ?? line) : line),
};

/**
 * The other design by hand: every line is a stream, `line-<batchId>.<lineNo>`. It reads the same people, claims the same
 * months on a ledger of each person (named apart, so that both designs can be paid) and writes the same file.
 */
export const lineDesign = async (county: County, township: number, watch: Stopwatch): Promise<number> => {
  const { deps } = county;
  const areaCode = demoTownships[township] ?? '';
  const batchId = `${scheme}.${areaCode}.2016.line`;
  const streamOf = (lineNo: number) => `line-${batchId}.${lineNo}`;
  let lines = 0;
  await watch('built', async () => {
    for await (const due of duePages(county, areaCode)) {
      const first = lines + 1;
      const claims = due.map((pay, index) => claimStep(batchId, pay, first + index));
      const built = due.map((pay, index): KeyedStep<PaymentLine | null, LineCommand> => {
        const line = lineOf(pay, first + index);
        return { commandKey: 'built', stream: streamOf(line.lineNo), ask: { type: 'Build', data: { batchId, line } } };
      });
      (await executeMany(deps, payeeLedgerDecider, context, claims, new Map())).forEach(must);
      (await executeMany(deps, lineDecider, context, built, new Map())).forEach(must);
      lines += due.length;
    }
  });
  const pages = Array.from({ length: Math.ceil(lines / page) }, (_, at) => Array.from({ length: Math.min(page, lines - at * page) }, (_, index) => streamOf(at * page + index + 1)));
  const linesIn = async (streams: readonly string[]): Promise<readonly PaymentLine[]> => {
    const found = await loadStreams(deps, lineDecider, streams);
    return streams.flatMap((stream) => found.get(stream)?.state ?? []);
  };
  let totalFen = 0;
  await watch('frozen', async () => {
    const hashes: string[] = [];
    for (const streams of pages) {
      const list = await linesIn(streams);
      hashes.push(linesHashOf(list));
      totalFen += sumFen(list.map(({ amountFen }) => amountFen));
    }
    return sha256Hex(hashes.join('\n'));
  });
  await watch('file written', async () => {
    async function* rows() {
      for (const streams of pages) {
        const list = await linesIn(streams);
        const people = await loadStreams<PersonState, PersonEvent>(deps, personDecider, list.map(({ personKey }) => personStream(personKey)));
        for (const line of list) yield rowOf(batchId, line, people.get(personStream(line.personKey))?.state);
      }
    }
    await deps.files.write({ batchId, fileNo: 1, scheme, areaCode, period: '2016', writtenOn: '2016-07-15', lines, totalFen }, rows());
  });
  await watch('sent', async () => {
    let lineNo = 0;
    for (const streams of pages) {
      const loaded = await loadStreams(deps, lineDecider, streams);
      const steps = streams.map((stream): KeyedStep<PaymentLine | null, LineCommand> => ({ commandKey: 'sent', stream, ask: { type: 'Send', data: { batchId, lineNo: (lineNo += 1) } } }));
      (await executeMany(deps, lineDecider, context, steps, loaded)).forEach(must);
    }
  });
  return lines;
};

const claimStep = (batchId: string, due: Due, lineNo: number): KeyedStep<PayeeLedgerState, PayeeLedgerCommand> => ({
  commandKey: 'claim',
  stream: `line-ledger-${due.personKey}`,
  ask: { type: 'ClaimDues', data: { ...due, scheme, exclusiveWith: [], batchId, lineNo } },
});

const rowOf = (batchId: string, { lineNo, accountKey, amountFen }: PaymentLine, person: PersonState | undefined) => {
  const account = person?.accounts.find((each) => each.accountKey === accountKey);
  return { lineNo, attempt: 1, instructionId: instructionIdOf(batchId, lineNo, 1), name: account?.holderName ?? '', idNumber: person?.idNumber ?? '', accountNumber: account?.accountNumber ?? '', bank: account?.bank ?? '', amountFen };
};
