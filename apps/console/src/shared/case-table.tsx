import { useNavigate } from 'react-router';
import { text } from '@zhibu/kernel';
import { components } from '../generated/openapi';
import { useTexts } from '../texts/language';
import { AreaName } from './area-name';
import { caseStatuses } from './case-words';
import { Day } from './day';
import { DueDay } from './due-day';
import { ListTable } from './list-table';
import { roleWords } from './role-words';
import { List } from './use-list';
import { useSchemeName } from './use-schemes';
import { useStageName } from './use-procedures';
import { useWords } from './use-words';

export type CaseItem = components['schemas']['CaseItem'];

const texts = {
  scheme: text('项目', 'Scheme'),
  village: text('村', 'Village'),
  stage: text('环节', 'Stage'),
  applied: text('申请日期', 'Applied on'),
  due: text('应办结', 'Due'),
  since: text('自', 'Since'),
  waitsFor: text('等待', 'Waits for'),
} as const;

/** What a case that is under way waits for when it waits for no role. */
const waitsForNobody = {
  checking: text('系统', 'The system'),
  checked: text('系统', 'The system'),
  'in-review': text('系统', 'The system'),
  'in-notice': text('公示期满', 'The end of the notice'),
} as const;

interface CaseTableProps {
  readonly list: List<CaseItem & { readonly since?: string }>;
  readonly label: string;
  readonly nothing: string;
  /** In place of the day of the application the one since when it stands where it does. */
  readonly tellsSince?: boolean;
}

export const casePath = (applicationId: string): string => `/cases/${encodeURIComponent(applicationId)}`;

/** Cases without names: whoever needs one opens it and says why. Opening one leads to its page. */
export const CaseTable = ({ list, label, nothing, tellsSince = false }: CaseTableProps) => {
  const said = useTexts(texts);
  const words = useWords();
  const [schemeName, stageName] = [useSchemeName(), useStageName()];
  const navigate = useNavigate();
  return (
    <ListTable list={list} label={label} nothing={nothing} rowKey={({ applicationId }) => applicationId} onOpen={({ applicationId }) => void navigate(casePath(applicationId))} columns={[
      { title: said.stage, key: 'stage', render: (_, row: CaseItem) => (row.stage === null ? words(caseStatuses, row.status) : stageName(row.scheme, row.stage)) },
      { title: said.scheme, key: 'scheme', render: (_, row: CaseItem) => schemeName(row.scheme, row.branch) },
      { title: said.village, key: 'village', render: (_, row: CaseItem) => <AreaName code={row.areaCode} /> },
      { title: said.due, key: 'due', render: (_, row: CaseItem) => <DueDay day={row.dueOn} provisional={row.dueProvisional} /> },
      tellsSince
        ? { title: said.since, key: 'since', render: (_, row) => <Day day={row.since ?? null} /> }
        : { title: said.applied, key: 'applied', render: (_, row: CaseItem) => <Day day={row.appliedOn} /> },
      { title: said.waitsFor, key: 'waits', render: (_, row: CaseItem) => row.waitingRoles.map((role) => words(roleWords, role)).join(' / ') || words(waitsForNobody, row.status in waitsForNobody ? row.status : null) },
    ]} />
  );
};
