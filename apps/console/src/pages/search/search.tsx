import { useMutation } from '@tanstack/react-query';
import { Typography } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { useApi } from '../../api/api';
import { Busy } from '../../shared/busy';
import { Page } from '../../shared/page';
import { Trouble } from '../../shared/trouble';
import { List } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { People } from './people';
import { Person } from './person';
import { PersonItem } from './person-item';
import { Asked, SearchForm } from './search-form';
import { texts } from './texts';

interface Found {
  readonly asked: Asked;
  readonly items: readonly PersonItem[];
  readonly nextCursor: string | null;
}

const limit = 50;
const wholeNumber = /^(\d{15}|\d{17}[\dXx])$/;

/** What was found, as lists are shown. */
const listOf = ({ items, nextCursor }: Found, isMoreComing: boolean, goOn: (cursor: string) => void): List<PersonItem> =>
  ({ items, isPending: false, isMoreComing, hasMore: nextCursor !== null, error: null, more: () => { if (nextCursor !== null) goOn(nextCursor); }, again: () => undefined });

/** People by name, number or area. What is asked travels in bodies and is kept nowhere: leaving the page forgets it. */
const Search = () => {
  const api = useApi();
  const said = useTexts(texts);
  /** By its key somebody comes to type. */
  const isToType = useLocation().state === 'type';
  const [chosen, setChosen] = useState<PersonItem | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const search = useMutation({
    mutationFn: async ({ asked, cursor }: { readonly asked: Asked; readonly cursor?: string }) => {
      const { name, number, areaCode, reason } = asked;
      if (number !== undefined && wholeNumber.test(number)) {
        const person = (await api.POST('/api/v1/people/find', { body: { idNumber: number, reason } })).data;
        return { items: person === undefined ? [] : [person], nextCursor: null };
      }
      const body = { limit, reason, ...(name === undefined ? {} : { namePrefix: name }), ...(number === undefined ? {} : { idEnd: number }), ...(areaCode === undefined ? {} : { areaPrefix: areaCode }), ...(cursor === undefined ? {} : { cursor }) };
      return (await api.POST('/api/v1/people/search', { body })).data ?? { items: [], nextCursor: null };
    },
    onSuccess: ({ items, nextCursor }, { asked, cursor }) => setFound((before) => ({ asked, nextCursor, items: cursor === undefined ? items : [...(before?.items ?? []), ...items] })),
  });
  return (
    <Page title={said.title}>
      <SearchForm isToType={isToType} isUnderWay={search.isPending} onAsked={(asked) => { setFound(null); search.mutate({ asked }); }} />
      {search.isPending && found === null ? <Busy waitsFor={said.searching} /> : null}
      {search.isError ? <Trouble error={search.error} /> : null}
      {found === null
        ? (search.isIdle ? <Typography.Paragraph>{said.before}</Typography.Paragraph> : null)
        : <People list={listOf(found, search.isPending, (cursor) => search.mutate({ asked: found.asked, cursor }))} onOpen={setChosen} />}
      <Person person={chosen} onClose={() => setChosen(null)} />
    </Page>
  );
};

export default Search;
