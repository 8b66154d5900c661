import { Decider } from '@zhibu/kernel';
import { CarryOverRegisterCommand } from './commands';
import { decideRegister } from './decide';
import { CarryOverRegisterEvent } from './events';
import { evolve } from './evolve';
import { CarryOverRegisterState, noRegister } from './state';

export const carryOverRegisterDecider: Decider<CarryOverRegisterState, CarryOverRegisterCommand, CarryOverRegisterEvent> = { initialState: noRegister, decide: decideRegister, evolve };

export { registerRowsMax, registerRowsPerPartMax } from './decide';
export * from './state';
