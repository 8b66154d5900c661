import { areaAtLevel } from '@zhibu/domain';
import { uuidFrom } from '@zhibu/kernel';
import { FollowUp, followUp } from './follow-up';
import { Caused } from './recorded';

/** What a change of a person's life means for their cases and rights. */
export const afterPersonEvent = (event: Caused): readonly FollowUp[] => {
  const cause = event.meta.version;
  switch (event.type) {
    case 'FactsRecorded':
    case 'FactRetracted':
    case 'PersonDeathRetracted':
      return [recheck(event.data.personKey, event.meta.commandKey)];
    case 'PersonMoved': {
      const { personKey, fromArea, toArea } = event.data;
      const leftCounty = areaAtLevel(fromArea, 'county') !== areaAtLevel(toArea, 'county');
      const exit = leftCounty ? [followUp({ work: 'exit-on-move', personKey }, cause)] : [];
      return [recheck(personKey, event.meta.commandKey), ...exit];
    }
    case 'PersonDied': {
      const { personKey } = event.data;
      return [recheck(personKey, event.meta.commandKey), followUp({ work: 'exit-on-death', personKey }, cause)];
    }
    case 'EntitlementReverified': {
      const { entitlementId, year, answer } = event.data;
      return answer === 'no' ? [followUp({ work: 'exit-after-check', entitlementId, year }, cause)] : [];
    }
    default:
      return [];
  }
};

// One form may write several events with one command: they ask for one check together.
const recheck = (personKey: string, commandKey: string): FollowUp => followUp({ work: 'recheck-applications', personKey }, uuidFrom(commandKey));
