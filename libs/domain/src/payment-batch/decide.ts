import { Decider } from '@zhibu/kernel';
import { unknownCommand } from '../refusals';
import { PaymentBatchCommand } from './commands';
import * as approval from './decide-approval';
import * as files from './decide-files';
import * as list from './decide-list';
import * as payment from './decide-payment';
import { recordReconciliation } from './decide-reconcile';
import * as reissue from './decide-reissue';
import { PaymentBatchEvent } from './events';
import { evolve } from './evolve';
import { PaymentBatchState, noBatch } from './state';

export const paymentBatchDecider: Decider<PaymentBatchState, PaymentBatchCommand, PaymentBatchEvent> = {
  initialState: noBatch,
  decide(state, command) {
    switch (command.type) {
      case 'OpenBatch':
        return list.openBatch(state, command);
      case 'PlanBatch':
        return list.planBatch(state, command);
      case 'RecordChunk':
        return list.recordChunk(state, command);
      case 'FreezeBatch':
        return list.freezeBatch(state, command);
      case 'SubmitBatch':
        return approval.submitBatch(state, command);
      case 'SendBackBatch':
        return approval.sendBackBatch(state, command);
      case 'ApproveBatch':
        return approval.approveBatch(state, command);
      case 'CancelBatch':
        return approval.cancelBatch(state, command);
      case 'RecordFundsReserved':
        return approval.recordFundsReserved(state, command);
      case 'RecordFundsShort':
        return approval.recordFundsShort(state, command);
      case 'RecordFile':
        return files.recordFile(state, command);
      case 'TakeFile':
        return files.takeFile(state, command);
      case 'VoidFile':
        return files.voidFile(state, command);
      case 'SendBatch':
        return files.sendBatch(state, command);
      case 'RecordReturns':
        return payment.recordReturns(state, command);
      case 'RecordReconciliation':
        return recordReconciliation(state, command);
      case 'ReissueLines':
        return reissue.reissueLines(state, command);
      case 'ApproveReissue':
        return reissue.approveReissue(state, command);
      case 'DeclineReissue':
        return reissue.declineReissue(state, command);
      case 'CloseBatch':
        return payment.closeBatch(state, command);
      case 'RecordReleased':
        return payment.recordReleased(state, command);
      default:
        return unknownCommand(command satisfies never);
    }
  },
  evolve,
};
