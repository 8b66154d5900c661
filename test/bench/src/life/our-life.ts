import { Actor, Clock } from '@zhibu/kernel';
import { DemoPerson, officersOf, townshipOf } from '@zhibu/demo';
import { createRuntime } from '@zhibu/runtime';
import { contextOf, must, officer, policiesFolder, value } from '../county/open-county';

const day = 86_400_000;
/** Notices run for days; whoever acts after one reads a clock that is that much later. */
const later = (days: number): Clock => ({ now: () => new Date(Date.now() + days * day).toISOString(), simulated: false });
const reviewers = ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'];

export interface Life {
  /** Lives through all cases at once, until their rights stand in a read model; gives how many. */
  live(people: readonly DemoPerson[]): Promise<number>;
  close(): Promise<void>;
}

/** The product as it runs: services, follow-ups, BullMQ jobs for the check and the right, all read models. */
export const openOurLife = async (databaseUrl: string, dataFolder: string, { workers = true }: { readonly workers?: boolean } = {}): Promise<Life> => {
  const secrets = { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) };
  const runtime = await createRuntime({ databaseUrl, policiesFolder, dataFolder, secrets });
  await runtime.migrate();
  await runtime.start({ projections: workers, workers });
  const seen = new Set<string>();
  const waiting = new Map<string, () => void>();
  const happened = (what: string): Promise<void> => new Promise((done) => (seen.has(what) ? done() : waiting.set(what, done)));
  const ending = new AbortController();
  const following = (async () => {
    const options = { after: null, filter: { types: ['EligibilityChecked', 'EntitlementGranted'] }, signal: ending.signal };
    for await (const { events } of runtime.eventStore.subscribe(options)) {
      for (const { type, data } of events) {
        const what = `${type} ${(data as { readonly applicationId: string }).applicationId}`;
        seen.add(what);
        waiting.get(what)?.();
      }
    }
  })();
  const automation: Actor = runtime.automation;
  const { applications } = runtime.services;

  const liveOne = async (person: DemoPerson): Promise<void> => {
    const by = officersOf(townshipOf(person.form.areaCode));
    const key = (step: string): string => `${person.form.idNumber}/${step}`;
    const as = (userId: string, role: Parameters<typeof officer>[1], step: string, days = 0) => contextOf(later(days), officer(userId, role), key(step));
    const application = { scheme: person.scheme, branch: person.branch, channel: 'window' as const, evidence: [] };
    const { applicationId } = value(await applications.submitForm(as(by.caseworker, 'caseworker', 'submit'), { person: person.form, application }));
    await happened(`EligibilityChecked ${applicationId}`);
    const decide = async (userId: string, role: Parameters<typeof officer>[1], stage: string, days: number, named: readonly string[] = []) =>
      must(await applications.decide(as(userId, role, stage, days), { applicationId, stage, outcome: 'approved', reasons: [], note: '', reviewers: named }));
    const closeNotice = async (stage: string, days: number) => must(await applications.closeNotice(contextOf(later(days), automation, key(stage)), { applicationId, stage }));
    await decide(by.villageReviewer, 'village-reviewer', 'village-review', 1, reviewers);
    await closeNotice('village-notice', 20);
    for (const investigator of by.investigators) {
      must(await applications.sign(as(investigator, 'township-reviewer', `sign-${investigator}`, 21), { applicationId, stage: 'township-review', opinion: 'agree', note: '' }));
    }
    await decide(by.investigators[0], 'township-reviewer', 'township-review', 22);
    await closeNotice('township-notice', 50);
    await decide(by.countyReviewer, 'county-reviewer', 'county-confirmation', 51);
    await closeNotice('county-notice', 90);
    await happened(`EntitlementGranted ${applicationId}`);
  };

  return {
    live: async (people) => {
      await Promise.all(people.map(liveOne));
      if (!(await runtime.caughtUp(60_000))) throw new Error('the read models did not catch up');
      waiting.clear();
      seen.clear();
      return people.length;
    },
    close: async () => {
      ending.abort();
      await following;
      await runtime.stop();
    },
  };
};
