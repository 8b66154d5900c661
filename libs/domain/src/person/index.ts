import { Decider } from '@zhibu/kernel';
import { PersonCommand } from './commands';
import { decidePerson } from './decide';
import { PersonEvent } from './events';
import { evolvePerson } from './evolve';
import { PersonState, initialPerson } from './state';

export const personDecider: Decider<PersonState, PersonCommand, PersonEvent> = { initialState: initialPerson, decide: decidePerson, evolve: evolvePerson };

export * from './bank-account';
export * from './fact-sheet';
export * from './resident-id';
export * from './state';
