import { accessLogQueries } from './access-log/queries';
import { accessLogProjection } from './access-log/projection';
import { FindProcedure, createCasesProjection } from './cases/projection';
import { noticeQueries } from './cases/notices';
import { caseQueries } from './cases/queries';
import { entitlementsProjection } from './entitlements/projection';
import { entitlementQueries } from './entitlements/queries';
import { Projection } from './framework/projection';
import { fundsProjection } from './funds/projection';
import { fundQueries } from './funds/queries';
import { importsProjection } from './imports/projection';
import { importQueries } from './imports/queries';
import { outstandingWorkProjection } from './outstanding-work/projection';
import { outstandingWorkQueries } from './outstanding-work/queries';
import { paymentsProjection } from './payments/projection';
import { paymentQueries } from './payments/queries';
import { peopleProjection } from './people/projection';
import { peopleQueries } from './people/queries';
import { personIndexProjection } from './person-index/projection';
import { ratesProjection } from './rates/projection';
import { rateQueries } from './rates/queries';
import { registersProjection } from './registers/projection';
import { registerQueries } from './registers/queries';
import { ReadModels } from './shared/page';
import { timersProjection } from './timers/projection';
import { timerQueries } from './timers/queries';
import { usersProjection } from './users/projection';
import { userQueries } from './users/queries';

/** Every read model of Zhibu. */
export const createProjections = (findProcedure: FindProcedure): readonly Projection[] => [
  peopleProjection,
  createCasesProjection(findProcedure),
  entitlementsProjection,
  registersProjection,
  importsProjection,
  paymentsProjection,
  fundsProjection,
  ratesProjection,
  timersProjection,
  outstandingWorkProjection,
  personIndexProjection,
  accessLogProjection,
  usersProjection,
];

/** Everything that can be asked of the read models. Lists ask for a scope, a page and nothing unbounded. */
export const createQueries = (models: ReadModels) => ({
  people: peopleQueries(models),
  cases: caseQueries(models),
  notices: noticeQueries(models),
  entitlements: entitlementQueries(models),
  registers: registerQueries(models),
  imports: importQueries(models),
  payments: paymentQueries(models),
  funds: fundQueries(models),
  rates: rateQueries(models),
  timers: timerQueries(models),
  outstandingWork: outstandingWorkQueries(models),
  accessLog: accessLogQueries(models),
  users: userQueries(models),
});

export type ReadModelQueries = ReturnType<typeof createQueries>;
