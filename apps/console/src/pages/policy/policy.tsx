import { Flex, Form, Select, Tabs } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { useSession } from '../../app/session';
import { Busy } from '../../shared/busy';
import { Page } from '../../shared/page';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useAreaName } from '../../shared/use-areas';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Compare } from './compare';
import './policy.css';
import { texts } from './texts';
import { VersionItem, useVersions } from './use-policy';
import { Version } from './version';
import { VersionList } from './version-list';

const nation = '000000000000';

const inForceNow = (versions: readonly VersionItem[]): string | null => {
  const today = todayInCounty();
  return (versions.find(({ from, to }) => from <= today && (to === null || today <= to)) ?? versions.at(-1))?.from ?? null;
};

/** One scheme in an area: its versions over time, one of them to be read, and the difference of two. Where one stands is in the address. */
const PolicyPage = () => {
  const said = useTexts(texts);
  const { scheme = '' } = useParams();
  const { me } = useSession();
  const schemeName = useSchemeName();
  const [search, setSearch] = useSearchParams();
  const area = search.get('area') ?? me.roles[0]?.areaCode ?? nation;
  const found = useVersions(scheme, area);
  const title = schemeName(scheme);
  if (found.isPending) return <Busy waitsFor={said.loading} />;
  if (found.isError || found.data === null) return <Page title={title} actions={<Link to="/policies">{said.policies}</Link>}><Trouble error={found.error} again={() => void found.refetch()} /></Page>;
  const { versions, areas } = found.data;
  const asked = search.get('from');
  const from = versions.some((each) => each.from === asked) ? asked : inForceNow(versions);
  const go = (next: Readonly<Record<string, string>>) => setSearch({ area, ...(from === null ? {} : { from }), ...next });
  return (
    <Page title={title} actions={<Link to="/policies">{said.policies}</Link>}>
      <Flex vertical gap="middle">
        <Form layout="inline"><Form.Item label={said.area} htmlFor="policy-area" style={{ minWidth: 280 }}><AreaOf area={area} speaking={areas} onChange={(next) => setSearch({ area: next })} /></Form.Item></Form>
        {from === null ? said.noVersions : (
          <>
            <VersionList versions={versions} shown={from} onShow={(next) => go({ from: next })} />
            <Tabs items={[
              { key: 'version', label: said.tabVersion, children: <Version scheme={scheme} area={area} from={from} /> },
              { key: 'compare', label: said.tabCompare, children: <Compare scheme={scheme} area={area} from={from} versions={versions} /> },
            ]} />
          </>
        )}
      </Flex>
    </Page>
  );
};

interface AreaOfProps {
  readonly area: string;
  readonly speaking: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[];
  readonly onChange: (area: string) => void;
}

/** Rules are public: also those of other areas. One's own comes first. */
const AreaOf = ({ area, speaking, onChange }: AreaOfProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const own = me.roles[0]?.areaCode ?? nation;
  const [ownName, areaName] = [useAreaName(own), useAreaName(area)];
  const named = speaking.map(({ code, name }) => ({ value: code, label: name[language] })).filter(({ value }) => value !== own);
  const options = [{ value: own, label: ownName }, ...(area === own || named.some(({ value }) => value === area) ? [] : [{ value: area, label: areaName }]), { label: said.ownWords, options: named }];
  return <Select<string> id="policy-area" value={area} onChange={onChange} options={options} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} />;
};

export default PolicyPage;
