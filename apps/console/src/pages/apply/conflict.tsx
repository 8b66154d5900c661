import { Alert, Button, Flex } from 'antd';
import { Link } from 'react-router';
import { sameName } from '@zhibu/domain';
import { ApiProblem } from '../../api/problem';
import type { ApplyForm, Conflict, Draft } from '../../drafts/draft';
import { AreaName } from '../../shared/area-name';
import { caseStatuses } from '../../shared/case-words';
import { casePath } from '../../shared/case-table';
import { Day } from '../../shared/day';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useTexts } from '../../texts/language';
import { Beside, LookForm, formOf, useLook, usePersonLines } from './compare';
import { conflictTexts, fieldTexts, sendTexts } from './texts';

interface ConflictProps {
  readonly draft: Draft;
  readonly onAdd: (known: { readonly personKey: string; readonly version: number }) => void;
  readonly onTake: (form: Partial<ApplyForm>) => void;
  readonly onBack: () => void;
  readonly onDrop: () => void;
}

const none = '—';

const PersonConflict = ({ draft, conflict: { theirs }, onAdd, onTake }: Pick<ConflictProps, 'draft' | 'onAdd' | 'onTake'> & { readonly conflict: Extract<Conflict, { kind: 'person' }> }) => {
  const said = useTexts(conflictTexts);
  const { details, look } = useLook(theirs.personKey);
  const lines = usePersonLines(draft, theirs, details);
  const isOther = theirs.name !== null && !sameName(theirs.name, draft.form.name);
  return (
    <Flex vertical gap="small">
      <Beside lines={lines} />
      {details === null ? <LookForm look={look} /> : null}
      {isOther ? <Alert type="warning" showIcon title={said.otherName} /> : <Button type="primary" onClick={() => onAdd({ personKey: theirs.personKey, version: details?.version ?? theirs.version })}>{said.add}</Button>}
      <Button disabled={details === null} onClick={() => { if (details !== null) onTake(formOf(draft.form, details)); }}>{said.takeTheirs}{details === null ? ` (${said.lookFirst})` : ''}</Button>
    </Flex>
  );
};

const CaseConflict = ({ draft: { form }, conflict: { theirs } }: { readonly draft: Draft; readonly conflict: Extract<Conflict, { kind: 'application' }> }) => {
  const said = useTexts(conflictTexts);
  const fields = useTexts(fieldTexts);
  const sending = useTexts(sendTexts);
  const words = useWords();
  const schemeName = useSchemeName();
  if (theirs === null) return null;
  return (
    <Flex vertical gap="small">
      <Beside lines={[
        { key: 'scheme', what: fields.scheme, mine: schemeName(form.scheme, form.branch), theirs: schemeName(theirs.scheme, theirs.branch), differs: form.branch !== theirs.branch },
        { key: 'day', what: fields.appliedOn, mine: <Day day={form.appliedOn} />, theirs: <Day day={theirs.appliedOn} />, differs: form.appliedOn !== theirs.appliedOn },
        { key: 'area', what: fields.village, mine: <AreaName code={form.areaCode} />, theirs: <AreaName code={theirs.areaCode} />, differs: form.areaCode !== theirs.areaCode },
        { key: 'status', what: said.status, mine: none, theirs: words(caseStatuses, theirs.status), differs: true },
      ]} />
      <Link to={casePath(theirs.applicationId)}>{sending.openCase}</Link>
    </Flex>
  );
};

/** What somebody else has beside what was typed, and what can be done about it. */
export const ConflictView = ({ draft, onAdd, onTake, onBack, onDrop }: ConflictProps) => {
  const said = useTexts(conflictTexts);
  const { conflict } = draft;
  if (conflict === null) return null;
  return (
    <section aria-label={said[conflict.kind]}>
      <Flex vertical gap="small">
        <Alert type="warning" showIcon title={said[conflict.kind]} />
        <Trouble error={new ApiProblem(conflict.problem)} />
        {conflict.kind === 'person' ? <PersonConflict draft={draft} conflict={conflict} onAdd={onAdd} onTake={onTake} /> : <CaseConflict draft={draft} conflict={conflict} />}
        <Button onClick={onBack}>{said.back}</Button>
        <Button danger onClick={onDrop}>{said.drop}</Button>
      </Flex>
    </section>
  );
};
