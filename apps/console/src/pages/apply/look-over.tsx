import { Alert, Button, Descriptions, Flex } from 'antd';
import { areaLevel, parseDate } from '@zhibu/kernel';
import { checkAccountNumber } from '@zhibu/domain';
import type { RuleDecision } from '@zhibu/policy';
import { useLine } from '../../app/offline';
import type { Draft } from '../../drafts/draft';
import { askedNow, factsOfForm, holderOf } from '../../drafts/facts-of-form';
import { AreaName } from '../../shared/area-name';
import { isGone } from '../../shared/evidence/piece';
import { daysInWords } from '../../shared/days-in-words';
import { factOwner, factTitle, factValue } from '../../shared/fact-words';
import { useSchemeName } from '../../shared/use-schemes';
import { todayInCounty } from '../../shared/today';
import { useLanguage, useTexts } from '../../texts/language';
import { fieldTexts, sendTexts } from './texts';

/** What keeps the form from being sent, and what may be missing from it. */
const useTroubles = ({ form, asks, pieces }: Draft, decision: RuleDecision | null): { readonly mend: readonly string[]; readonly mind: readonly string[] } => {
  const said = useTexts(sendTexts);
  const { language } = useLanguage();
  const told = new Set(factsOfForm(form, asks).map(({ of, fact }) => `${of} ${fact}`));
  const half = askedNow(form, asks).filter(({ key }) => (form.facts[key] ?? '') !== '' && !told.has(key));
  const gone = pieces.filter(isGone);
  const day = parseDate(form.appliedOn);
  return {
    mend: [
      ...(decision === null ? [said.noScheme] : []),
      ...(form.areaCode === '' || areaLevel(form.areaCode) !== 'village' ? [said.noVillage] : []),
      ...(!day.ok || form.appliedOn > todayInCounty() ? [said.badDay] : []),
      ...(holderOf(form.idNumber, form.appliedOn).ok ? [] : [said.badId]),
      ...(form.name.trim() === '' ? [said.noName] : []),
      ...(half.length === 0 ? [] : [said.badFacts(half.map(({ of, spec }) => `${factOwner(of, language)} · ${spec.text[language]}`))]),
      ...(form.accountNumber !== '' && checkAccountNumber(form.accountNumber) !== null ? [said.badAccount] : []),
      ...(pieces.some(({ title }) => title.trim() === '') ? [said.untitled] : []),
      ...(gone.length === 0 ? [] : [said.gonePieces(gone.map(({ title }) => title))]),
    ],
    mind: [
      ...(form.accountNumber === '' ? [said.noAccount] : []),
      ...(pieces.length === 0 ? [said.noEvidence] : []),
      ...(decision !== null && decision.answer !== 'yes' ? [said.notMet] : []),
    ],
  };
};

const Lines = ({ type, title, lines }: { readonly type: 'error' | 'warning'; readonly title: string; readonly lines: readonly string[] }) =>
  lines.length === 0 ? null : <Alert type={type} showIcon title={title} description={<ul className="apply-list">{lines.map((line) => <li key={line}>{line}</li>)}</ul>} />;

interface LookOverProps {
  readonly draft: Draft;
  readonly decision: RuleDecision | null;
  readonly onSend: () => void;
}

/** Everything once more, as it will be sent, and the button that sends it. */
export const LookOver = ({ draft, decision, onSend }: LookOverProps) => {
  const said = useTexts(sendTexts);
  const fields = useTexts(fieldTexts);
  const hasLine = useLine();
  const schemeName = useSchemeName();
  const { language } = useLanguage();
  const { form, asks } = draft;
  const { mend, mind } = useTroubles(draft, decision);
  const rows = [
    [fields.scheme, schemeName(form.scheme, form.branch)],
    [fields.village, <AreaName key="area" code={form.areaCode} />],
    [fields.appliedOn, daysInWords(form.appliedOn, language)],
    [fields.name, form.name],
    [fields.idNumber, form.idNumber],
    [fields.phone, form.phone],
    [fields.address, form.address],
    ...factsOfForm(form, asks).map(({ of, fact, value }) => [factTitle(of, fact, language), factValue(fact, value, language)] as const),
    [fields.accountNumber, [form.accountNumber, form.bank].filter((part) => part !== '').join(' · ')],
    [fields.papersWanted, draft.pieces.map(({ title }) => title).join(' · ')],
  ] as const;
  return (
    <Flex vertical gap="middle">
      <Descriptions size="small" bordered column={1} items={rows.map(([label, value], key) => ({ key, label, children: value === '' ? '—' : value }))} />
      <Lines type="error" title={said.mend} lines={mend} />
      <Lines type="warning" title={said.mayMiss} lines={mind} />
      <Button type="primary" disabled={mend.length > 0} onClick={onSend}>{hasLine ? said.send : said.sendLater}</Button>
    </Flex>
  );
};
