import { Actor, Role, addDays, fold } from '@zhibu/kernel';
import fc from 'fast-check';
import { ask, decisionOf, desk, five, procedure, program, submission } from '../testing/case-fixture';
import { ApplicationCommand } from './commands';
import { ApplicationEvent } from './events';
import { applicationDecider } from './index';
import { Procedure } from './procedure';
import { ApplicationState, openObjections } from './state';
import { taskOf } from '../testing/tasks';

const county = '990101000000';
const everyRole: readonly Role[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector', 'administrator'];
const stageIds = procedure.stages.map((stage) => stage.id);

/** Officers who hold every role at once: only the decider keeps them apart. */
const actorArb: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ userId: fc.constantFrom('a', 'b', 'c', 'd', 'e'), behind: fc.option(fc.constantFrom('a', 'b', 'c'), { freq: 3 }) }).map(({ userId, behind }) => ({
    userId,
    kind: 'officer' as const,
    roles: everyRole.map((role) => ({ role, areaCode: county })),
    ...(behind === null || behind === userId ? {} : { onBehalfOf: behind }),
  })) },
  { weight: 2, arbitrary: fc.constant(program) },
);

type Step = (state: ApplicationState, today: string, definition: Procedure) => ApplicationCommand;
const objectionArb = fc.constantFrom('o1', 'o2', 'o3');
const reasonArb = fc.constantFrom([], ['evidence-missing'], ['not-resident'], ['mood']);

/** Mostly the stage the case is in, sometimes another one. */
const stageArb = fc.option(fc.constantFrom(...stageIds), { freq: 6, nil: null });

const stepArb: fc.Arbitrary<Step> = actorArb.chain((by) =>
  fc.oneof(
    fc.constantFrom<Step>(
      (_s, t, d) => ask('SubmitApplication', { ...submission, appliedOn: t }, by, t, d),
      (_s, t, d) => ask('CorrectApplication', { branch: null, evidence: [], note: '' }, by, t, d),
      (_s, t, d) => ask('WithdrawApplication', { reason: 'x' }, by, t, d),
    ),
    fc.constantFrom('yes', 'yes', 'yes', 'no', 'unknown').map((answer): Step => (_s, t, d) => ask('RecordEligibility', { decision: decisionOf(answer as 'yes', t) }, by, t, d)),
    fc.tuple(stageArb, fc.constantFrom('agree', 'agree', 'disagree')).map(([stage, opinion]): Step => (s, t, d) => ask('SignStage', { stage: stage ?? s.stage ?? '', opinion: opinion, note: '' }, by, t, d)),
    fc.tuple(stageArb, fc.constantFrom('approved', 'approved', 'approved', 'refused', 'returned'), reasonArb).map(
      ([stage, outcome, reasons]): Step => (s, t, d) => ask('DecideStage', { stage: stage ?? s.stage ?? '', outcome: outcome, reasons, note: '', reviewers: five }, by, t, d)),
    objectionArb.map((objectionId): Step => (_s, t, d) => ask('RaiseObjection', { objectionId, statement: 'x' }, by, t, d)),
    fc.tuple(objectionArb, fc.boolean()).map(([objectionId, upheld]): Step => (_s, t, d) => ask('ResolveObjection', { objectionId, upheld, note: '' }, by, t, d)),
    stageArb.map((stage): Step => (s, t, d) => ask('CloseNotice', { stage: stage ?? s.stage ?? '' }, by, t, d)),
    stageArb.map((stage): Step => (s, t, d) => ask('ReopenApplication', { stage: stage ?? s.stage ?? '', reason: 'x', basis: 'appeal' }, by, t, d)),
    fc.constantFrom('correct', 'wrongly-in', 'wrongly-out').map((finding): Step => (_s, t, d) => ask('RecordAuditSample', { sampleId: finding, finding: finding, note: '' }, by, t, d)),
  ),
);

