import { describeInBrowser, startBrowser } from './browser';
import { LocalDate } from '@zhibu/kernel';
import { startCounty } from './county';
import { Stage } from './stage';

interface Setting {
  /** About 120 people where left out: every kind of story, and loaded in seconds. */
  readonly oneIn?: number;
  /** The day it is in the county at first, where it has a clock of its own. */
  readonly from?: LocalDate;
}

const journeyMs = 240_000;

/** A county of its own for the journeys of one spec file, so that two files can be walked at once. */
export const describeConsole = (name: string, journeys: (stage: () => Stage) => void, { oneIn = 100, from }: Setting = {}): void => {
  jest.setTimeout(journeyMs);
  describeInBrowser(name, () => {
    let stage: Stage | undefined;
    beforeAll(async () => {
      // The second is the slower one, and the first would be left behind if it failed.
      const county = await startCounty(oneIn, from);
      stage = { county, browser: await startBrowser() };
    });
    afterAll(async () => {
      // Where nothing was started the journeys have said why.
      await stage?.browser.close();
      await stage?.county.stop();
    });
    journeys(() => {
      if (stage === undefined) throw new Error('expected a county and a browser');
      return stage;
    });
  });
};
