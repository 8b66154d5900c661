import { useQuery } from '@tanstack/react-query';
import { Empty, Flex, Select } from 'antd';
import { useId } from 'react';
import { areaPrefix } from '@zhibu/kernel';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../../api/api';
import { AreaPick } from '../../shared/area-pick';
import { Busy } from '../../shared/busy';
import { casePath } from '../../shared/case-table';
import { dayInWords } from '../../shared/day';
import { Page } from '../../shared/page';
import { Trouble } from '../../shared/trouble';
import { useNarrow } from '../../shared/use-narrow';
import { ProcedureShown, useProcedure, useProcedures } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useSession } from '../../app/session';
import { useLanguage, useTexts } from '../../texts/language';
import { Drawing } from './drawing';
import './procedures.css';
import { Standing, countsOf } from './steps';
import { StepsTable } from './steps-table';
import { texts } from './texts';
import { wayOf } from './way';

const widths = { narrow: 340, wide: 560 } as const;
const nothing: ReadonlyMap<string, Standing> = new Map();

/** The procedure of each scheme with where its cases stand; or, asked for one case, its own way in it. */
const Procedures = () => {
  const said = useTexts(texts);
  const [params] = useSearchParams();
  const applicationId = params.get('case');
  return applicationId === null ? <Page title={said.title}><OfSchemes /></Page>
    : <Page title={said.ofCase} actions={<Flex gap="middle" wrap className="no-print"><Link to={casePath(applicationId)}>{said.openCase}</Link><Link to="/procedures">{said.allCases}</Link></Flex>}><OfCase applicationId={applicationId} /></Page>;
};

const OfSchemes = () => {
  const said = useTexts(texts);
  const nameOf = useSchemeName();
  const id = useId();
  const { me } = useSession();
  const [params, setParams] = useSearchParams();
  const procedures = useProcedures();
  const areaCode = params.get('area') ?? me.roles[0]?.areaCode ?? '000000000000';
  const choices = procedures.flatMap((procedure) => procedure.schemes.map((scheme) => ({ procedure, scheme, value: `${scheme}@${procedure.version}` })));
  const ask = (name: string, value: string): void => setParams((before) => {
    const after = new URLSearchParams(before);
    after.set(name, value);
    return after;
  });
  const chosen = choices.find(({ value }) => value === params.get('of')) ?? choices.find(({ scheme }) => scheme === 'rural-reward') ?? choices[0];
  if (chosen === undefined) return <NoneYet />;
  const several = new Set(choices.map(({ scheme }) => scheme)).size < choices.length;
  return (
    <>
      <Flex gap="middle" wrap className="procedure-filter no-print">
        <label htmlFor={`${id}-scheme`}><span>{said.scheme}</span>
          <Select id={`${id}-scheme`} value={chosen.value} popupMatchSelectWidth={false} onChange={(value) => ask('of', value)} options={choices.map(({ procedure, scheme, value }) => ({ value, label: several ? `${nameOf(scheme)} v${procedure.version}` : nameOf(scheme) }))} />
        </label>
        <label htmlFor={`${id}-area`}><span>{said.area}</span><AreaPick id={`${id}-area`} value={areaCode} onChange={(next) => ask('area', next ?? me.roles[0]?.areaCode ?? areaCode)} /></label>
      </Flex>
      <Counted procedure={chosen.procedure} scheme={chosen.scheme} areaCode={areaCode} />
    </>
  );
};

/** The definitions are being read, or there are none. */
const NoneYet = () => {
  const api = useApi();
  const said = useTexts(texts);
  const names = useQuery({ queryKey: ['procedures'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/procedures')).data ?? [] });
  if (names.isError) return <Trouble error={names.error} again={() => void names.refetch()} />;
  return names.data?.length === 0 ? <Empty description={said.none} /> : <Busy waitsFor={said.reading} />;
};

interface CountedProps {
  readonly procedure: ProcedureShown;
  readonly scheme: string;
  readonly areaCode: string;
}

const Counted = ({ procedure, scheme, areaCode }: CountedProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const schemeName = useSchemeName()(scheme);
  const prefix = areaPrefix(areaCode);
  const standing = useQuery({ queryKey: ['standing', prefix, scheme], queryFn: async () => (await api.GET('/api/v1/procedures/standing', { params: { query: { scheme, ...(prefix === '' ? {} : { areaPrefix: prefix }) } } })).data ?? [] });
  const width = useNarrow() ? widths.narrow : widths.wide;
  if (standing.isPending) return <Busy waitsFor={said.counting} />;
  if (standing.isError) return <Trouble error={standing.error} again={() => void standing.refetch()} />;
  const counts = countsOf(standing.data, procedure, scheme);
  return (
    <>
      <About procedure={procedure} />
      <p>{said.longSince}</p>
      <div className="procedure-columns">
        <Drawing procedure={procedure} schemeName={schemeName} width={width} counts={counts} marks={null} />
        <StepsTable procedure={procedure} counts={counts} marks={null} />
      </div>
    </>
  );
};

const OfCase = ({ applicationId }: { readonly applicationId: string }) => {
  const api = useApi();
  const said = useTexts(texts);
  const nameOf = useSchemeName();
  const width = useNarrow() ? widths.narrow : widths.wide;
  const found = useQuery({ queryKey: ['case', applicationId], queryFn: async () => (await api.GET('/api/v1/applications/{applicationId}', { params: { path: { applicationId } } })).data ?? null });
  const procedure = useProcedure(found.data?.procedureId, found.data?.procedureVersion);
  if (found.isError) return <Trouble error={found.error} again={() => void found.refetch()} />;
  if (procedure.isError) return <Trouble error={procedure.error} again={() => void procedure.refetch()} />;
  if (found.data === undefined || found.data === null || procedure.data === undefined || procedure.data === null) return <Busy waitsFor={said.readingCase} />;
  const marks = wayOf(found.data, procedure.data);
  const schemeName = nameOf(found.data.scheme, found.data.branch);
  return (
    <>
      <p><strong>{schemeName}</strong>{found.data.status === 'withdrawn' ? ` · ${said.withdrawn}` : null}</p>
      <About procedure={procedure.data} />
      <div className="procedure-columns">
        <Drawing procedure={procedure.data} schemeName={schemeName} width={width} counts={nothing} marks={marks} />
        <StepsTable procedure={procedure.data} counts={null} marks={marks} />
      </div>
    </>
  );
};

/** Which version this is, since when, and by whose paper. */
const About = ({ procedure: { id, version } }: { readonly procedure: ProcedureShown }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const names = useQuery({ queryKey: ['procedures'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/procedures')).data ?? [] });
  const own = names.data?.find((each) => each.id === id && each.version === version);
  return own === undefined ? null : <p>{said.version(version, dayInWords(own.inForceFrom, language), own.source[language])}</p>;
};

export default Procedures;
