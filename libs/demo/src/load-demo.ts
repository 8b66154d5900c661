import { LocalDate, Text, instantOf, text } from '@zhibu/kernel';
import { RegisterRowInput } from '@zhibu/application';
import { batchLife, demoBatches } from './batch-life';
import { caseLife } from './case-life';
import { DemoDesk, DemoProgress, DemoSetting, done, eachLimited, must } from './demo-context';
import { demoCounty, townshipOf } from './demo-areas';
import { demoOfficers, officersOf } from './demo-officers';
import { DemoNumbers, DemoPerson, demoPlan } from './demo-plan';

export interface DemoOptions {
  readonly numbers: readonly DemoNumbers[];
  readonly seed: number;
  /** Fiscal year whose figures were published. */
  readonly year: number;
  readonly onProgress?: DemoProgress;
}

/** Loads the county through the services that everybody uses. A load that was cut off may simply be repeated. */
export const loadDemo = async (setting: DemoSetting, options: DemoOptions): Promise<void> => {
  const desk = new DemoDesk(setting);
  const people = demoPlan(options.numbers, options.seed);
  const carriedOver = people.filter((person) => person.story === 'carried-over');
  const applicants = people.filter((person) => person.story !== 'carried-over');
  const batches = demoBatches(options.year);
  const total = carriedOver.length * 2 + applicants.length * 8 + batches.length * 6 * 60;
  let finished = 0;
  const report = (steps: number, zh: string, en: string): void => {
    finished += steps;
    // Lives differ in their steps, so the total is an estimate; only the end is all of it.
    options.onProgress?.(Math.min(finished, total - 1), total, { zh, en });
  };

  setting.clock.advanceTo(instantOf(`${options.year - 1}-12-21`, 9));
  await addOfficers(setting, desk);
  await registerCarriedOver(setting, desk, carriedOver, (count) => report(count, '登记存量人员', 'registering people carried over'));
  await carryOver(setting, desk, carriedOver, options.year, (count) => report(count, '转入上年名册', 'taking over last year\'s register'));

  const byAccount = new Map(people.filter((person) => person.returnedOnce).map((person) => [person.form.account?.accountNumber ?? '', person]));
  const lives: Life[] = [
    ...applicants.map((person, index) => ({ steps: caseLife(setting, desk, person, index + 1, firstDay(options.year, index)), what: text('办理新申请', 'reviewing new applications'), weight: 1 })),
    ...batches.map((batch) => ({ steps: batchLife(setting, desk, batch, byAccount), what: text('发放批次', 'paying batches'), weight: 60 })),
  ];
  await liveThroughDays(setting, lives, (life) => report(life.weight, life.what.zh, life.what.en));
  await setting.settle();
  options.onProgress?.(total, total, { zh: '演示县已装载', en: 'the demo county is loaded' });
};

const addOfficers = async (setting: DemoSetting, desk: DemoDesk): Promise<void> => {
  for (const officer of demoOfficers) {
    done(await setting.services.users.add(desk.automatic(`user/${officer.userId}`), { ...officer, kind: 'officer', demo: true }));
  }
};

const registerCarriedOver = (setting: DemoSetting, desk: DemoDesk, people: readonly DemoPerson[], report: (count: number) => void): Promise<void> =>
  eachLimited(people, setting.concurrency, setting.signal, async (person) => {
    const { caseworker } = officersOf(townshipOf(person.form.areaCode));
    must(await setting.services.people.register(await desk.as(caseworker, `register/${person.form.idNumber}`), person.form, { existing: 'update' }));
    report(1);
  });

/** One register for each scheme: loaded by one officer of the county, approved by another, carried over as workers do. */
const carryOver = async (setting: DemoSetting, desk: DemoDesk, people: readonly DemoPerson[], year: number, report: (count: number) => void): Promise<void> => {
  const { people: registry, registers } = setting.services;
  for (const scheme of new Set(people.map((person) => person.scheme))) {
    setting.signal?.throwIfAborted();
    const rows = people.filter((person) => person.scheme === scheme).map(({ form, branch, startMonth }): RegisterRowInput => ({
      personKey: must(registry.keyOf(form.idNumber)), branch, paidThrough: `${year - 1}-12`, entitledFrom: startMonth < `${year}-01` ? startMonth : null,
    }));
    const head = { scheme, areaCode: demoCounty, title: `${year - 1} 年度名册` };
    const { registerId, listHash } = must(await registers.load(await desk.as('county-1', `register-${scheme}`), { ...head, rows }));
    done(await registers.approve(await desk.as('county-2', `register-${scheme}/approve`), { registerId, listHash }));
    const carried = must(await registers.carryOverAll(desk.automatic(`carry-over/${scheme}`), { registerId }, report));
    if (carried.refused > 0) throw new Error(`expected everybody of ${registerId} carried over, found ${carried.refused} refused`);
  }
};

interface Life {
  readonly steps: AsyncGenerator<LocalDate, void>;
  readonly what: Text;
  /** Steps of the progress bar that one day of this life counts for. */
  readonly weight: number;
}

/** Applications come in over the first weeks of the year. */
const firstDay = (year: number, index: number): LocalDate => `${year}-01-${String(5 + (index % 12)).padStart(2, '0')}`;

/**
 * Lives through the year day by day: every case and batch whose next step is due today goes on, together with
 * the others; then the clock moves to the next day on which anything is due. It never moves back.
 */
const liveThroughDays = async (setting: DemoSetting, lives: readonly Life[], report: (life: Life) => void): Promise<void> => {
  const due = new Map<LocalDate, Life[]>();
  const step = async (life: Life): Promise<void> => {
    const next = await life.steps.next();
    report(life);
    if (next.done === true) return;
    const waiting = due.get(next.value);
    if (waiting === undefined) due.set(next.value, [life]);
    else waiting.push(life);
  };
  await eachLimited(lives, setting.concurrency, setting.signal, step);
  for (;;) {
    const today = [...due.keys()].sort()[0];
    if (today === undefined) return;
    setting.clock.advanceTo(instantOf(today, 9));
    const ready = due.get(today) ?? [];
    due.delete(today);
    await eachLimited(ready, setting.concurrency, setting.signal, step);
  }
};

/** Name of the last stream that the load writes to: when its batch is closed, the county is complete. */
export const lastDemoBatchStream = (year: number): string => `batch-special-hardship.${demoCounty}.${year}-12.1`;

