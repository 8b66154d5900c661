import { createHash } from 'node:crypto';
import { Actor, AreaCode, Result, accept } from '@zhibu/kernel';
import { ApplicationEvent, ApplicationState, EvidenceRef, checkRole, windowRoles } from '@zhibu/domain';
import { loadApplication } from '../applications/case-context';
import { notAtThisWindow } from '../applications/submit-application';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { EvidenceItem, EvidenceService, KeptEvidenceFile, evidenceBytesMax, evidenceFilesMax } from './evidence-service';
import { fileTypeOf } from './file-type';
import { damaged, erased, notFound, notKept, tooLarge, tooMany } from './refusals';

export const createEvidence = (deps: ServiceDeps): EvidenceService => ({
  keep: (actor, input) => keep(deps, actor, input),
  open: async ({ personKey, sha256 }) => {
    const found = await deps.evidence.get(personKey, sha256);
    if (found.kind === 'missing') return notFound();
    if (found.kind === 'erased') return erased();
    const type = found.kind === 'kept' ? fileTypeOf(found.content) : null;
    return found.kind === 'kept' && type?.ok === true ? accept({ type: type.value, content: found.content }) : damaged(sha256);
  },
  ofApplication: async (applicationId) => {
    const application = await loadApplication(deps, applicationId);
    return application.ok ? accept(await itemsOf(deps, application.value)) : application;
  },
  checkForm: async (actor, { personKey, areaCode, evidence }) => {
    if (evidence.length === 0) return accept(null);
    const person = await loadPerson(deps, personKey);
    return checkNamed(deps, actor, { personKey, areaCode: person.ok ? person.value.state.areaCode : areaCode, evidence });
  },
  checkCorrection: async (actor, { applicationId, evidence }) => {
    const application = evidence.length === 0 ? null : await loadApplication(deps, applicationId);
    if (application?.ok !== true) return accept(null);
    const { personKey, areaCode } = application.value.state;
    return checkNamed(deps, actor, { personKey, areaCode, evidence });
  },
});

const sha256Of = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');

const keep = async (deps: ServiceDeps, actor: Actor, { personKey, content }: { readonly personKey: string; readonly content: Uint8Array }): Promise<Result<KeptEvidenceFile>> => {
  if (content.length > evidenceBytesMax) return tooLarge(content.length);
  const person = await loadPerson(deps, personKey);
  if (!person.ok) return person;
  const denied = notAtThisWindow(actor, person.value.state.areaCode);
  if (denied !== null) return denied;
  const type = fileTypeOf(content);
  if (!type.ok) return type;
  const found = await deps.evidence.count(personKey);
  // Whoever is at the limit still gets the same answer for what is here already.
  if (found >= evidenceFilesMax && !(await deps.evidence.has(personKey, sha256Of(content)))) return tooMany(found);
  return accept({ ...(await deps.evidence.put(personKey, content)), type: type.value });
};

interface Named {
  readonly personKey: string;
  readonly areaCode: AreaCode | null;
  readonly evidence: readonly EvidenceRef[];
}

const checkNamed = async (deps: ServiceDeps, actor: Actor, { personKey, areaCode, evidence }: Named): Promise<Result<null>> => {
  if (areaCode === null || checkRole(actor, windowRoles, areaCode) !== null) return accept(null);
  for (const { sha256 } of evidence) if (!(await deps.evidence.has(personKey, sha256))) return notKept(sha256);
  return accept(null);
};

interface Case {
  readonly state: ApplicationState;
  readonly events: readonly { readonly type: string; readonly data: unknown }[];
}

/** A correction brings a new list; those who decided before it saw the one before. */
const itemsOf = async (deps: ServiceDeps, { state, events }: Case): Promise<readonly EvidenceItem[]> => {
  const forms = (events as readonly ApplicationEvent[]).flatMap((event) => (event.type === 'ApplicationSubmitted' || event.type === 'ApplicationCorrected' ? [event.data.evidence] : []));
  const current = new Set(state.evidence.map(({ sha256 }) => sha256));
  // Of two forms that name the same file the later one has its name and its place in the words of today.
  const named = new Map(forms.flat().map((item) => [item.sha256, item]));
  return Promise.all([...named.values()].map(async ({ sha256, kind, title }) => ({ sha256, kind, title, current: current.has(sha256), kept: await deps.evidence.has(state.personKey, sha256) })));
};
