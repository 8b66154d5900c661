import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPlan } from '@zhibu/demo';
import { Case } from '../harness';
import { openDbosLife } from '../life/dbos-life';
import { openOurLife } from '../life/our-life';

/** As many at once on either side. */
const casesEach = 100;
const rounds = 6;

/** Applications from the counter to a right that is visible, all at once, against the same steps as durable workflows. */
export const applicationLifeCase: Case = {
  name: 'application-life',
  run: async (databaseUrl, compare) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-life-'));
    const people = demoPlan([{ scheme: 'rural-reward', carriedOver: 0, confirmed: casesEach * rounds, refusedByRule: 0, refusedByTownship: 0, withdrawn: 0, returnedOnce: 0 }], 11);
    const ours = await openOurLife(await databaseUrl('life'), folder);
    const dbos = await openDbosLife(await databaseUrl('dbos'), await databaseUrl('dbos_system'));
    const pageOf = (round: number) => people.slice((round + 1) * casesEach, (round + 2) * casesEach);
    await compare({
      name: 'lives of applications, all at once',
      unit: 'cases',
      target: 5,
      ours: { name: 'ours', run: (round) => ours.live(pageOf(round)) },
      peer: { name: 'DBOS Transact', run: (round) => dbos.live(pageOf(round)) },
    });
    await ours.close();
    await dbos.close();
    rmSync(folder, { recursive: true });
  },
};
