import { DuesReleased, LineExceptionRaised, LineState, PayeeLedgerCommand, PayeeLedgerState, ledgerStream, linesOf, payeeLedgerDecider, paymentLinesDecider } from '@zhibu/domain';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { KeyedStep, executeMany } from '../execute/execute-many';
import { Refused } from '../execute/outcome';
import { ServiceDeps } from '../service-deps';
import { LoadedLines, linesInOrder, loadBatch } from './batch-view';
import { Ledger } from './claimed-lines';
import { loadLedgers } from './load-payees';

interface Held {
  readonly line: LineState;
  readonly lines: LoadedLines;
}

/**
 * After a batch was closed it has given back the months of whoever was not paid. Where the money may have arrived
 * after all, the months are held again, so that the next batch does not pay them. What another batch has claimed
 * meanwhile is noted as an exception. It goes by how lines and ledgers stand, so it can be repeated at any time; it
 * follows whatever changes a line, and also every giving back, because the two may cross.
 */
export const holdAgain = async (deps: ServiceDeps, context: CommandContext, batchId: string, chunks: readonly number[]): Promise<Refused | null> => {
  const view = await loadBatch(deps, batchId);
  if (!view.ok) return view;
  if (view.value.state.status !== 'closed') return null;
  const { scheme } = view.value.opened;
  for await (const group of linesInOrder(deps, batchId, chunks)) {
    const open = group.flatMap((lines): Held[] => linesOf(lines.state).filter(mayBePaid).map((line) => ({ line, lines })));
    if (open.length === 0) continue;
    const before = await loadLedgers(deps, open.map(({ line }) => line.personKey));
    const steps = open.flatMap(({ line }) => holdStep(before.get(ledgerStream(line.personKey)), batchId, scheme, deps.policies.exclusiveWith(scheme)));
    const outcomes = await executeMany(deps, payeeLedgerDecider, context, steps, before);
    const refused = outcomes.find((outcome): outcome is Refused => !outcome.ok);
    if (refused !== undefined) return refused;
    const after = steps.length === 0 ? before : await loadLedgers(deps, open.map(({ line }) => line.personKey));
    const problem = await notePaidTwice(deps, context, batchId, open, after);
    if (problem !== null) return problem;
  }
  return null;
};

/** In a closed batch every line was credited or returned; what is otherwise now was changed by a later word. */
export const mayBePaid = (line: LineState): boolean => line.status === 'unknown' || (line.status === 'credited' && (line.lateCredit || line.reconciliations > 0));

const claimsOf = (state: PayeeLedgerState, batchId: string) => state.claims.filter((claim) => claim.batchId === batchId);

/** How often the batch has given back; each time can be followed by one holding. */
const releasesOf = ({ events }: Ledger, batchId: string): number =>
  events.filter((event) => event.type === 'DuesReleased' && (event.data as DuesReleased['data']).batchId === batchId).length;

const holdStep = (ledger: Ledger | undefined, batchId: string, scheme: string, exclusiveWith: readonly string[]): readonly KeyedStep<PayeeLedgerState, PayeeLedgerCommand>[] => {
  const personKey = ledger?.state.personKey ?? null;
  if (ledger === undefined || personKey === null || claimsOf(ledger.state, batchId).every((claim) => !claim.released)) return [];
  return [{
    commandKey: `hold-again/${batchId}/${releasesOf(ledger, batchId)}`,
    stream: ledger.stream,
    ask: { type: 'HoldDuesAgain', data: { personKey, batchId, scheme, exclusiveWith, reason: 'late-credit' } },
    content: { type: 'HoldDuesAgain', data: { batchId } },
  }];
};

/** The answer that put the line in doubt, so that the exception names the same one whoever notes it. */
const fileThatOpened = ({ events }: LoadedLines, lineNo: number): string => {
  const raised = events.flatMap((event) => (event.type === 'LineExceptionRaised' ? [event.data as LineExceptionRaised['data']] : []));
  return raised.findLast((exception) => exception.lineNo === lineNo && exception.kind !== 'paid-twice')?.returnFileId ?? '';
};

/** A person in several lines of a chunk does not occur: a chunk has one line for each right. */
const notePaidTwice = async (deps: ServiceDeps, context: CommandContext, batchId: string, open: readonly Held[], ledgers: ReadonlyMap<string, Ledger>): Promise<Refused | null> => {
  for (const { line, lines } of open) {
    const ledger = ledgers.get(ledgerStream(line.personKey));
    if (ledger === undefined || line.openExceptions.includes('paid-twice')) continue;
    if (claimsOf(ledger.state, batchId).every((claim) => claim.released || claim.contested.length === 0)) continue;
    const noted = await execute(deps, paymentLinesDecider, keyed(context, `paid-twice/${batchId}/${line.lineNo}/${releasesOf(ledger, batchId)}`), {
      stream: lines.stream,
      ask: { type: 'NotePaidTwice', data: { lineNo: line.lineNo, returnFileId: fileThatOpened(lines, line.lineNo) } },
      content: { type: 'NotePaidTwice', data: { batchId, lineNo: line.lineNo } },
    });
    if (!noted.ok) return noted;
  }
  return null;
};
