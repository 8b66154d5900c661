import { EntitlementCommand, entitlementDecider, entitlementStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { ServiceDeps } from '../service-deps';
import { carryOverMany } from './carry-over';
import { EntitlementsService } from './entitlements-service';
import { exitAllOnDeath, exitEntitlement } from './exit-entitlement';
import { grantFor } from './grant-entitlement';
import { reverifyEntitlement } from './reverify-entitlement';

export const createEntitlements = (deps: ServiceDeps): EntitlementsService => {
  const on = (context: CommandContext, entitlementId: string, ask: Ask<EntitlementCommand>) =>
    execute(deps, entitlementDecider, context, { stream: entitlementStream(entitlementId), ask });
  const many = carryOverMany(deps);
  return {
    grantFor: grantFor(deps),
    carryOver: async (context, input) => {
      const [outcome] = await many(context, [input]);
      if (outcome === undefined) throw new Error('carryOverMany gave no outcome for one input');
      return outcome;
    },
    carryOverMany: many,
    suspend: (context, { entitlementId, ...data }) => on(context, entitlementId, { type: 'SuspendEntitlement', data }),
    resume: (context, { entitlementId, ...data }) => on(context, entitlementId, { type: 'ResumeEntitlement', data }),
    changeBranch: (context, { entitlementId, ...data }) => on(context, entitlementId, { type: 'ChangeBranch', data }),
    reverify: reverifyEntitlement(deps),
    exit: exitEntitlement(deps),
    exitAllOnDeath: exitAllOnDeath(deps),
  };
};
