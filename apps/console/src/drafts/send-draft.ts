import { contentHash, text, uuidFrom } from '@zhibu/kernel';
import type { Language } from '@zhibu/kernel';
import { normaliseAccountNumber } from '@zhibu/domain';
import type { ApiClient } from '../api/client';
import { ApiProblem, isNoAnswer } from '../api/problem';
import type { Me } from '../app/me';
import { isSessionOf } from '../app/session-of';
import { namedOf } from '../shared/evidence/piece';
import { sendPieces } from '../shared/evidence/send-evidence';
import type { Draft, KnownPerson, Taken } from './draft';
import { factsOfForm, sourceOf } from './facts-of-form';

export interface Sending {
  readonly api: ApiClient;
  /** Whose drafts they are, and in whose name this page acts. */
  readonly me: Pick<Me, 'userId' | 'onBehalfOf'>;
  readonly language: Language;
  /** After every step that the service took, so that none is forgotten when the line is cut. */
  readonly save: (draft: Draft) => Promise<void>;
  readonly now: () => string;
  /** How far a piece of evidence has come, from 0 to 100. */
  readonly onProgress?: (progress: SendingProgress) => void;
}

export interface SendingProgress {
  readonly draftId: string;
  readonly pieceId: string;
  readonly percent: number;
}

/** Somebody else signed in in this browser, from another tab: what one officer typed goes in the name of no other. */
export class NotTheirSession extends Error {}

/** The same step of the same draft with the same content has the same key, whenever and from wherever it is sent: twice is once. */
export const stepKey = (draftId: string, step: string, content: unknown): string => uuidFrom(`${draftId}/${step}/${contentHash(content)}`);

/** In one language whatever the screen speaks: the words are part of what is sent, and sent again. */
const accountPaper = text('一卡通账户', 'one-card account');
const mended = text('申请补正', 'mended with the application');

const orNull = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/** The person's part of the form as the service takes it. */
export const personOf = ({ form, asks }: Pick<Draft, 'form' | 'asks'>) => {
  const source = sourceOf('household-register', form.papers['household-register']);
  const facts = factsOfForm(form, asks).map((fact) => ({ fact }));
  const accountNumber = normaliseAccountNumber(form.accountNumber);
  return {
    idNumber: form.idNumber.trim(), name: form.name.trim(), phone: orNull(form.phone), address: orNull(form.address), areaCode: form.areaCode, source,
    ...(facts.length === 0 ? {} : { facts }),
    ...(accountNumber === '' ? {} : { account: { accountNumber, holderName: form.name.trim(), bank: form.bank.trim() || '—', validFrom: form.appliedOn, source: { kind: 'declaration' as const, reference: accountPaper.zh } } }),
  };
};

type Person = ReturnType<typeof personOf>;

const needs = <T>(data: T | undefined): T => {
  if (data === undefined) throw new Error('expected an answer with content');
  return data;
};

/** Registers, or adds to whom the officer chose to add. What somebody else changed since they looked is refused, and stands beside theirs. */
const takePerson = async (draft: Draft, person: Person, { api }: Sending): Promise<KnownPerson> => {
  const key = (step: string, content: unknown) => ({ 'Idempotency-Key': stepKey(draft.draftId, step, content) });
  // No correction tells another village: registering says that they are on record, and both villages stand beside each other.
  const there = draft.known ?? (draft.taken?.areaCode === person.areaCode ? draft.taken : null);
  if (there === null) {
    const { personKey, version } = needs((await api.POST('/api/v1/people', { params: { header: key('register', person) }, body: person })).data);
    return { personKey, version };
  }
  let { version } = there;
  const at = (step: string, content: unknown) => ({ path: { personKey: there.personKey }, header: { ...key(step, content), 'If-Match': `"${version}"` } });
  if (draft.known === null) {
    // Registered by this very draft, and refused later: what was mended since is a correction.
    const body = { name: person.name, source: person.source, reason: mended.zh, ...(person.phone === null ? {} : { phone: person.phone }), ...(person.address === null ? {} : { address: person.address }) };
    version = needs((await api.POST('/api/v1/people/{personKey}/corrections', { params: at('correct', body), body })).data).version;
  }
  if (person.facts !== undefined) {
    const body = { facts: person.facts };
    version = needs((await api.POST('/api/v1/people/{personKey}/facts', { params: at('facts', body), body })).data).version;
  }
  if (person.account !== undefined) version = needs((await api.POST('/api/v1/people/{personKey}/accounts', { params: at('account', person.account), body: person.account })).data).version;
  return { personKey: there.personKey, version };
};

