import { Flex, Typography } from 'antd';
import { ReactNode } from 'react';
import { statementsOf } from '@zhibu/policy';
import { Busy } from '../../shared/busy';
import { dayInWords } from '../../shared/day';
import { Trouble } from '../../shared/trouble';
import { useLanguage, useTexts } from '../../texts/language';
import { Conditions } from './conditions';
import { ProcedureWords } from './procedure-words';
import { Documents, Limits, Payment, Rates } from './statement-tables';
import { texts } from './texts';
import { OneVersion, useVersion } from './use-policy';

export const Version = ({ scheme, area, from }: { readonly scheme: string; readonly area: string; readonly from: string }) => {
  const said = useTexts(texts);
  const version = useVersion(scheme, area, from);
  if (version.isPending) return <Busy waitsFor={said.loading} />;
  if (version.isError || version.data === null) return <Trouble error={version.error} again={() => void version.refetch()} />;
  return <Whole version={version.data} />;
};

/** Everything that a version says, in the order in which somebody asks for it. */
const Whole = ({ version: { from, to, content, procedure } }: { readonly version: OneVersion }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const statements = statementsOf(content);
  const day = (each: string): string => dayInWords(each, language);
  return (
    <Flex vertical gap="large">
      <strong>{to === null ? said.holdsOn(day(from)) : said.holds(day(from), day(to))}</strong>
      <Part title={said.conditions}><Conditions version={content} /></Part>
      <Part title={said.rates}><Rates version={content} /></Part>
      <Part title={said.procedure}>{procedure === null ? said.noProcedure : <ProcedureWords id={procedure.id} version={procedure.version} title={procedure.title[language]} />}</Part>
      <Part title={said.payment}><Payment statements={statements} /></Part>
      <Part title={said.limits}><Limits statements={statements} /></Part>
      <Part title={said.allDocuments}><Documents statements={statements} /></Part>
    </Flex>
  );
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Typography.Title level={2} className="policy-title">{title}</Typography.Title>
    {children}
  </section>
);
