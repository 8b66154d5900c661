import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, Input, Timeline, Typography } from 'antd';
import { text } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { Busy } from '../../shared/busy';
import { Conditions } from '../../shared/conditions';
import { Day, Moment } from '../../shared/day';
import { daysInWords } from '../../shared/days-in-words';
import { Trouble } from '../../shared/trouble';
import { useProcedures } from '../../shared/use-procedures';
import { useSchemes } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CaseView } from './case-state';
import { Looked, lookInto } from './looked';
import { officerName } from './officer-names';
import type { TimelineEntry } from '@zhibu/workflow';
import { insideTexts, objectionStatuses } from './texts';

/** Where a scheme stands in its file matters to nobody here. */
const nowhere = { file: '', line: 0 };

/** The program that checks, closes notices and grants rights. */
const automation = 'zhibu';

interface InsideProps {
  readonly view: CaseView;
  readonly looked: Looked | null;
  /** The case changed after it was looked into. */
  readonly isOld: boolean;
  readonly onLooked: (looked: Looked) => void;
}

/** What is personal in a case, after a reason was given, which is recorded. */
export const Inside = ({ view, looked, isOld, onLooked }: InsideProps) => {
  const said = useTexts(insideTexts);
  return (
    <Card size="small" title={said.title}>
      <Asked applicationId={view.applicationId} again={looked !== null} onLooked={onLooked} />
      {isOld ? <Alert type="info" showIcon title={said.movedOn} /> : null}
      {looked === null ? null : <Course looked={looked} view={view} />}
    </Card>
  );
};

/** In its own part, because what was typed belongs to one case. */
const Asked = ({ applicationId, again, onLooked }: { readonly applicationId: string; readonly again: boolean; readonly onLooked: InsideProps['onLooked'] }) => {
  const api = useApi();
  const said = useTexts(insideTexts);
  const { data: schemes } = useSchemes();
  const procedures = useProcedures();
  const look = useMutation({
    mutationFn: async ({ reason }: { readonly reason: string }) => (await api.POST('/api/v1/replay/events', { body: { subject: { applicationId }, reason } })).data,
    onSuccess: (history) => {
      if (history === undefined) return;
      onLooked(lookInto(history, {
        schemes: (schemes ?? []).map((scheme) => ({ ...scheme, at: nowhere })),
        procedure: ({ id, version }) => {
          const found = procedures.find((each) => each.id === id && each.version === version);
          return found === undefined ? undefined : { ...found, onIneligible: 'return', onUnknown: 'return' };
        },
        area: (code) => history.areas.find((area) => area.code === code)?.name ?? text(code, code),
      }));
    },
  });
  return (
    <>
      <Form name="case-look" layout="vertical" onFinish={(values: { readonly reason: string }) => look.mutate(values)} disabled={look.isPending}>
        <Form.Item name="reason" label={said.reason} extra={again ? undefined : said.why} rules={[{ required: true, whitespace: true, message: said.reason }]}>
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit" type={again ? 'default' : 'primary'} loading={look.isPending}>{said.look}</Button>
      </Form>
      {look.isPending ? <Busy waitsFor={said.reading} /> : null}
      {look.isError ? <Trouble error={look.error} /> : null}
    </>
  );
};

const Course = ({ looked: { state, timeline, objections }, view }: { readonly looked: Looked; readonly view: CaseView }) => {
  const said = useTexts(insideTexts);
  const words = useWords();
  const { language } = useLanguage();
  const { eligibility } = state;
  const nameOf = ({ userId, onBehalfOf }: TimelineEntry['who']): string => (userId === automation ? said.system : onBehalfOf === null ? officerName(view, userId) : said.inNameOf(officerName(view, userId), officerName(view, onBehalfOf)));
  return (
    <Flex vertical gap="middle">
      <section aria-label={said.conditions}>
        <Typography.Title level={2} className="case-title">{said.conditions}</Typography.Title>
        {eligibility === null ? said.noCheck : eligibility.decision === null ? said.erased : <Conditions decision={eligibility.decision} />}
      </section>
      {objections.length === 0 ? null : (
        <section aria-label={said.objections}>
          <Typography.Title level={2} className="case-title">{said.objections}</Typography.Title>
          <ul className="case-list">{objections.map(({ objectionId, statement, raisedOn, status }) => <li key={objectionId}><strong>{words(objectionStatuses, status)}</strong> · <Day day={raisedOn} /> · {statement ?? said.erased}</li>)}</ul>
        </section>
      )}
      <section aria-label={said.history}>
        <Typography.Title level={2} className="case-title">{said.history}</Typography.Title>
        <Timeline items={timeline.map(({ stream, version, recordedAt, who, what, why }) => ({
          key: `${stream}/${version}`,
          content: <><strong>{daysInWords(what[language], language)}</strong><div><small><Moment instant={recordedAt} /> · {nameOf(who)}</small></div><ul className="case-list">{why.map((line) => <li key={line.zh}>{daysInWords(line[language], language)}</li>)}</ul></>,
        }))} />
      </section>
    </Flex>
  );
};
