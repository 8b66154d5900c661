import { createApplications } from './applications/applications';
import { createEntitlements } from './entitlements/entitlements';
import { createEvidence } from './evidence/evidence';
import { createFunds } from './funds/funds';
import { createImports } from './imports/import-applications';
import { createPayments } from './payments/payments';
import { createPeople } from './people/people';
import { createRegisters } from './registers/registers';
import { createReplay } from './replay/replay';
import { ServiceDeps } from './service-deps';
import { Services } from './services';
import { createAccessLog, createUsers } from './users/users';
import { createVerify } from './verify/verify';

/** All use cases over one set of ports. */
export const createServices = (deps: ServiceDeps): Services => {
  const accessLog = createAccessLog(deps);
  return {
    people: createPeople(deps),
    applications: createApplications(deps),
    evidence: createEvidence(deps),
    entitlements: createEntitlements(deps),
    registers: createRegisters(deps),
    payments: createPayments(deps),
    funds: createFunds(deps),
    users: createUsers(deps),
    accessLog,
    imports: createImports(deps),
    replay: createReplay(deps, accessLog),
    verify: createVerify(deps),
  };
};
