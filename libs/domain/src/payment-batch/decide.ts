import { Decider } from '@zhibu/kernel';
import { unknownCommand } from '../refusals';
import { PaymentBatchCommand } from './commands';
import * as approval from './decide-approval';
import * as list from './decide-list';
import * as payment from './decide-payment';
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
        return payment.recordFile(state, command);
      case 'TakeFile':
        return payment.takeFile(state, command);
      case 'SendBatch':
        return payment.sendBatch(state, command);
      case 'RecordReturns':
        return payment.recordReturns(state, command);
      case 'ReissueLines':
        return payment.reissueLines(state, command);
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
