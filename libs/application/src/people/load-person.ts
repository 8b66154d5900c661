import { Result, accept, refuse, text } from '@zhibu/kernel';
import { PersonEvent, PersonState, personDecider, personStream } from '@zhibu/domain';
import { Loaded, StreamDeps, loadStream } from '../execute/stream-loader';

export const personNotFound = () =>
  refuse({
    code: 'person.not-found',
    message: text('没有登记此人', 'This person is not registered'),
    expected: text('已登记的人员', 'a registered person'),
    actual: text('没有登记记录', 'no registration'),
    field: 'personKey',
  });

export const loadPerson = async (deps: StreamDeps, personKey: string): Promise<Result<Loaded<PersonState, PersonEvent>>> => {
  const person = await loadStream(deps, personDecider, personStream(personKey));
  return person.version === 0 ? personNotFound() : accept(person);
};
