import { Case, atOnce } from '../harness';
import { appendEmmett, appendOurs, openEmmett, openOurs } from '../stores';

const workloads = [
  { inFlight: 1, perCall: 1, events: 1_500, target: 1 },
  { inFlight: 16, perCall: 1, events: 6_400, target: 5 },
  { inFlight: 64, perCall: 1, events: 9_600, target: 8 },
  { inFlight: 256, perCall: 1, events: 15_360, target: 12 },
  { inFlight: 16, perCall: 10, events: 16_000, target: 1.5 },
];

/** Every caller appends to a stream of its own, one call after the other, each with the expected version. */
export const appendCase: Case = {
  name: 'append',
  run: async (databaseUrl, compare) => {
    const ours = await openOurs(await databaseUrl('ours'));
    const emmett = await openEmmett(await databaseUrl('emmett'));
    for (const { inFlight, perCall, events, target } of workloads) {
      const name = `append ${perCall}, ${inFlight} in flight`;
      const stream = (round: number, caller: number) => `application-${inFlight}x${perCall}.${round}.${caller}`;
      // The peer does fewer of the same, so that both sides take about a second.
      const peerEvents = Math.ceil(events / target);
      await compare({
        name,
        unit: 'events',
        target,
        ours: {
          name: 'ours',
          run: async (round) => {
            await atOnce(inFlight, events / perCall, (caller, turn) => appendOurs(ours, stream(round, caller), turn * perCall, perCall));
            return events;
          },
        },
        peer: {
          name: 'emmett',
          run: async (round) => {
            const calls = Math.ceil(peerEvents / perCall / inFlight) * inFlight;
            await atOnce(inFlight, calls, (caller, turn) => appendEmmett(emmett, stream(round, caller), turn * perCall, perCall));
            return calls * perCall;
          },
        },
      });
    }
    await ours.close();
    await emmett.close();
  },
};
