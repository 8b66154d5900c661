import { LocalDate, ageOn, text } from '@zhibu/kernel';
import { FactReader } from './evaluate/fact-reader';
import { FactOwner } from './facts';
import { MeasureSpec, hasDied, leapDayOf } from './measure-spec';

/** Day on which an adoption is stated to begin: until then the child was somebody else's. */
const adoptedFrom = ({ context }: FactReader, child: FactOwner): LocalDate | undefined =>
  context.facts.find(({ of, fact, value }) => of === child && fact === 'relation' && value === 'adopted')?.validFrom;

/**
 * The children there are on the day, once their number agrees with `children-ever`. A child who is not
 * listed may live or not, so an incomplete list answers nothing about living children.
 */
const everyChild = (reader: FactReader): readonly FactOwner[] | undefined => {
  const ever = reader.fact('self', 'children-ever');
  if (typeof ever !== 'number') return undefined;
  const listed = reader.children().filter((child) => {
    const born = reader.peek(child, 'birth-date');
    return (typeof born !== 'string' || born <= reader.on) && (adoptedFrom(reader, child) ?? reader.on) <= reader.on;
  });
  if (listed.length === ever) return listed;
  reader.need(listed.length < ever ? `child:? (${listed.length} of ${ever} listed)` : `self children-ever (${ever}, but ${listed.length} listed)`);
  return undefined;
};

/** Life and death are facts of their own: silence about a child is "not known". */
const isLiving = (reader: FactReader, child: FactOwner): boolean | undefined => {
  const died = hasDied(reader, child);
  if (died !== 'not-stated') return died === undefined ? undefined : !died;
  const alive = reader.fact(child, 'alive');
  return typeof alive === 'boolean' ? alive : undefined;
};

/** Living children, or undefined when one of them is in doubt. All are read, so that all gaps are named. */
export const livingChildren = (reader: FactReader): readonly FactOwner[] | undefined => {
  const children = everyChild(reader);
  if (children === undefined) return undefined;
  const living = children.map((child) => ({ child, living: isLiving(reader, child) }));
  if (living.some((one) => one.living === undefined)) return undefined;
  return living.filter((one) => one.living === true).map((one) => one.child);
};

const livingDaughters = (reader: FactReader): number | undefined => {
  const living = livingChildren(reader)?.map((child) => reader.fact(child, 'sex'));
  if (living === undefined || living.includes(undefined)) return undefined;
  return living.filter((sex) => sex === 'F').length;
};

const onlyLivingChild = (reader: FactReader): FactOwner | 'none' | undefined => {
  const living = livingChildren(reader);
  if (living === undefined) return undefined;
  return living.length === 1 ? (living[0] ?? 'none') : 'none';
};

/** Without a single living child there is no card either. */
const noCard = 0;

const childReads = ['self children-ever', 'child:* birth-date', 'child:* alive', 'child:* death-date'] as const;

export const childMeasures: readonly MeasureSpec[] = [
  { name: 'living-children', type: 'integer', text: text('现存活子女数', 'Living children'), reads: childReads, read: (reader) => livingChildren(reader)?.length },
  { name: 'living-daughters', type: 'integer', text: text('现存活女儿数', 'Living daughters'), reads: [...childReads, 'child:* sex'], read: livingDaughters },
  {
    name: 'only-child-age',
    type: 'integer',
    text: text('独生子女周岁年龄', 'Age of the only living child'),
    reads: childReads,
    read: (reader) => {
      const child = onlyLivingChild(reader);
      if (child === undefined) return undefined;
      if (child === 'none') return reader.need('a single living child');
      const born = reader.date(child, 'birth-date');
      return born === undefined ? undefined : ageOn(born, reader.on, leapDayOf(reader));
    },
  },
  {
    name: 'only-child-disability-grade',
    type: 'integer',
    text: text('存活独生子女的残疾等级（0 为无残疾人证）', 'Disability grade of the only living child (0: no card)'),
    reads: [...childReads, 'child:* disability-grade'],
    read: (reader) => {
      const child = onlyLivingChild(reader);
      if (child === undefined) return undefined;
      if (child === 'none') return noCard;
      const grade = reader.fact(child, 'disability-grade');
      return typeof grade === 'number' ? grade : undefined;
    },
  },
  {
    name: 'child-recovered',
    type: 'boolean',
    text: text('子女已康复（无记录视为未康复）', 'The child has recovered (no record is taken as not)'),
    reads: ['child:* recovered'],
    read: (reader) => {
      const stated = reader.children().map((child) => ({ child, values: reader.stated(child, 'recovered') }));
      if (stated.some(({ values }) => values.length > 0 && values.every((value) => value === true))) return true;
      // Silence is "not recovered"; papers that contradict each other are not silence.
      const doubtful = stated.find(({ values }) => values.includes(true));
      return doubtful === undefined ? false : reader.need(`${doubtful.child} recovered`);
    },
  },
];
