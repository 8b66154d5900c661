import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Flex, Form, Typography } from 'antd';
import { useSearchParams } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { MonthInput } from '../../shared/day-input';
import { Page } from '../../shared/page';
import '../../shared/step.css';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { Batches } from './batches';
import { Due } from './due';
import { Funders } from './funders';
import { texts } from './texts';

const isMonth = (words: string | null): words is string => words !== null && /^\d{4}-(0[1-9]|1[0-2])$/.test(words);

/** Due, held, missing, and what is under way: where a finance officer begins. */
const Month = () => {
  const said = useTexts(texts);
  const [asked, setAsked] = useSearchParams();
  const named = asked.get('month');
  const month = isMonth(named) ? named : todayInCounty().slice(0, 'yyyy-mm'.length);
  return (
    <Page title={said.title} actions={<MonthPick key={month} month={month} onPick={(next) => setAsked({ month: next })} />}>
      <Found month={month} />
    </Page>
  );
};

const MonthPick = ({ month, onPick }: { readonly month: string; readonly onPick: (month: string) => void }) => {
  const said = useTexts(texts);
  return <Form layout="inline"><Form.Item label={said.month} htmlFor="month"><MonthInput id="month" value={month} onPick={onPick} /></Form.Item></Form>;
};

const financeRoles: readonly string[] = ['finance-preparer', 'finance-approver', 'inspector'];

const Found = ({ month }: { readonly month: string }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const areaCode = me.roles.find(({ role }) => financeRoles.includes(role))?.areaCode ?? '';
  const found = useQuery({ queryKey: ['month', month, areaCode], placeholderData: keepPreviousData, queryFn: async () => (await api.GET('/api/v1/month', { params: { query: { month, areaCode } } })).data ?? null });
  if (found.isPending) return <Busy waitsFor={said.reading} />;
  if (found.isError || found.data === null) return <Trouble error={found.error} again={() => void found.refetch()} />;
  const { schemes, batches, moreBatches } = found.data;
  return (
    <Flex vertical gap="small">
      {found.isPlaceholderData ? <Busy waitsFor={said.reading} /> : null}
      <section aria-label={said.due}>
        <Typography.Title level={2} className="section-title">{said.due}</Typography.Title>
        <Typography.Paragraph type="secondary">{said.dueHint}</Typography.Paragraph>
        <Due schemes={schemes} areaCode={areaCode} />
      </section>
      <section aria-label={said.funds}>
        <Typography.Title level={2} className="section-title">{said.funds}</Typography.Title>
        <Funders schemes={schemes} />
      </section>
      <section aria-label={said.batches}>
        <Typography.Title level={2} className="section-title">{said.batches}</Typography.Title>
        <Batches batches={batches} hasMore={moreBatches} />
      </section>
    </Flex>
  );
};

export default Month;
