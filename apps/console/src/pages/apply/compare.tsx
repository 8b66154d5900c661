import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { sameName } from '@zhibu/domain';
import { useApi } from '../../api/api';
import { countOfChildren } from '../../drafts/asked-facts';
import type { ApplyForm, Draft, Theirs } from '../../drafts/draft';
import { factsOfForm } from '../../drafts/facts-of-form';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { factTitle, factValue } from '../../shared/fact-words';
import { ShortTable } from '../../shared/short-table';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { conflictTexts, fieldTexts } from './texts';

export type Details = components['schemas']['PersonDetails'];

export interface Line {
  readonly key: string;
  readonly what: string;
  readonly mine: React.ReactNode;
  readonly theirs: React.ReactNode;
  readonly differs: boolean;
  /** What the form would say with theirs. */
  readonly taken?: Partial<ApplyForm>;
}

interface BesideProps {
  readonly lines: readonly Line[];
  readonly onTake?: (form: Partial<ApplyForm>) => void;
}

/** Side by side; what differs is said in words, and theirs is taken line by line where the form may still change. */
export const Beside = ({ lines, onTake }: BesideProps) => {
  const said = useTexts(conflictTexts);
  return (
    <ShortTable<Line> rowKey={({ key }) => key} rows={lines} columns={[
      { title: said.field, key: 'what', render: (_, { what, differs }) => <>{what}<div><small>{differs ? said.differs : said.same}</small></div></> },
      { title: said.mine, key: 'mine', render: (_, { mine, differs }) => (differs ? <strong>{mine}</strong> : mine) },
      { title: said.theirs, key: 'theirs', render: (_, { what, theirs, differs, taken }) => (
        <>
          {differs ? <strong>{theirs}</strong> : theirs}
          {onTake === undefined || taken === undefined || !differs ? null : <div><Button size="small" aria-label={said.takeOf(what)} onClick={() => onTake(taken)}>{said.take}</Button></div>}
        </>
      ) },
    ]} />
  );
};

const none = '—';

const childOf = (of: string): readonly string[] => (of.startsWith('child:') ? [of.slice('child:'.length)] : []);

/** The form with these facts of the record; children that it did not know come with theirs. */
const withFacts = (form: ApplyForm, facts: readonly Details['facts'][number][]): Partial<ApplyForm> => {
  const children = [...new Set([...form.children, ...facts.flatMap(({ of }) => childOf(of))])];
  const told = Object.fromEntries(facts.map(({ of, fact, value }) => [`${of} ${fact}`, String(value)]));
  return { children, facts: { ...form.facts, ...told, ...(children.length === 0 ? {} : { [countOfChildren]: String(children.length) }) } };
};

/** Everything that stands on record. */
export const formOf = (form: ApplyForm, { name, areaCode, phone, address, facts }: Details): Partial<ApplyForm> => ({
  name: name ?? form.name, areaCode, phone: phone ?? '', address: address ?? '', ...withFacts(form, facts),
});

export const usePersonLines = ({ form, asks }: Pick<Draft, 'form' | 'asks'>, theirs: Theirs, details: Details | null): readonly Line[] => {
  const said = useTexts(conflictTexts);
  const fields = useTexts(fieldTexts);
  const { language } = useLanguage();
  const line = (what: string, mine: string, other: string): Line => ({ key: what, what, mine: mine || none, theirs: other || none, differs: mine !== other });
  const typed = (what: string, key: 'phone' | 'address', other: string | null): Line => ({ ...line(what, form[key], other ?? ''), ...(other === null || other === '' ? {} : { taken: { [key]: other } }) });
  const own = new Map(factsOfForm(form, asks).map(({ of, fact, value }) => [`${of} ${fact}`, value]));
  const recorded = new Map((details?.facts ?? []).map((each) => [`${each.of} ${each.fact}`, each]));
  const factLine = (key: string): Line => {
    const [of = '', fact = ''] = key.split(' ');
    const there = recorded.get(key);
    const words = (value: string | number | boolean | undefined): string => (value === undefined ? '' : factValue(fact, value, language));
    return { ...line(factTitle(of, fact, language), words(own.get(key)), words(there?.value)), key, ...(there === undefined ? {} : { taken: withFacts(form, [there]) }) };
  };
  return [
    { ...line(fields.name, form.name, theirs.name ?? ''), differs: theirs.name === null || !sameName(theirs.name, form.name), ...(theirs.name === null ? {} : { taken: { name: theirs.name } }) },
    { key: 'area', what: fields.village, mine: <AreaName code={form.areaCode} />, theirs: <AreaName code={theirs.areaCode} />, differs: form.areaCode !== theirs.areaCode, taken: { areaCode: theirs.areaCode } },
    { key: 'registered', what: said.registered, mine: none, theirs: <Day day={theirs.registeredOn} />, differs: true },
    ...(details === null ? [] : [
      typed(fields.phone, 'phone', details.phone), typed(fields.address, 'address', details.address),
      ...[...new Set([...own.keys(), ...recorded.keys()])].map(factLine),
      line(said.account, form.accountNumber, details.accounts.at(-1)?.accountNumber ?? ''),
    ]),
  ];
};

/** The details on record, for a reason that is recorded. */
export const useLook = (personKey: string) => {
  const api = useApi();
  const look = useMutation({ mutationFn: async (reason: string) => (await api.POST('/api/v1/people/{personKey}/looks', { params: { path: { personKey } }, body: { what: 'details', reason } })).data });
  return { details: look.data ?? null, look };
};

export const LookForm = ({ look }: Pick<ReturnType<typeof useLook>, 'look'>) => {
  const said = useTexts(conflictTexts);
  const [reason, setReason] = useState<string>(said.lookFor);
  return (
    <>
      <Form name="look-at-theirs" layout="vertical" component="form" onFinish={() => look.mutate(reason)}>
        <Form.Item label={said.lookReason} htmlFor="look-reason" required><Input id="look-reason" value={reason} maxLength={500} autoComplete="off" onChange={({ target }) => setReason(target.value)} /></Form.Item>
        <Button htmlType="submit" loading={look.isPending} disabled={reason.trim() === ''}>{said.look}</Button>
      </Form>
      {look.isError ? <Trouble error={look.error} /> : null}
    </>
  );
};
