import { Descriptions, Tag } from 'antd';
import { Link } from 'react-router';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { casePath } from '../../shared/case-table';
import { answers } from '../../shared/case-words';
import { Day } from '../../shared/day';
import { exitReasonWords } from '../../shared/finance-words';
import { Month } from '../../shared/month';
import { monthInWords } from '../../shared/period-words';
import { rightStatuses } from '../../shared/right-words';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';
import { Right } from './use-right';

const caseRoles: readonly string[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];

/** What somebody is called, with the id that sets people of one name apart. */
export const officerOf = ({ officers = [] }: Pick<Right, 'officers'>, userId: string): string => {
  const name = officers.find((officer) => officer.userId === userId)?.displayName;
  return name === undefined || name === userId ? userId : `${name} (${userId})`;
};

/** Where the right stands. */
export const Summary = ({ right }: { readonly right: Right }) => {
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const schemeName = useSchemeName();
  const { me } = useSession();
  const seesCases = me.roles.some(({ role }) => caseRoles.includes(role));
  const { scheme, branch, status, areaCode, startMonth, lastMonth, claimedThrough, suspensions, verifiedYear, verifiedAnswer, exitReason, exitedOn, applicationId, carriedOver, confirmedBy } = right;
  const lines = [
    [said.scheme, schemeName(scheme, branch)],
    [said.status, <Tag key="status">{words(rightStatuses, status)}</Tag>],
    [said.area, <AreaName key="area" code={areaCode} />],
    [said.start, <Month key="start" month={startMonth} />],
    [said.last, <Month key="last" month={lastMonth} />],
    [said.claimed, <Month key="claimed" month={claimedThrough} />],
    [said.suspensions, suspensions.length === 0 ? said.noSuspension : <ul key="s" className="right-list">{suspensions.map((each) => <li key={each.fromMonth}>{said.suspension(monthInWords(each.fromMonth, language), each.resumedFrom === null ? null : monthInWords(each.resumedFrom, language), each.backPay)}</li>)}</ul>],
    [said.verified, verifiedYear === null ? said.never : said.verifiedFor(verifiedYear, words(answers, verifiedAnswer))],
    ...(exitReason === null ? [] : [[said.exit, <span key="exit">{words(exitReasonWords, exitReason)} · <Day day={exitedOn} /></span>] as const]),
    ...(applicationId !== null && seesCases ? [[said.source, <Link key="case" to={casePath(applicationId)}>{said.theCase}</Link>] as const] : carriedOver ? [[said.source, said.carriedOver] as const] : []),
    ...(confirmedBy.length === 0 ? [] : [[said.confirmedBy, confirmedBy.map((userId) => officerOf(right, userId)).join(', ')] as const]),
  ] as const;
  return <Descriptions size="small" bordered column={{ xs: 1, sm: 1, md: 2 }} items={lines.map(([label, children], key) => ({ key, label, children }))} />;
};
