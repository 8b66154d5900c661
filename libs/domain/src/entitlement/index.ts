import { Decider } from '@zhibu/kernel';
import { EntitlementCommand } from './commands';
import { decideEntitlement } from './decide';
import { EntitlementEvent } from './events';
import { evolveEntitlement } from './evolve';
import { EntitlementState, initialEntitlement } from './state';

export const entitlementDecider: Decider<EntitlementState, EntitlementCommand, EntitlementEvent> = { initialState: initialEntitlement, decide: decideEntitlement, evolve: evolveEntitlement };

export { lastMonthPaid } from './decide';
export { checkPaid, firstMonthPaid } from './decide-grant';
export * from './eligible-months';
export * from './state';
