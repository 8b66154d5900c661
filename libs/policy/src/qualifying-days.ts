import { LocalDate, birthdayIn, text, yearOf } from '@zhibu/kernel';
import { FactReader } from './evaluate/fact-reader';
import { FactOwner } from './facts';
import { MeasureSpec, leapDayOf, wifeOwner } from './measure-spec';
import { beginningOfTime } from './vocabulary';

const birthday = (reader: FactReader, owner: FactOwner, age: number | undefined): LocalDate | undefined => {
  const born = reader.date(owner, 'birth-date');
  return born === undefined || age === undefined ? undefined : birthdayIn(born, yearOf(born) + age, leapDayOf(reader));
};

const retireeAge = (reader: FactReader): number | undefined => {
  const sex = reader.fact('self', 'sex');
  return sex === undefined ? undefined : reader.integer(sex === 'M' ? 'retiree-age-men' : 'retiree-age-women');
};

/** The first day among the children's, for example the latest death or the first card. */
const amongChildren = (reader: FactReader, dayOf: (child: FactOwner) => LocalDate | undefined, pick: 'first' | 'last'): LocalDate | undefined => {
  const days = reader.children().map(dayOf).filter((day): day is LocalDate => day !== undefined).sort();
  return pick === 'first' ? days[0] : days.at(-1);
};

const statedFrom = (reader: FactReader, owner: FactOwner, name: string): LocalDate | undefined => {
  const statement = reader.statement(owner, name);
  return statement === undefined ? reader.need(`${owner} ${name}`) : (statement.source.issuedOn ?? statement.validFrom);
};

/** Papers may differ about a day: a right begins by the last one and ends by the first, as money not paid yet can follow. */
const statedDay = (reader: FactReader, owner: FactOwner, name: string, pick: 'first' | 'last'): LocalDate | undefined => {
  const days = reader.stated(owner, name).filter((one): one is LocalDate => typeof one === 'string').sort();
  return (pick === 'first' ? days[0] : days.at(-1)) ?? reader.need(`${owner} ${name}`);
};

/** The rules take a child's death from either statement, so a right confirmed on either has a first day. */
const deathOfChild = (reader: FactReader, child: FactOwner): LocalDate | undefined => {
  if (reader.stated(child, 'death-date').length > 0) return statedDay(reader, child, 'death-date', 'last');
  const alive = reader.latest(child, 'alive');
  if (alive?.value !== false) return reader.need(`${child} death-date`);
  // The form's first day of all days says no day; then the paper's own is the first on which the death is shown.
  return alive.validFrom === beginningOfTime ? (alive.source.issuedOn ?? reader.need(`${child} death-date`)) : alive.validFrom;
};

const day = (name: string, zh: string, en: string, reads: readonly string[], read: (reader: FactReader) => LocalDate | undefined): MeasureSpec => ({
  name,
  type: 'date',
  text: text(zh, en),
  reads,
  read,
});

/** Days from which a right may begin or on which it ends; each rule names those that count for it. */
export const qualifyingDays: readonly MeasureSpec[] = [
  day('day-of-min-age', '达到规定年龄之日', 'Day of reaching the age asked for', ['self birth-date'], (reader) => birthday(reader, 'self', reader.integer('min-age'))),
  day('day-of-wife-min-age', '女方达到规定年龄之日', 'Day on which the wife reaches the age asked for', ['self sex', 'self marital-status', 'self birth-date', 'spouse birth-date', 'spouse death-date'], (reader) => {
    const owner = wifeOwner(reader);
    return owner === undefined ? undefined : birthday(reader, owner, reader.integer('wife-min-age'));
  }),
  day('day-of-retiree-age', '达到退休奖励年龄之日', 'Day of reaching the age for the retiree bonus', ['self sex', 'self birth-date'], (reader) => birthday(reader, 'self', retireeAge(reader))),
  day('day-of-child-death', '子女死亡之日', 'Day on which the last child died', ['child:* death-date', 'child:* alive'], (reader) =>
    amongChildren(reader, (child) => deathOfChild(reader, child), 'last'),
  ),
  day('day-of-disability-card', '残疾人证核发之日', 'Day of the disability card', ['child:* disability-grade'], (reader) =>
    amongChildren(reader, (child) => statedFrom(reader, child, 'disability-grade'), 'first'),
  ),
  day('day-of-complication-grade', '并发症鉴定之日', 'Day of the complication certificate', ['self complication-grade'], (reader) => statedFrom(reader, 'self', 'complication-grade')),
  day('day-of-certificate', '领取独生子女证之日', 'Day of the only-child certificate', ['self only-child-certificate'], (reader) => statedFrom(reader, 'self', 'only-child-certificate')),
  day('day-of-death', '本人死亡之日', 'Day of death', ['self death-date'], (reader) => statedDay(reader, 'self', 'death-date', 'first')),
  day('day-of-child-end-age', '子女达到截止年龄之日', 'Day on which the child reaches the end age', ['child:* birth-date'], (reader) =>
    amongChildren(reader, (child) => birthday(reader, child, reader.integer('child-end-age')), 'last'),
  ),
  day('day-of-recovery', '子女康复之日', 'Day from which the child is recovered', ['child:* recovered'], (reader) =>
    amongChildren(reader, (child) => {
      const recovered = reader.latest(child, 'recovered');
      return recovered?.value === true ? recovered.validFrom : undefined;
    }, 'first'),
  ),
  day('day-of-added-child', '再生育或收养之日', 'Day of a later birth or adoption', ['self children-ever', 'child:* birth-date'], (reader) => addedChild(reader)),
];

/** The first day on which there is a second child, from the statement that counts it or the child's own date. */
const addedChild = (reader: FactReader): LocalDate | undefined => {
  const ever = reader.latest('self', 'children-ever');
  if (typeof ever?.value !== 'number' || ever.value < 2) return undefined;
  const joined = reader.children().map((child) => {
    const adopted = reader.statement(child, 'relation');
    return adopted?.value === 'adopted' ? adopted.validFrom : reader.peek(child, 'birth-date');
  });
  const days = joined.filter((one): one is LocalDate => typeof one === 'string').sort();
  return days[1] ?? ever.validFrom;
};
