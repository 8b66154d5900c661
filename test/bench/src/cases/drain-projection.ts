import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTownships } from '@zhibu/demo';
import { simulatedClock } from '@zhibu/platform';
import { contextOf, officer, openCounty, value } from '../county/open-county';
import { drain, planPeople, scheme, seedPeople } from '../county/seed-people';
import { drainByHand } from '../drain/by-hand';
import { countLostByEmmett, countLostByOurs } from '../drain/lost-events';
import { Case, whole } from '../harness';

const people = 3_000;

/** A log into the read model of rights by the real runner, against reading the rows and upserting by hand. */
export const drainProjectionCase: Case = {
  name: 'drain-projection',
  run: async (databaseUrl, compare, report) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-files-'));
    const county = await openCounty(await databaseUrl('drain'), folder);
    await seedPeople(county, planPeople(people), 0);
    await drain(county, ['entitlements']);
    const clock = simulatedClock('2016-07-11T01:00:00.000Z');
    const preparer = officer('preparer', 'finance-preparer');
    const { batchId } = value(await county.services.payments.open(contextOf(clock, preparer, 'open'), { scheme, areaCode: demoTownships[0] ?? '', period: '2016' }));
    value(await county.services.payments.buildAll(contextOf(clock, preparer, 'build'), { batchId }));
    await compare({
      name: `drain ${whole(people)} rights and their claims`,
      unit: 'events',
      target: 0.5,
      ours: {
        name: 'ours',
        run: async (round) => {
          await drain(county, ['entitlements'], `drained_${round + 1}`);
          return people * 2;
        },
      },
      peer: { name: 'by hand', run: () => drainByHand(county.pool, people * 2) },
    });
    await county.close();
    rmSync(folder, { recursive: true });
    const ours = await countLostByOurs(await databaseUrl('kept'));
    const peer = await countLostByEmmett(await databaseUrl('lost'));
    report({
      name: 'lost by a reader beside 16 writers',
      ours: `${ours.lost} of ${whole(ours.written)}`,
      peer: `emmett ${peer.lost} of ${whole(peer.written)}`,
      target: '0 lost',
      attained: ours.lost === 0 ? 1 : 0,
    });
  },
};
