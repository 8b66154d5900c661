import { Decider } from '@zhibu/kernel';
import { ApplicationCommand } from './commands';
import { decideApplication } from './decide';
import { ApplicationEvent } from './events';
import { evolveApplication } from './evolve';
import { ApplicationState, initialApplication } from './state';

export const applicationDecider: Decider<ApplicationState, ApplicationCommand, ApplicationEvent> = { initialState: initialApplication, decide: decideApplication, evolve: evolveApplication };

export { windowRoles } from './decide';
export * from './state';
