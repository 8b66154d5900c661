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
      return [recheck(event.data.personKey, event.meta.commandKey)];
    case 'PersonDeathRetracted': {
      const { personKey } = event.data;
      return [recheck(personKey, event.meta.commandKey), followUp({ work: 'propose-reversal', personKey }, cause)];
    }
    case 'PersonMoved': {
      const { personKey, fromArea, toArea } = event.data;
      const leftCounty = areaAtLevel(fromArea, 'county') !== areaAtLevel(toArea, 'county');
      const exit = leftCounty ? [followUp({ work: 'exit-on-move', personKey }, cause)] : [];
      // Somebody may come back to another village of the county before the exit was worked off.
      return [recheck(personKey, event.meta.commandKey), ...exit, followUp({ work: 'follow-move', personKey }, cause)];
    }
    case 'PersonDied': {
      const { personKey } = event.data;
      return [recheck(personKey, event.meta.commandKey), followUp({ work: 'exit-on-death', personKey }, cause)];
    }
    case 'RegisterApproved': {
      const { registerId, parts } = event.data;
      return Array.from({ length: parts }, (_, index) => followUp({ work: 'carry-over-part', registerId, part: index + 1 }, cause));
    }
    case 'RegisterPartCarriedOver':
      // Whoever has an open case for what the register brought: the check finds the right, and the case goes back.
      return (event.data.openCases ?? []).map(({ personKey }) => followUp({ work: 'recheck-applications', personKey }, `carried-over/${event.data.registerId}/${cause}`));
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