const personConflicts = ['person.already-registered', 'command.version-conflict'];
const caseConflicts = ['application.already-open', 'application.already-entitled'];

/** What somebody else has, to stand beside what was typed. */
const conflictOf = async (draft: Draft, error: unknown, { api }: Sending): Promise<Draft | null> => {
  if (!(error instanceof ApiProblem)) return null;
  const { problem } = error;
  if (personConflicts.includes(problem.code)) {
    const theirs = (await api.POST('/api/v1/people/find', { body: { idNumber: draft.form.idNumber.trim() } }).catch((found: unknown) => {
      // Registered where this officer may not look: the refusal itself is all there is to say.
      if (found instanceof ApiProblem) return { data: undefined };
      throw found;
    })).data;
    return theirs === undefined ? null : { ...draft, state: 'conflict', conflict: { kind: 'person', problem, theirs } };
  }
  if (caseConflicts.includes(problem.code) && draft.taken !== null) {
    const { personKey } = draft.taken;
    const { items = [] } = (await api.GET('/api/v1/applications', { params: { query: { personKey, scheme: draft.form.scheme, limit: 20 } } })).data ?? {};
    const theirs = [...items].sort((a, b) => (a.appliedOn < b.appliedOn ? 1 : -1))[0] ?? null;
    return { ...draft, state: 'conflict', conflict: { kind: 'application', problem, personKey, theirs } };
  }
  return null;
};

/** What somebody was told of stays with the case; what they typed of the person goes as soon as the service has it. */
const sentAs = (draft: Draft, applicationId: string, now: string): Draft => {
  const { areaCode, scheme, branch, appliedOn } = draft.form;
  return {
    ...draft, state: 'sent', applicationId, changedAt: now, queuedAt: null, known: null, taken: null, refusal: null, conflict: null, pieces: [],
    form: { areaCode, scheme, branch, appliedOn, name: '', idNumber: '', phone: '', address: '', children: [], facts: {}, papers: {}, accountNumber: '', bank: '' },
  };
};

/**
 * Person, evidence, application, in this order (ADR 0014). Throws where nobody answered: then the draft waits on as it is. Every other
 * end is a state of the draft, saved before it is given.
 */
export const sendDraft = async (before: Draft, sending: Sending): Promise<Draft> => {
  const { api, me, language, save, now, onProgress } = sending;
  const { draftId } = before;
  let draft = before;
  const keep = async (next: Draft): Promise<void> => {
    draft = next;
    await save(draft);
  };
  const asThemselves = async (): Promise<void> => {
    if (!(await isSessionOf(api, me))) throw new NotTheirSession(`expected the session of ${me.userId}`);
  };
  await asThemselves();
  try {
    const person = personOf(draft);
    const content = contentHash(person);
    if (draft.taken?.content !== content || draft.known !== null) {
      const taken: Taken = { ...(await takePerson(draft, person, sending)), content, areaCode: person.areaCode };
      await keep({ ...draft, known: null, taken });
    }
    const personKey = draft.taken?.personKey ?? '';
    const pieces = await sendPieces(draft.pieces, {
      personKey, language,
      // Kept one by one: on a bad line nothing is sent again that has arrived.
      onSent: (piece) => keep({ ...draft, pieces: draft.pieces.map((each) => (each.pieceId === piece.pieceId ? piece : each)) }),
      onProgress: ({ pieceId }, percent) => onProgress?.({ draftId, pieceId, percent }),
    });
    await keep({ ...draft, pieces });
    // Files may have taken minutes.
    await asThemselves();
    const { scheme, branch, appliedOn } = draft.form;
    const body = { personKey, application: { scheme, branch, appliedOn, channel: 'window' as const, evidence: namedOf(pieces) } };
    const { applicationId } = needs((await api.POST('/api/v1/applications/for-person', { params: { header: { 'Idempotency-Key': stepKey(draft.draftId, 'apply', body) } }, body })).data);
    await keep(sentAs(draft, applicationId, now()));
  } catch (error) {
    if (!(error instanceof ApiProblem) || isNoAnswer(error)) throw error;
    const conflict = await conflictOf(draft, error, sending);
    await keep({ ...(conflict ?? { ...draft, state: 'refused', refusal: error.problem }), changedAt: now(), queuedAt: null });
  }
  return draft;
};
