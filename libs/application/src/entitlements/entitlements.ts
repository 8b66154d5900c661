import { EntitlementCommand, entitlementDecider, entitlementStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { ServiceDeps } from '../service-deps';
import { amountsOfYear } from './amounts-of-year';
import { approveChange, declineChange, proposeChange } from './changes';
import { EntitlementsService } from './entitlements-service';
import { exitAllOnDeath, exitEntitlement } from './exit-entitlement';
import { grantFor } from './grant-entitlement';
import { reverifyEntitlement } from './reverify-entitlement';

export const createEntitlements = (deps: ServiceDeps): EntitlementsService => {
  const on = (context: CommandContext, entitlementId: string, ask: Ask<EntitlementCommand>) =>
    execute(deps, entitlementDecider, context, { stream: entitlementStream(entitlementId), ask });
  return {
    grantFor: grantFor(deps),
    suspend: (context, { entitlementId, ...data }) => on(context, entitlementId, { type: 'SuspendEntitlement', data }),
    resume: (context, { entitlementId, ...data }) => on(context, entitlementId, { type: 'ResumeEntitlement', data }),
    propose: proposeChange(deps),
    approve: approveChange(deps),
    decline: declineChange(deps),
    reverify: reverifyEntitlement(deps),
    amountsOfYear: amountsOfYear(deps),
    exit: exitEntitlement(deps),
    exitAllOnDeath: exitAllOnDeath(deps),
  };
};