/** The step that the case waits for, by whoever comes: random commands alone seldom get far. */
const properArb: fc.Arbitrary<Step> = fc.tuple(actorArb, fc.constantFrom('yes', 'yes', 'yes', 'yes', 'unknown'), fc.constantFrom('approved', 'approved', 'approved', 'approved', 'returned')).map(([by, answer, outcome]): Step => (s, t, d) => {
  const task = taskOf(s, d);
  const stage = s.stage ?? '';
  switch (task?.kind) {
    case 'check-eligibility':
      return ask('RecordEligibility', { decision: decisionOf(answer as 'yes', t) }, program, t, d);
    case 'correct':
      return ask('CorrectApplication', { branch: null, evidence: [], note: '' }, desk, t, d);
    case 'sign':
      return ask('SignStage', { stage, opinion: 'agree', note: '' }, by, t, d);
    case 'decide':
      return ask('DecideStage', { stage, outcome: outcome, reasons: outcome === 'approved' ? [] : ['evidence-missing'], note: '', reviewers: five }, by, t, d);
    case 'resolve-objection':
      return ask('ResolveObjection', { objectionId: openObjections(s)[0]?.objectionId ?? '', upheld: false, note: '' }, by, t, d);
    case 'close-notice':
      return ask('CloseNotice', { stage }, program, t, d);
    case undefined:
      return ask('SubmitApplication', { ...submission, appliedOn: t }, desk, t, d);
  }
});

const runArb = fc.record({
  definition: fc.record({ onIneligible: fc.constantFrom('refuse', 'return'), onUnknown: fc.constantFrom('return', 'continue') }).map((choice) => ({ ...procedure, ...choice })),
  steps: fc.array(fc.tuple(fc.oneof({ weight: 1, arbitrary: stepArb }, { weight: 4, arbitrary: properArb }), fc.integer({ min: 0, max: 12 })), { minLength: 20, maxLength: 120 }),
});

interface Run {
  readonly history: readonly ApplicationEvent[];
  readonly state: ApplicationState;
  readonly today: string;
}

/** Refused commands change nothing; each accepted one moves the case. */
const run = ({ definition, steps }: { definition: Procedure; steps: readonly (readonly [Step, number])[] }): Run => {
  let state = applicationDecider.initialState;
  let today = '2016-03-01';
  const history: ApplicationEvent[] = [];
  for (const [step, days] of steps) {
    today = addDays(today, days);
    const outcome = applicationDecider.decide(state, step(state, today, definition));
    if (!outcome.ok) {
      for (const words of [outcome.rejection.message, outcome.rejection.expected, outcome.rejection.actual]) if (words.zh === '' || words.en === '') throw new Error(`no words in ${outcome.rejection.code}`);
      continue;
    }
    history.push(...outcome.events);
    state = fold(applicationDecider, outcome.events, state);
  }
  return { history, state, today };
};

const levelOf = (stage: string): string => stage.slice(0, stage.indexOf('-'));
const actsOf = (event: ApplicationEvent): readonly (readonly [string, string])[] => {
  const both = (id: string, behind: string | null, stage: string) => (behind === null ? [[id, levelOf(stage)] as const] : [[id, levelOf(stage)] as const, [behind, levelOf(stage)] as const]);
  switch (event.type) {
    case 'StageSigned':
      return both(event.data.signedBy, event.data.onBehalfOf, event.data.stage);
    case 'StageDecided':
      return both(event.data.decidedBy, event.data.onBehalfOf, event.data.stage);
    case 'ObjectionResolved':
      return both(event.data.resolvedBy, event.data.onBehalfOf, event.data.stage);
    default:
      return [];
  }
};

