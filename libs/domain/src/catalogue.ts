import { EventCatalogue } from '@zhibu/kernel';
import { AccessLogEvent, accessLogEventSpecs } from './access-log/events';
import { ApplicationEvent, applicationEventSpecs } from './application/events';
import { CarryOverRegisterEvent, carryOverRegisterEventSpecs } from './carry-over-register/events';
import { EntitlementEvent, entitlementEventSpecs } from './entitlement/events';
import { FundEvent, fundEventSpecs } from './fund/events';
import { PayeeLedgerEvent, payeeLedgerEventSpecs } from './payee-ledger/events';
import { PaymentBatchEvent, paymentBatchEventSpecs } from './payment-batch/events';
import { PaymentLinesEvent, paymentLinesEventSpecs } from './payment-lines/events';
import { PersonEvent, personEventSpecs } from './person/events';
import { ReturnFileEvent, returnFileEventSpecs } from './return-file/events';
import { UserEvent, userEventSpecs } from './user/events';

/** Every event that Zhibu writes. */
export type ZhibuEvent =
  | PersonEvent
  | ApplicationEvent
  | CarryOverRegisterEvent
  | EntitlementEvent
  | PayeeLedgerEvent
  | PaymentBatchEvent
  | PaymentLinesEvent
  | ReturnFileEvent
  | FundEvent
  | UserEvent
  | AccessLogEvent;

export const eventCatalogue = {
  ...personEventSpecs,
  ...applicationEventSpecs,
  ...carryOverRegisterEventSpecs,
  ...entitlementEventSpecs,
  ...payeeLedgerEventSpecs,
  ...paymentBatchEventSpecs,
  ...paymentLinesEventSpecs,
  ...returnFileEventSpecs,
  ...fundEventSpecs,
  ...userEventSpecs,
  ...accessLogEventSpecs,
} satisfies EventCatalogue;
