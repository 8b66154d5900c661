import { LocalDate, actingIds, refuse, text } from '@zhibu/kernel';
import {
  LineState, PaymentLinesEvent, PaymentLinesState, PersonEvent, PersonState, ReissueAsked, accountOn, linesStream, paymentLinesDecider, personDecider, personStream,
} from '@zhibu/domain';
import { Refused } from '../execute/outcome';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { BatchView, chunkOfLine } from './batch-view';

/** Lines in one request; each is loaded with its person. */
const reissueLinesMax = 5_000;

/** A line with the streams that decide where its money goes. */
export interface Reissue {
  readonly line: LineState;
  readonly lines: Loaded<PaymentLinesState, PaymentLinesEvent>;
  readonly person: Loaded<PersonState, PersonEvent> | undefined;
}

/** Lines in the order given, each with its person. */
export const findLines = async (deps: ServiceDeps, view: BatchView, lineNos: readonly number[]): Promise<readonly Reissue[] | Refused> => {
  const { batchId } = view.opened;
  if (lineNos.length > reissueLinesMax) return noLine(`${lineNos.length} > ${reissueLinesMax}`);
  const streams = new Set(lineNos.map((lineNo) => linesStream(batchId, chunkOfLine(view.plan, lineNo) ?? 0)));
  const loaded = await loadStreams<PaymentLinesState, PaymentLinesEvent>(deps, paymentLinesDecider, [...streams]);
  const found = lineNos.map((lineNo) => ({ lineNo, lines: loaded.get(linesStream(batchId, chunkOfLine(view.plan, lineNo) ?? 0)) }));
  const keys = found.flatMap(({ lineNo, lines }) => lines?.state.lines[lineNo]?.personKey ?? []);
  const people = await loadStreams<PersonState, PersonEvent>(deps, personDecider, keys.map(personStream));
  const reissues: Reissue[] = [];
  for (const { lineNo, lines } of found) {
    const line = lines?.state.lines[lineNo];
    if (line === undefined || lines === undefined) return noLine(`${lineNo}`);
    reissues.push({ line, lines, person: people.get(personStream(line.personKey)) });
  }
  return reissues;
};

/** The account that the person has by then, else the one that was tried. */
export const accountOfToday = ({ line, person }: Reissue, today: LocalDate): string => (person === undefined ? null : accountOn(person.state, today))?.accountKey ?? line.accountKey;

/** Whose account it is that takes the place of the one that was tried, and who recorded it; null when it is the same one. */
export const changedOf = ({ line, person }: Reissue, accountKey: string): ReissueAsked['changed'] => {
  if (accountKey === line.accountKey) return null;
  const records = (person?.events ?? []).filter((event) => event.type === 'AccountRecorded' && (event.data as { readonly accountKey: string }).accountKey === accountKey);
  return { personKey: line.personKey, recordedBy: [...new Set(records.flatMap(({ meta }) => actingIds(meta.actor)))].sort() };
};

const noLine = (found: string): Refused =>
  refuse({
    code: 'lines.no-such-line',
    message: text('该批次没有这一行', 'The batch has no such line'),
    expected: text(`批次中的行号，一次最多 ${reissueLinesMax} 行`, `line numbers of the batch, ${reissueLinesMax} at a time`),
    actual: text(found, found),
    field: 'lines',
  });
