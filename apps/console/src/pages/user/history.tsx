import { useQuery } from '@tanstack/react-query';
import { Card, Timeline } from 'antd';
import { useApi } from '../../api/api';
import { Busy } from '../../shared/busy';
import { Moment } from '../../shared/day';
import { daysInWords } from '../../shared/days-in-words';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

/** What happened to the account, in words, the newest first. `version`: read anew whenever it moves. */
export const History = ({ userId, version }: { readonly userId: string; readonly version: number }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const history = useQuery({ queryKey: ['user-history', userId, version], queryFn: async () => (await api.GET('/api/v1/users/{userId}/history', { params: { path: { userId } } })).data ?? [] });
  return (
    <Card size="small" title={said.history}>
      <p>{said.historyWhat}</p>
      {history.isPending ? <Busy waitsFor={said.history} /> : null}
      {history.isError ? <Trouble error={history.error} again={() => void history.refetch()} /> : null}
      {history.data?.length === 0 ? said.noHistory : null}
      <Timeline items={(history.data ?? []).toReversed().map(({ stream, version: at, recordedAt, who, what, why }) => ({
        key: `${stream}/${at}`,
        content: <><strong>{daysInWords(what[language], language)}</strong><div><small><Moment instant={recordedAt} /> · {said.by(who.userId)}</small></div>{why.length === 0 ? null : <ul style={{ margin: 0, paddingInlineStart: 20 }}>{why.map((line) => <li key={line.zh}>{daysInWords(line[language], language)}</li>)}</ul>}</>,
      }))} />
    </Card>
  );
};
