import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Typography } from 'antd';
import { useDeferredValue, useState } from 'react';
import { Link } from 'react-router';
import { sameName } from '@zhibu/domain';
import { useApi } from '../../api/api';
import type { ApiClient } from '../../api/client';
import { ApiProblem, NoLine } from '../../api/problem';
import { useLine } from '../../app/offline';
import type { ApplyForm, Draft, KnownPerson, OpenCase, Theirs } from '../../drafts/draft';
import { holderOf } from '../../drafts/facts-of-form';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { casePath } from '../../shared/case-table';
import { caseStatuses } from '../../shared/case-words';
import { dayInWords } from '../../shared/day';
import { rightPath } from '../../shared/right-path';
import { rightStatuses } from '../../shared/right-words';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { Beside, LookForm, formOf, useLook, usePersonLines } from './compare';
import { conflictTexts, registeredTexts } from './texts';

type Right = components['schemas']['EntitlementView'];

/** Somebody of the officer's area who has the number, and what they have of the schemes. */
interface Registered {
  readonly person: Theirs;
  readonly cases: readonly OpenCase[];
  readonly rights: readonly Right[];
}

const listMax = 50;
const numberCharacters = 18;
const over: readonly string[] = ['refused', 'withdrawn', 'confirmed'];

const find = async (api: ApiClient, idNumber: string): Promise<Registered | null> => {
  // In a body, because addresses are written to logs. The service records the look.
  const person = (await api.POST('/api/v1/people/find', { body: { idNumber, purpose: 'case-work' } }).catch((error: unknown) => {
    if (error instanceof ApiProblem && error.problem.status === 404) return { data: undefined };
    throw error;
  })).data;
  if (person === undefined) return null;
  const query = { personKey: person.personKey, limit: listMax };
  const [cases, rights] = await Promise.all([api.GET('/api/v1/applications', { params: { query } }), api.GET('/api/v1/entitlements', { params: { query } })]);
  return { person, cases: (cases.data?.items ?? []).filter(({ status }) => !over.includes(status)), rights: (rights.data?.items ?? []).filter(({ status }) => status !== 'ended') };
};

/**
 * Whom a number belongs to, as soon as it is whole: one recorded look for each number. The old numbers of 15 digits begin like some of 18,
 * so they are looked up only when whoever types has gone on to the name.
 */
export const useRegistered = ({ idNumber, name, appliedOn }: ApplyForm) => {
  const api = useApi();
  const hasLine = useLine();
  const number = useDeferredValue(idNumber.replaceAll(/\s/g, '').toUpperCase());
  const isWhole = holderOf(number, appliedOn).ok && (number.length === numberCharacters || name.trim() !== '');
  const asked = useQuery({ queryKey: ['registered', number], enabled: isWhole && hasLine, staleTime: 'static', gcTime: 0, retry: false, refetchOnWindowFocus: false, queryFn: () => find(api, number) });
  return { ...asked, isWhole, hasLine };
};

interface RegisteredViewProps {
  readonly draft: Draft;
  readonly asked: ReturnType<typeof useRegistered>;
  readonly change: (form: Partial<ApplyForm>) => void;
  readonly onKnown: (known: KnownPerson | null) => void;
}

/** What is on record of whoever has the number, before the form is sent. */
export const RegisteredView = ({ draft, asked: { data, error, isWhole, hasLine, isFetching, refetch }, change, onKnown }: RegisteredViewProps) => {
  const said = useTexts(registeredTexts);
  if (!isWhole) return null;
  if (isFetching) return <Busy waitsFor={said.looking} />;
  if (error !== null && !(error instanceof NoLine)) return <Trouble error={error} again={() => void refetch()} />;
  if (data === undefined) return <p role="status">{hasLine ? said.notAsked : said.noLine}</p>;
  return (
    <section aria-label={said.title}>
      {data === null ? <p role="status">{said.nobody}</p> : <Found key={data.person.personKey} draft={draft} found={data} change={change} onKnown={onKnown} />}
    </section>
  );
};

/** Of the scheme applied for first: that is what would be refused. */
const Has = ({ found: { cases, rights }, scheme }: { readonly found: Registered; readonly scheme: string }) => {
  const said = useTexts(registeredTexts);
  const words = useWords();
  const schemeName = useSchemeName();
  const { language } = useLanguage();
  const [same, others] = [(each: { readonly scheme: string }) => each.scheme === scheme, (each: { readonly scheme: string }) => each.scheme !== scheme];
  const caseLine = (each: OpenCase) => <li key={each.applicationId}><Link to={casePath(each.applicationId)}>{said.caseOf(schemeName(each.scheme, each.branch), dayInWords(each.appliedOn, language), words(caseStatuses, each.status))}</Link></li>;
  const rightLine = (each: Right) => <li key={each.entitlementId}><Link to={rightPath(each.entitlementId)}>{said.rightOf(schemeName(each.scheme, each.branch), words(rightStatuses, each.status))}</Link></li>;
  const here = [...cases.filter(same).map(caseLine), ...rights.filter(same).map(rightLine)];
  const elsewhere = [...cases.filter(others).map(caseLine), ...rights.filter(others).map(rightLine)];
  return (
    <>
      {here.length === 0 ? null : <Alert type="warning" showIcon title={said.already} description={<ul className="apply-list">{here}</ul>} />}
      {elsewhere.length === 0 ? null : <><Typography.Text strong>{said.others}</Typography.Text><ul className="apply-list">{elsewhere}</ul></>}
    </>
  );
};

const Found = ({ draft, found, change, onKnown }: Pick<RegisteredViewProps, 'draft' | 'change' | 'onKnown'> & { readonly found: Registered }) => {
  const said = useTexts(registeredTexts);
  const beside = useTexts(conflictTexts);
  const { person } = found;
  const { details, look } = useLook(person.personKey);
  const [isOpen, setOpen] = useState(false);
  const lines = usePersonLines(draft, person, details);
  const { form, known } = draft;
  const isOther = person.name !== null && form.name.trim() !== '' && !sameName(person.name, form.name);
  const isKnown = known?.personKey === person.personKey;
  return (
    <Flex vertical gap="small" align="stretch">
      <Alert type="info" showIcon role="status" title={said.somebody} description={<>{person.name ?? '—'} · {person.idMasked ?? '—'} · <AreaName code={person.areaCode} /></>} />
      <Has found={found} scheme={form.scheme} />
      {isOther ? <Alert type="warning" showIcon title={beside.otherName} /> : null}
      {isKnown ? <p role="status">{said.willAdd} <Button size="small" onClick={() => onKnown(null)}>{said.undo}</Button></p>
        : isOther ? null : <Button onClick={() => onKnown({ personKey: person.personKey, version: details?.version ?? person.version })}>{said.isThem}</Button>}
      {isOpen ? null : <Button onClick={() => setOpen(true)}>{beside.look}</Button>}
      {isOpen && details === null ? <LookForm look={look} /> : null}
      {details === null ? null : (
        <>
          <Beside lines={lines} onTake={change} />
          <Button onClick={() => change(formOf(form, details))}>{said.takeAll}</Button>
        </>
      )}
    </Flex>
  );
};
