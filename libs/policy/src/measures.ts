import { ageOn, areaContains, areaLevel, areaPrefix, text } from '@zhibu/kernel';
import { childMeasures } from './child-measures';
import { FactReader } from './evaluate/fact-reader';
import { FactOwner } from './facts';
import { MeasureSpec, hasDied, leapDayOf, wifeOwner } from './measure-spec';
import { qualifyingDays } from './qualifying-days';

const ageOf = (reader: FactReader, owner: FactOwner): number | undefined => {
  const born = reader.date(owner, 'birth-date');
  return born === undefined ? undefined : ageOn(born, reader.on, leapDayOf(reader));
};

const wifeAge = (reader: FactReader): number | undefined => {
  const owner = wifeOwner(reader);
  return owner === undefined ? undefined : ageOf(reader, owner);
};

/** Registered in the county asked about; asked about a wider area, anywhere in it. */
const registeredHere = (reader: FactReader): boolean | undefined => {
  const { areaCode } = reader.context;
  if (areaLevel(areaCode) === 'nation') return true;
  const registered = reader.fact('self', 'residence-area');
  if (typeof registered !== 'string') return undefined;
  const scope = areaPrefix(areaCode).slice(0, 6).padEnd(12, '0');
  return areaContains(scope, registered.padEnd(12, '0'));
};

/** No record of a death is taken as being alive; re-verification each year is what checks it. */
const deceased = (reader: FactReader): boolean | undefined => {
  const died = hasDied(reader, 'self');
  return died === 'not-stated' ? false : died;
};

const personMeasures: readonly MeasureSpec[] = [
  { name: 'age', type: 'integer', text: text('周岁年龄', 'Age in completed years'), reads: ['self birth-date'], read: (reader) => ageOf(reader, 'self') },
  {
    name: 'wife-age',
    type: 'integer',
    text: text('女方年龄（丧偶、离异或未婚时为本人年龄）', "The wife's age, or one's own when widowed, divorced or unmarried"),
    reads: ['self sex', 'self marital-status', 'self birth-date', 'spouse birth-date', 'spouse death-date'],
    read: wifeAge,
  },
  { name: 'registered-here', type: 'boolean', text: text('户籍在本地', 'Registered in this area'), reads: ['self residence-area'], read: registeredHere },
  { name: 'deceased', type: 'boolean', text: text('已死亡（无记录视为健在）', 'Has died (no record is taken as alive)'), reads: ['self death-date'], read: deceased },
];

export const measureSpecs: readonly MeasureSpec[] = [...personMeasures, ...childMeasures, ...qualifyingDays];

const byName = new Map(measureSpecs.map((spec) => [spec.name, spec]));

export const measureSpec = (name: string): MeasureSpec | undefined => byName.get(name);
