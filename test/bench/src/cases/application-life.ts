import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPlan } from '@zhibu/demo';
import { Case } from '../harness';
import { openDbosLife } from '../life/dbos-life';
import { openOurLife } from '../life/our-life';

const casesEach = { ours: 100, dbos: 25 };
const rounds = 6;

/** Applications from the counter to a right that is visible, all at once, against the same steps as durable workflows. */
export const applicationLifeCase: Case = {
  name: 'application-life',
  run: async (databaseUrl, compare) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-life-'));
    const people = demoPlan([{ scheme: 'rural-reward', carriedOver: 0, confirmed: casesEach.ours * rounds, refusedByRule: 0, refusedByTownship: 0, withdrawn: 0, returnedOnce: 0 }], 11);
    const ours = await openOurLife(await databaseUrl('life'), folder);
    const dbos = await openDbosLife(await databaseUrl('dbos'), await databaseUrl('dbos_system'));
    const pageOf = (round: number, count: number) => people.slice((round + 1) * count, (round + 2) * count);
    await compare({
      name: 'lives of applications, all at once',
      unit: 'cases',
      target: 5,
      ours: { name: 'ours', run: (round) => ours.live(pageOf(round, casesEach.ours)) },
      peer: { name: 'DBOS Transact', run: (round) => dbos.live(pageOf(round, casesEach.dbos)) },
    });
    await ours.close();
    await dbos.close();
    rmSync(folder, { recursive: true });
  },
};
