import { PolicyVersion, Statement, statementsOf } from '@zhibu/policy';
import { AreaName } from '../../shared/area-name';
import { useSchemes } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { daysInWords } from '../../shared/days-in-words';
import { ShortTable } from '../../shared/short-table';
import { useLanguage, useTexts } from '../../texts/language';
import { sureWords, texts } from './texts';

interface Props {
  readonly statements: readonly Statement[];
}

const Source = ({ statement: { source, note } }: { readonly statement: Statement }) => <div className="policy-cell">{source}{note === null ? null : <div><small>{note}</small></div>}</div>;

interface RateRow {
  readonly rate: Statement;
  readonly funding: Statement | undefined;
}

/** What is paid, by layer and area, with who pays it. */
export const Rates = ({ version }: { readonly version: PolicyVersion }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  const { data: schemes } = useSchemes();
  const statements = statementsOf(version);
  const branchName = (branch: string | null): string => (branch === null ? said.wholeScheme : (schemes?.find(({ id }) => id === version.scheme)?.branches.find(({ id }) => id === branch)?.title[language] ?? branch));
  const rows = statements.filter(({ group }) => group === 'rate').map((rate): RateRow => ({ rate, funding: statements.find(({ key }) => key === `funding/${rate.key.split('/').slice(1, 3).join('/')}`) }));
  return (
    <ShortTable<RateRow> rowKey={({ rate }) => rate.key} rows={rows} nothing={said.noRates} columns={[
      { title: said.layer, key: 'layer', render: (_, { rate }) => <div className="policy-cell">{rate.what[language]}<div><small><AreaName code={rate.areaCode} /></small></div></div> },
      { title: said.branch, key: 'branch', render: (_, { rate }) => <div className="policy-cell">{branchName(rate.branch)}</div> },
      { title: said.amount, key: 'says', render: (_, { rate }) => <div className="policy-cell">{rate.says[language]}</div> },
      { title: said.funders, key: 'funders', render: (_, { funding }) => (funding === undefined ? said.nobodyNamed : <div className="policy-cell">{funding.says[language]}<div><small>{funding.source}</small></div></div>) },
      { title: said.document, key: 'source', render: (_, { rate }) => <Source statement={rate} /> },
      { title: said.sureness, key: 'sure', render: (_, { rate }) => words(sureWords, rate.confidence) },
    ]} />
  );
};

const Said = ({ statements, label }: Props & { readonly label: string }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = useWords();
  return (
    <ShortTable<Statement> rowKey={({ key }) => key} label={label} rows={statements} columns={[
      { title: said.what, key: 'what', render: (_, { what }) => <div className="policy-cell">{what[language]}</div> },
      { title: said.value, key: 'says', render: (_, { says }) => <div className="policy-words">{daysInWords(says[language], language)}</div> },
      { title: said.ofArea, key: 'area', render: (_, { areaCode }) => <AreaName code={areaCode} /> },
      { title: said.document, key: 'source', render: (_, statement) => <Source statement={statement} /> },
      { title: said.sureness, key: 'sure', render: (_, { confidence }) => words(sureWords, confidence) },
    ]} />
  );
};

export const Payment = ({ statements }: Props) => {
  const said = useTexts(texts);
  return <Said label={said.payment} statements={statements.filter(({ group }) => group === 'plan' || group === 'exclusion')} />;
};

export const Limits = ({ statements }: Props) => {
  const said = useTexts(texts);
  return <Said label={said.limits} statements={statements.filter(({ group }) => group === 'parameter')} />;
};

/** Each document once, with the file and line where it is cited first. */
export const Documents = ({ statements }: Props) => (
  <ul className="policy-conditions">
    {[...new Map(statements.toReversed().map((each) => [each.source, each])).values()].toReversed().map(({ source, at }) => <li key={source}>{source} <small>{at.file}:{at.line}</small></li>)}
  </ul>
);
