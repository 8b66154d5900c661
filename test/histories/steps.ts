import { Actor, addDays, instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { ApplicationState, applicationDecider, applicationStream, stageOf } from '@zhibu/domain';
import { DemoPerson, demoCounty } from '@zhibu/demo';
import { must, value } from '../simulation/county';
import { takeOver } from '../support/take-over';
import { Village } from './village';

export const source = { kind: 'certificate', reference: '证明', issuedBy: '示例县', issuedOn: '2016-03-01' } as const;

export const caseOf = async ({ runtime }: Village, applicationId: string): Promise<ApplicationState> => (await loadStream(runtime.deps, applicationDecider, applicationStream(applicationId))).state;

export const submitFor = async (village: Village, person: DemoPerson, key: string): Promise<string> => {
  const { applicationId } = value(await village.runtime.services.applications.submitForm(village.as('desk', `submit-${key}`), {
    person: person.form,
    application: { scheme: person.scheme, branch: person.branch, channel: 'window', evidence: [] },
  }));
  await village.runtime.settle();
  return applicationId;
};

export const submit = (village: Village, index: number): Promise<string> => {
  const person = village.applicants[index];
  if (person === undefined) throw new Error(`expected applicant ${index}`);
  return submitFor(village, person, String(index));
};

/** One stage: signed and decided where it is a review, hung to its end where it is a notice. */
export const passStage = async (village: Village, applicationId: string, outcome: 'approved' | 'refused' | 'returned' = 'approved', acting: (level: string) => string = (level) => level): Promise<void> => {
  const { applications } = village.runtime.services;
  const state = await caseOf(village, applicationId);
  const procedure = state.procedure === null ? null : village.runtime.deps.procedures.find(state.procedure.id, state.procedure.version);
  const stage = stageOf(procedure ?? (() => { throw new Error('no procedure'); })(), state.stage);
  if (stage === undefined || state.stage === null) throw new Error(`expected ${applicationId} in a stage, found ${state.status}`);
  const key = (step: string): string => `${applicationId}/${stage.id}/${state.turns}/${step}`;
  if (stage.kind === 'notice') {
    village.clock.advanceTo(instantOf(addDays(state.notice?.lastDay ?? '', 1), 9));
    await village.runtime.settle();
    return;
  }
  for (const visitor of ['visit-1', 'visit-2'].slice(0, stage.signaturesMin)) must(await applications.sign(village.as(visitor, key(visitor)), { applicationId, stage: stage.id, opinion: 'agree', note: '已入户' }));
  must(await applications.decide(village.as(acting(stage.level), key('decide')), {
    applicationId, stage: stage.id, outcome, reasons: outcome === 'approved' ? [] : ['evidence-missing'], note: '', reviewers: stage.namedReviewersMin > 0 ? ['张建国', '李秀英', '王福生', '陈桂兰', '刘永强'] : [],
  }));
  await village.runtime.settle();
};

export const untilConfirmed = async (village: Village, applicationId: string): Promise<void> => {
  for (let steps = 0; steps < 12 && (await caseOf(village, applicationId)).status === 'in-stage'; steps += 1) await passStage(village, applicationId);
  const { status } = await caseOf(village, applicationId);
  if (status !== 'confirmed') throw new Error(`expected ${applicationId} confirmed, found ${status}`);
};

/** `known` were registered before, with an application. */
export const carryOver = async (village: Village, known: readonly DemoPerson[] = []): Promise<void> => {
  const { services, automation } = village.runtime;
  for (const [index, person] of village.carriedOver.entries()) if (!known.includes(person)) value(await services.people.register(village.as('desk', `register-${index}`), person.form));
  const as = (actor: Actor, key: string) => ({ ...village.automatic(key), actor });
  for (const scheme of new Set(village.carriedOver.map((person) => person.scheme))) {
    const rows = village.carriedOver.filter((person) => person.scheme === scheme).map((person) => ({ personKey: village.keyOf(person), branch: person.branch, paidThrough: '2015-12' }));
    await takeOver({ services, automation, as }, { scheme, areaCode: demoCounty, title: '2015 年度名册' }, rows, scheme);
  }
};
