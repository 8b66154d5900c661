import { Descriptions } from 'antd';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { components } from '../../generated/openapi';
import { Day, dayInWords } from '../../shared/day';
import { factTitle, factValue } from '../../shared/fact-words';
import { mayRecord } from '../../shared/person-record/may-record';
import { RetractFact } from '../../shared/person-record/retract-fact';
import { todayInCounty } from '../../shared/today';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type PersonDetails = components['schemas']['PersonDetails'];

/** Whole years, as they are counted in the county: the birthday itself counts. */
export const ageOn = (birthDate: string, day: string): number => Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

/** What a recorded look brought. */
export const Details = ({ personKey, details }: { readonly personKey: string; readonly details: PersonDetails }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const { language } = useLanguage();
  const { name, idNumber, sex, birthDate, phone, address, areaCode, diedOn, accounts, facts, what } = details;
  const lines = [
    [said.personName, name ?? said.erased],
    [said.idNumber, <span key="id" className="money">{idNumber ?? said.erased}</span>],
    [said.sex, sex === null ? '—' : sex === 'M' ? said.male : said.female],
    [said.birth, birthDate === null ? '—' : <span key="birth"><Day day={birthDate} />{diedOn === null ? ` · ${said.age(ageOn(birthDate, todayInCounty()))}` : ''}</span>],
    [said.village, <AreaName key="area" code={areaCode} />],
    ...(what === 'details' ? [[said.phone, phone ?? '—'], [said.address, address ?? '—']] as const : []),
    ...(diedOn === null ? [] : [[said.died, <Day key="died" day={diedOn} />]] as const),
    [said.accounts, <ul key="accounts" className="search-facts">{accounts.map(({ accountNumber, holderName, bank, validFrom }) => <li key={`${accountNumber}${validFrom}`}>{accountNumber ?? said.erased} · {holderName ?? said.erased} · {bank ?? said.erased}</li>)}</ul>],
    ...(what !== 'details' ? [] : [[said.facts, (
      <ul key="facts" className="search-facts">{facts.map((fact) => {
        const words = `${factTitle(fact.of, fact.fact, language)}: ${factValue(fact.fact, fact.value, language)} (${dayInWords(fact.validFrom, language)})`;
        return <li key={fact.factId}>{words} — {fact.source.reference} {mayRecord(me, areaCode) ? <RetractFact personKey={personKey} factId={fact.factId} words={words} /> : null}</li>;
      })}</ul>
    )]] as const),
  ] as const;
  return <Descriptions size="small" bordered column={1} items={lines.map(([label, children], key) => ({ key, label, children }))} />;
};