describe('laws of every case', () => {
  const options = { numRuns: 400 };

  it('never throws, and no officer ever decides two levels', () => {
    fc.assert(
      fc.property(runArb, (input) => {
        const levels = new Map<string, string>();
        for (const event of run(input).history) {
          for (const [id, level] of actsOf(event)) {
            if ((levels.get(id) ?? level) !== level) throw new Error(`${id} acted at ${levels.get(id)} and ${level}`);
            levels.set(id, level);
          }
        }
      }),
      options,
    );
  });

  it('is tried on histories of every kind', () => {
    const seen = new Set(fc.sample(runArb, { numRuns: 600, seed: 2016 }).flatMap((input) => run(input).history.map((event) => event.type)));
    const wanted = ['StageSigned', 'StageDecided', 'ObjectionRaised', 'ObjectionResolved', 'NoticeClosed', 'ApplicationReturned', 'ApplicationCorrected', 'ApplicationRefused', 'ApplicationReopened', 'ApplicationWithdrawn', 'ApplicationConfirmed'];
    expect(wanted.filter((type) => !seen.has(type as ApplicationEvent['type']))).toEqual([]);
  });

  it('no notice ends before its last full day, or under an open objection', () => {
    fc.assert(
      fc.property(runArb, (input) => {
        let lastDay = '';
        const open = new Set<string>();
        for (const event of run(input).history) {
          if (event.type === 'NoticePosted') lastDay = event.data.lastDay;
          if (event.type === 'ObjectionRaised') open.add(event.data.objectionId);
          if (event.type === 'ObjectionResolved') open.delete(event.data.objectionId);
          if (event.type === 'NoticeClosed' && (event.data.closedOn <= lastDay || open.size > 0)) throw new Error(`closed on ${event.data.closedOn}, last day ${lastDay}, ${open.size} open`);
        }
      }),
      options,
    );
  });

  it('a case has ended, or somebody may act on it', () => {
    fc.assert(
      fc.property(runArb, (input) => {
        const { state, today } = run(input);
        const task = taskOf(state, input.definition);
        const ended = ['none', 'refused', 'withdrawn', 'confirmed'].includes(state.status);
        if (ended !== (task === null)) throw new Error(`${state.status} with task ${task?.kind}`);
        if (task === null) return;
        const newcomer: Actor = { userId: 'newcomer', kind: 'officer', roles: task.roles.map((role) => ({ role, areaCode: county })) };
        const stage = task.stage ?? '';
        const d = input.definition;
        const command = ((): ApplicationCommand => {
          switch (task.kind) {
            case 'check-eligibility':
              return ask('RecordEligibility', { decision: decisionOf('yes') }, program, today, d);
            case 'correct':
              return ask('CorrectApplication', { branch: null, evidence: [], note: '' }, desk, today, d);
            case 'sign':
              return ask('SignStage', { stage, opinion: 'agree', note: '' }, newcomer, today, d);
            case 'decide':
              return ask('DecideStage', { stage, outcome: 'refused', reasons: ['evidence-missing'], note: '', reviewers: five }, newcomer, today, d);
            case 'resolve-objection':
              return ask('ResolveObjection', { objectionId: openObjections(state)[0]?.objectionId ?? '', upheld: false, note: '' }, newcomer, today, d);
            case 'close-notice':
              return ask('CloseNotice', { stage }, program, addDays(state.notice?.lastDay ?? today, 1), d);
          }
        })();
        const outcome = applicationDecider.decide(state, command);
        if (!outcome.ok) throw new Error(`${task.kind} in ${stage}: ${outcome.rejection.code}`);
      }),
      options,
    );
  });

  it('is confirmed only with a known yes, and by an officer of every level', () => {
    fc.assert(
      fc.property(runArb, (input) => {
        const { history } = run(input);
        const at = history.findIndex((event) => event.type === 'ApplicationConfirmed');
        if (at < 0) return;
        const before = history.slice(0, at);
        const answer = before.findLast((event) => event.type === 'EligibilityChecked');
        if (answer?.type !== 'EligibilityChecked' || answer.data.answer !== 'yes') throw new Error('confirmed without a yes');
        const approvedLevels = new Set(before.flatMap((event) => (event.type === 'StageDecided' && event.data.outcome === 'approved' ? [levelOf(event.data.stage)] : [])));
        if (approvedLevels.size !== 3) throw new Error('a level is missing');
      }),
      options,
    );
  });

  it('folds nulls of erased personal fields', () => {
    fc.assert(
      fc.property(runArb, (input) => {
        const { history, today } = run(input);
        const erased = history.map((event) => ({ ...event, data: { ...event.data, ...Object.fromEntries(['note', 'reason', 'reviewers', 'decision', 'statement'].filter((key) => key in event.data).map((key) => [key, null])) } }) as ApplicationEvent);
        const state = fold(applicationDecider, erased);
        for (const [step] of input.steps) applicationDecider.decide(state, step(state, today, input.definition));
      }),
      { numRuns: 100 },
    );
  });
});
