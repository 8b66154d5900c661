import { isStored } from '../append-in-order';
import { AppendOutcome, AppendRequest } from '../port';
import { PreparedAppend, prepareAppend } from '../prepare-append';
import { appendOutcomes, appendValues } from './append-statement';
import { Connections, Statement, sqlStateOf } from './connections';
import { refusedRunState } from './schema/append-batch';

/** Streams that one statement locks at most; the server's table of locks holds thousands. */
const runAppendsMax = 256;
const runBytesMax = 4_000_000;

export const appendRunStatement = (schema: string): Statement => ({
  name: `append_run ${schema}`,
  text: `select ${schema}.require_stored(outcomes), versions, transaction_id, last_positions from ${schema}.append_batch(
    $1::text[], $2::integer[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::integer[], $8::uuid[],
    $9::integer[], $10::integer[], $11::uuid[], $12::text[], $13::integer[], $14::text[], $15::text[])`,
});

/** The run as one, and one append by itself. */
interface Statements {
  readonly run: Statement;
  readonly append: Statement;
}

/**
 * In runs in which a stream occurs once: a run is one statement, whose rows get their positions in the order given. Streams are
 * locked in that order too, not in that of their names; beside another writer that can deadlock, which is tried again. A
 * refusal in a run undoes all of it, and what came before the refused one is then written by itself.
 */
export const appendInRuns = async (connections: Connections, statements: Statements, requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> => {
  const outcomes: AppendOutcome[] = [];
  for (let start = 0; start < requests.length; ) {
    const { run, refused } = runFrom(requests, start);
    const found = await stored(connections, statements, run);
    outcomes.push(...found);
    if (found.length < run.length || !found.every(isStored)) return outcomes;
    if (refused !== null) return [...outcomes, refused];
    start += run.length;
  }
  return outcomes;
};

const runFrom = (requests: readonly AppendRequest[], start: number): { readonly run: readonly PreparedAppend[]; readonly refused: AppendOutcome | null } => {
  const run: PreparedAppend[] = [];
  const streams = new Set<string>();
  let bytes = 0;
  for (let index = start; index < requests.length && run.length < runAppendsMax && bytes < runBytesMax; index += 1) {
    const request = requests[index];
    if (request === undefined || streams.has(request.stream)) break;
    const prepared = prepareAppend(request);
    if (!prepared.ok) return { run, refused: { kind: 'refused', rejection: prepared.rejection } };
    streams.add(request.stream);
    bytes += prepared.value.bytes;
    run.push(prepared.value);
  }
  return { run, refused: null };
};

const stored = async (connections: Connections, { run: asOne, append }: Statements, run: readonly PreparedAppend[]): Promise<readonly AppendOutcome[]> => {
  if (run.length === 0) return [];
  try {
    return await outcomesOf(connections, asOne, run);
  } catch (error) {
    if (sqlStateOf(error) === refusedRunState) return oneByOne(connections, append, run);
    throw error;
  }
};

const oneByOne = async (connections: Connections, statement: Statement, run: readonly PreparedAppend[]): Promise<readonly AppendOutcome[]> => {
  const outcomes: AppendOutcome[] = [];
  for (const append of run) {
    outcomes.push(...(await outcomesOf(connections, statement, [append])));
    if (!outcomes.every(isStored)) break;
  }
  return outcomes;
};

const outcomesOf = async (connections: Connections, statement: Statement, run: readonly PreparedAppend[]): Promise<readonly AppendOutcome[]> => {
  const [row] = await connections.rows(statement, appendValues(run));
  return appendOutcomes(run, row ?? []);
};
