import { Fen, SharePart, sumFen } from '@zhibu/kernel';
import { BuildException, DuesClaimed, PayeeLedgerEvent, PayeeLedgerState, PaymentLine } from '@zhibu/domain';
import { DueComponent, FundingLevel, fundingLevels } from '@zhibu/policy';
import { Loaded } from '../execute/stream-loader';

export type Ledger = Loaded<PayeeLedgerState, PayeeLedgerEvent>;

/** A line with what its claim says about who funds it, and who confirmed the person. */
export interface ClaimedLine {
  readonly line: PaymentLine;
  readonly byLevel: readonly SharePart<FundingLevel>[];
  readonly confirmedBy: readonly string[];
}

export interface ClaimedChunk {
  readonly lines: readonly ClaimedLine[];
  readonly exceptions: readonly BuildException[];
}

/** What each level funds of some components; levels that fund nothing are left out. */
export const byLevelOf = (components: readonly DueComponent[]): readonly SharePart<FundingLevel>[] => addLevels(components.flatMap((component) => component.funders));

export const addLevels = (parts: readonly SharePart<FundingLevel>[]): readonly SharePart<FundingLevel>[] =>
  fundingLevels
    .map((level): { level: FundingLevel; amountFen: Fen } => ({ level, amountFen: sumFen(parts.filter((part) => part.level === level).map((part) => part.amountFen)) }))
    .filter((part) => part.amountFen > 0);

/** The claim of a batch on a ledger, unless it was released. */
export const claimIn = (ledger: Ledger, batchId: string): DuesClaimed['data'] | null => {
  if (ledger.state.claims.every((claim) => claim.batchId !== batchId || claim.released)) return null;
  const event = ledger.events.find((candidate) => candidate.type === 'DuesClaimed' && (candidate.data as DuesClaimed['data']).batchId === batchId);
  return event === undefined ? null : (event.data as DuesClaimed['data']);
};

export const lineOf = ({ lineNo, personKey, entitlementId, accountKey, amountFen }: DuesClaimed['data']): PaymentLine => ({ lineNo, personKey, entitlementId, accountKey, amountFen });
