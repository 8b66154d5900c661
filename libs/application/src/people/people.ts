import { PersonCommand, personDecider, personStream } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { StreamDeps } from '../execute/stream-loader';
import { withFactId } from './fact-id';
import { PeopleService } from './people-service';
import { keyOf, recordAccountAsk, registerPerson } from './register-person';

export const createPeople = (deps: StreamDeps): PeopleService => {
  const on = (context: CommandContext, personKey: string, ask: Ask<PersonCommand>) =>
    execute(deps, personDecider, context, { stream: personStream(personKey), ask });
  return {
    keyOf: (idNumber) => keyOf(deps.pseudonyms, idNumber),
    register: registerPerson(deps),
    correctDetails: (context, { personKey, ...data }) => on(context, personKey, { type: 'CorrectPersonDetails', data }),
    recordFacts: (context, { personKey, facts }) => on(context, personKey, { type: 'RecordFacts', data: { facts: facts.map(withFactId) } }),
    retractFact: (context, { personKey, ...data }) => on(context, personKey, { type: 'RetractFact', data }),
    recordAccount: (context, { personKey, ...account }) => on(context, personKey, recordAccountAsk(deps.pseudonyms, account)),
    move: (context, { personKey, ...data }) => on(context, personKey, { type: 'MovePerson', data }),
    recordDeath: (context, { personKey, ...data }) => on(context, personKey, { type: 'RecordDeath', data }),
    retractDeath: (context, { personKey, ...data }) => on(context, personKey, { type: 'RetractDeath', data }),
    linkFamily: (context, { personKey, ...data }) => on(context, personKey, { type: 'LinkFamily', data }),
  };
};
