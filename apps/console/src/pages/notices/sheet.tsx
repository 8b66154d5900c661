import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Tag } from 'antd';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { casePath } from '../../shared/case-table';
import { dayInWords } from '../../shared/day';
import { Trouble } from '../../shared/trouble';
import { useAreaName } from '../../shared/use-areas';
import { stageIn, useProcedure } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Entry, entriesOf } from './entries';
import { Notice } from './running-notice';
import { texts } from './texts';

interface SheetProps {
  readonly notice: Notice;
  readonly onObjection: (applicationId: string) => void;
}

/** One list as it hangs: masked, with its days and how to object. What is done about an entry stays on the screen. */
export const Sheet = ({ notice, onObjection }: SheetProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const schemeName = useSchemeName();
  const area = useAreaName(notice.boardArea);
  const { data: procedure } = useProcedure(notice.procedureId, notice.procedureVersion);
  const stage = stageIn(procedure, notice.stage);
  const { scheme, postedOn, lastDay, days, dayKind } = notice;
  const { data: entries, error, refetch } = useQuery(entriesOf(api, notice));
  const isWhole = entries?.isWhole ?? false;
  const title = said.sheetTitle(area, schemeName(scheme), stage?.title[language] ?? notice.stage);
  const [from, to] = [dayInWords(postedOn, language), dayInWords(lastDay, language)];
  return (
    <article className={isWhole ? 'notice-sheet' : 'notice-sheet no-print'} aria-label={title}>
      <h2>{title}</h2>
      <p>{[said.sheetTime(from, to), ...(days === null ? [] : [said.sheetDays(days, dayKind)]), ...(isWhole ? [said.sheetPeople(entries?.items.length ?? 0)] : [])].join(language === 'zh' ? '' : ' ')}</p>
      {notice.whole ? null : <div className="no-print"><Alert type="warning" showIcon title={said.partly} /></div>}
      {entries === undefined || isWhole ? null : <Alert type="error" showIcon title={said.notWhole(entries.items.length)} />}
      {entries !== undefined ? <Entries entries={entries.items} roles={stage?.roles ?? []} onObjection={onObjection} /> : error === null ? <Busy waitsFor={said.readingEntries} /> : <Trouble error={error} again={() => void refetch()} />}
      <div className="notice-foot">
        <p>{said.sheetHow}</p>
        <p>{said.sheetWhere}</p>
      </div>
    </article>
  );
};

const Entries = ({ entries, roles, onObjection }: { readonly entries: readonly Entry[]; readonly roles: readonly string[]; readonly onObjection: SheetProps['onObjection'] }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const mayObject = me.roles.some(({ role }) => ['caseworker', 'inspector', ...roles].includes(role));
  return (
    <>
      {mayObject ? null : <p className="no-print"><small>{said.mayObject}</small></p>}
      <table className="notice-entries">
        <thead><tr><th scope="col">{said.no}</th><th scope="col">{said.name}</th><th scope="col">{said.idNumber}</th><th scope="col">{said.village}</th><th scope="col" className="no-print">{said.screenOnly}</th></tr></thead>
        <tbody>
          {entries.map(({ applicationId, name, idNumber, areaCode, openObjections }, index) => (
            <tr key={applicationId}>
              <td>{index + 1}</td>
              <td>{name ?? said.erased}</td>
              <td className="money">{idNumber ?? said.erased}</td>
              <td><AreaName code={areaCode} /></td>
              <td className="no-print">
                <div className="notice-actions">
                  {openObjections > 0 ? <Tag>{said.objectionOpen}</Tag> : null}
                  <Link to={casePath(applicationId)} aria-label={said.openOf(name ?? said.erased)}>{said.open}</Link>
                  {mayObject ? <Button size="small" aria-label={said.objectOf(name ?? said.erased)} onClick={() => onObjection(applicationId)}>{said.object}</Button> : null}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
