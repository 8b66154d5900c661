import { Decider } from '@zhibu/kernel';
import { UserCommand } from './commands';
import { decideUser } from './decide';
import { UserEvent } from './events';
import { evolveUser } from './evolve';
import { UserState, initialUser } from './state';

export const userDecider: Decider<UserState, UserCommand, UserEvent> = { initialState: initialUser, decide: decideUser, evolve: evolveUser };

export * from './actor';
export { apartDuties, apartPair, incompatiblePair, type ApartDuties } from './duties';
export * from './state';
