import { Actor, Fen } from '@zhibu/kernel';
import { PolicySet } from '@zhibu/policy';
import { ProcedureRegister } from '@zhibu/workflow';
import { StreamDeps } from './execute/stream-loader';
import { EvidenceStore } from './ports/evidence-store';
import { PaymentFileWriter } from './ports/payment-file-writer';
import { BatchHistory, DueEntitlements, ReadModelVerifier, SubjectIndex, WaitingBatches } from './ports/read-ports';

/** What an area may set about payment. */
export interface PaymentSettings {
  /** Above this total a batch needs two approvers, in fen. */
  readonly secondApprovalAboveFen: Fen;
  /** Entitlements in one chunk, 100 to 450. */
  readonly chunkSize: number;
}

/** Everything the services need. The composition root brings it; application code reaches nothing else. */
export interface ServiceDeps extends StreamDeps {
  readonly policies: PolicySet;
  readonly procedures: ProcedureRegister;
  readonly due: DueEntitlements;
  readonly batchHistory: BatchHistory;
  readonly waitingBatches: WaitingBatches;
  readonly subjects: SubjectIndex;
  readonly files: PaymentFileWriter;
  readonly evidence: EvidenceStore;
  readonly readModels: ReadModelVerifier;
  readonly payments: PaymentSettings;
  /** Under whose id consequences are recorded that nobody asked for in person, such as the end of a right. */
  readonly automation: Actor;
}
