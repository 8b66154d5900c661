import { createReadStream, readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fold } from '@zhibu/kernel';
import { BankLayout, readPaymentFile } from '@zhibu/banking';
import { PayeeLedgerEvent, PaymentBatchEvent, PaymentLinesEvent, linesOf, payeeLedgerDecider, paymentBatchDecider, paymentLinesDecider, paymentLinesTotals } from '@zhibu/domain';
import { EventStore, StoredEvent } from '@zhibu/event-store';

export interface Found {
  /** Person and month, each once however often it was claimed. */
  readonly monthsClaimed: number;
  readonly monthsCredited: number;
  readonly files: number;
  /** What is wrong, in words; empty when nothing is. */
  readonly wrong: readonly string[];
}

/** Looks at the log and at the files, and at nothing that any process remembers. */
export const checkMoney = async (store: EventStore, layout: BankLayout, filesFolder: string): Promise<Found> => {
  const streams = new Map<string, StoredEvent[]>();
  for await (const event of store.readAll()) streams.set(event.meta.stream, [...(streams.get(event.meta.stream) ?? []), event]);
  const of = <Event>(prefix: string): readonly (readonly Event[])[] => [...streams].filter(([stream]) => stream.startsWith(prefix)).map(([, events]) => events as unknown as readonly Event[]);
  const wrong: string[] = [];
  const claims = of<PayeeLedgerEvent>('ledger-').flatMap((events) => {
    const { personKey, claims: all } = fold(payeeLedgerDecider, events);
    return all.filter((claim) => !claim.released).flatMap((claim) => claim.months.map((month) => ({ at: `${personKey} ${month}`, batchId: claim.batchId, personKey })));
  });
  const once = (what: string, keys: readonly string[]): number => {
    const seen = new Set<string>();
    for (const key of keys) if (seen.has(key)) wrong.push(`${what} twice: ${key}`); else seen.add(key);
    return seen.size;
  };
  const monthsClaimed = once('a month claimed', claims.map(({ at }) => at));
  const lines = of<PaymentLinesEvent>('lines-').map((events) => fold(paymentLinesDecider, events));
  const credited = new Set(lines.flatMap((state) => linesOf(state).filter((line) => line.status === 'credited').map((line) => `${state.batchId} ${line.personKey}`)));
  const monthsCredited = once('a month credited', claims.filter(({ batchId, personKey }) => credited.has(`${batchId} ${personKey}`)).map(({ at }) => at));
  for (const batch of of<PaymentBatchEvent>('batch-').map((events) => fold(paymentBatchDecider, events))) {
    const own = lines.filter(({ batchId }) => batchId === batch.batchId).map((state) => paymentLinesTotals(state));
    const sum = (part: 'approvedFen' | 'creditedFen' | 'returnedFen' | 'pendingFen' | 'unknownFen'): number => own.reduce((total, totals) => total + totals[part], 0);
    const parts = sum('creditedFen') + sum('returnedFen') + sum('pendingFen') + sum('unknownFen');
    if (batch.status !== 'closed') wrong.push(`${batch.batchId} is ${batch.status}`);
    if (batch.totalFen !== parts || batch.totalFen !== sum('approvedFen')) wrong.push(`${batch.batchId}: approved ${batch.totalFen}, on lines ${sum('approvedFen')}, in parts ${parts}`);
  }
  const hashes = new Set(of<PaymentBatchEvent>('batch-').flat().flatMap((event) => (event.type === 'BatchFileWritten' ? [event.data.sha256] : [])));
  const names = readdirSync(filesFolder).filter((name) => name.endsWith('.txt'));
  const instructions: string[] = [];
  for (const name of names) {
    const file = join(filesFolder, name);
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
    if (!hashes.has(sha256)) wrong.push(`${name} is not what was recorded`);
    instructions.push(...(await readPaymentFile(layout, createReadStream(file))).map(({ instructionId }) => instructionId));
  }
  once('an instruction', instructions);
  if (names.length !== hashes.size) wrong.push(`${hashes.size} files recorded, ${names.length} found`);
  return { monthsClaimed, monthsCredited, files: names.length, wrong };
};
