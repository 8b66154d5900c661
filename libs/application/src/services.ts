import { ApplicationsService } from './applications/applications-service';
import { EntitlementsService } from './entitlements/entitlements-service';
import { EvidenceService } from './evidence/evidence-service';
import { FundsService } from './funds/funds-service';
import { ImportsService } from './imports/imports-service';
import { PaymentsService } from './payments/payments-service';
import { PeopleService } from './people/people-service';
import { RegistersService } from './registers/registers-service';
import { ReplayService } from './replay/replay-service';
import { AccessLogService, UsersService } from './users/users-service';
import { VerifyService } from './verify/verify-service';

/** Every use case of the product. The API, the command line, the workers and the demo call these and nothing else. */
export interface Services {
  readonly people: PeopleService;
  readonly applications: ApplicationsService;
  readonly evidence: EvidenceService;
  readonly entitlements: EntitlementsService;
  readonly registers: RegistersService;
  readonly payments: PaymentsService;
  readonly funds: FundsService;
  readonly users: UsersService;
  readonly accessLog: AccessLogService;
  readonly imports: ImportsService;
  readonly replay: ReplayService;
  readonly verify: VerifyService;
}
