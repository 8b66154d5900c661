import { AreaCode, LocalDate, Month, addDays } from '@zhibu/kernel';
import { AccountInput, FactInput, PersonForm } from '@zhibu/application';
import { FactOwner, FactSource, FactValue } from '@zhibu/policy';
import { demoVillages } from './demo-areas';
import { SeededRandom, seededRandom } from './seeded-random';
import { IdentityMaker, identityMaker } from './synthetic-identity';

/** What happens to a person on the way, as in life. */
export type DemoStory =
  | 'carried-over'
  | 'confirmed'
  | 'returned-then-confirmed'
  | 'objection-then-confirmed'
  | 'refused-by-rule'
  | 'refused-by-township'
  | 'withdrawn';

export interface DemoPerson {
  readonly form: PersonForm;
  readonly scheme: 'rural-reward' | 'only-child-bonus' | 'special-hardship';
  readonly branch: string | null;
  readonly story: DemoStory;
  /** First month paid, for people taken over from the register kept before. */
  readonly startMonth: Month;
  /** The bank sends the first instruction back: the account is closed, and a new one is recorded. */
  readonly returnedOnce: boolean;
  readonly newAccount: AccountInput;
}

export interface DemoNumbers {
  readonly scheme: DemoPerson['scheme'];
  readonly carriedOver: number;
  readonly confirmed: number;
  readonly refusedByRule: number;
  readonly refusedByTownship: number;
  readonly withdrawn: number;
  readonly returnedOnce: number;
}

/**
 * Head counts of fiscal year 2016 as published: 4228 in rural reward, 7028 parents (266 new) in the
 * only-child bonus, 472 (61 new) in special relief. How many of the 4228 were new was not published.
 */
export const publishedNumbers: readonly DemoNumbers[] = [
  { scheme: 'rural-reward', carriedOver: 3916, confirmed: 312, refusedByRule: 6, refusedByTownship: 3, withdrawn: 2, returnedOnce: 11 },
  { scheme: 'only-child-bonus', carriedOver: 6762, confirmed: 266, refusedByRule: 2, refusedByTownship: 1, withdrawn: 1, returnedOnce: 7 },
  { scheme: 'special-hardship', carriedOver: 411, confirmed: 61, refusedByRule: 2, refusedByTownship: 1, withdrawn: 0, returnedOnce: 2 },
];

/** The same county, smaller: for tests. Shares of each story are kept, and each story occurs. */
export const scaledNumbers = (divisor: number): DemoNumbers[] =>
  publishedNumbers.map((numbers) => {
    const scaled = (count: number): number => (count === 0 ? 0 : Math.max(1, Math.round(count / divisor)));
    return {
      scheme: numbers.scheme,
      carriedOver: scaled(numbers.carriedOver),
      confirmed: Math.max(3, scaled(numbers.confirmed)),
      refusedByRule: scaled(numbers.refusedByRule),
      refusedByTownship: scaled(numbers.refusedByTownship),
      withdrawn: scaled(numbers.withdrawn),
      returnedOnce: scaled(numbers.returnedOnce),
    };
  });

const source = (kind: FactSource['kind'], reference: string, issuedOn: LocalDate): FactSource => ({ kind, reference, issuedBy: '示例县', issuedOn });

interface Maker {
  readonly random: SeededRandom;
  readonly identity: IdentityMaker;
  readonly village: AreaCode;
  readonly index: number;
}

const randomDate = (random: SeededRandom, from: LocalDate, days: number): LocalDate => addDays(from, random.int(0, days));

const fact = (of: FactOwner, name: string, value: FactValue, validFrom: LocalDate, from: FactSource): FactInput => ({
  fact: { fact: name, of, value, validFrom, validTo: null, source: from },
});

const child = (no: number, birthDate: LocalDate, sex: 'M' | 'F', from: FactSource, alive = true): FactInput[] => {
  const owner: FactOwner = `child:c${no}`;
  return [
    fact(owner, 'birth-date', birthDate, birthDate, from),
    fact(owner, 'sex', sex, birthDate, from),
    fact(owner, 'relation', 'birth', birthDate, from),
    ...(alive ? [fact(owner, 'alive', true, birthDate, from)] : []),
  ];
};

interface Draft {
  readonly sex: 'M' | 'F';
  readonly birthDate: LocalDate;
  readonly branch: string | null;
  readonly startMonth: Month;
  readonly facts: readonly FactInput[];
}

/** Rural parents of 60 and over with one child, or two daughters. */
const ruralParent = ({ random, index }: Maker, story: DemoStory): Draft => {
  const fresh = story !== 'carried-over';
  const birthDate = fresh ? randomDate(random, '1955-01-01', 360) : randomDate(random, '1937-01-01', 6_570);
  const register = source('household-register', `户口簿 ${index}`, '2015-06-01');
  const twoSons = story === 'refused-by-rule';
  const twoDaughters = !twoSons && random.next() < 0.4;
  const firstBorn = addDays(birthDate, 9_000 + random.int(0, 2_000));
  const sex = random.next() < 0.5 ? 'M' : 'F';
  return {
    sex,
    birthDate,
    branch: null,
    startMonth: `${Math.max(2012, Number(birthDate.slice(0, 4)) + 60)}-01`,
    facts: [
      fact('self', 'residence-kind', 'rural', birthDate, register),
      fact('self', 'children-ever', twoSons || twoDaughters ? 2 : 1, birthDate, register),
      fact('self', 'birth-rule-attested', true, '2015-06-01', source('attestation', `县证明 ${index}`, '2015-06-01')),
      ...child(1, firstBorn, twoSons ? 'M' : twoDaughters ? 'F' : random.pick(['M', 'F'] as const), register),
      ...(twoSons || twoDaughters ? child(2, addDays(firstBorn, 1_200), twoSons ? 'M' : 'F', register) : []),
    ],
  };
};

/** Parents of an only child who is still young; one bonus each. */
const onlyChildParent = ({ random, index }: Maker, story: DemoStory): Draft => {
  const fresh = story !== 'carried-over';
  const childBorn = fresh ? randomDate(random, '2014-06-01', 365) : randomDate(random, '2004-01-01', 3_600);
  const birthDate = addDays(childBorn, -random.int(8_200, 12_500));
  const register = source('household-register', `户口簿 ${index}`, '2015-06-01');
  const certified = addDays(childBorn, random.int(60, 160));
  const second = story === 'refused-by-rule';
  return {
    sex: index % 2 === 0 ? 'F' : 'M',
    birthDate,
    branch: null,
    startMonth: certified.slice(0, 7),
    facts: [
      fact('self', 'residence-kind', random.next() < 0.6 ? 'rural' : 'urban', birthDate, register),
      fact('self', 'children-ever', second ? 2 : 1, birthDate, register),
      fact('self', 'bonus-payer', 'finance', birthDate, source('declaration', `声明 ${index}`, '2015-06-01')),
      fact('self', 'only-child-certificate', true, certified, source('certificate', `独生子女证 ${index}`, certified)),
      fact('self', 'certificate-holders', 'both', certified, source('certificate', `独生子女证 ${index}`, certified)),
      ...child(1, childBorn, random.pick(['M', 'F'] as const), register),
      ...(second ? child(2, addDays(childBorn, 400), 'F', register) : []),
    ],
  };
};

/** Parents whose only child died or holds a second-generation disability card of grade 1 to 3. */
const specialParent = ({ random, index }: Maker, story: DemoStory): Draft => {
  const fresh = story !== 'carried-over';
  const birthDate = fresh ? randomDate(random, '1962-01-01', 1_600) : randomDate(random, '1942-01-01', 8_000);
  const register = source('household-register', `户口簿 ${index}`, '2015-06-01');
  const died = random.next() < 0.6;
  const childBorn = addDays(birthDate, 8_600 + random.int(0, 1_500));
  const since = addDays('2009-01-01', random.int(0, 2_000));
  const slight = story === 'refused-by-rule';
  return {
    sex: 'F',
    birthDate,
    branch: died && !slight ? 'child-died' : 'child-disabled',
    startMonth: '2014-01',
    facts: [
      fact('self', 'residence-kind', 'rural', birthDate, register),
      fact('self', 'marital-status', 'married', addDays(birthDate, 8_000), register),
      fact('self', 'children-ever', 1, birthDate, register),
      fact('self', 'only-child-certificate', true, addDays(childBorn, 90), source('certificate', `独生子女证 ${index}`, addDays(childBorn, 90))),
      ...child(1, childBorn, random.pick(['M', 'F'] as const), register, !(died && !slight)),
      died && !slight
        ? fact('child:c1', 'death-date', since, since, source('certificate', `证明 ${index}`, since))
        : fact('child:c1', 'disability-grade', slight ? 4 : random.int(1, 3), since, source('certificate', `残疾人证 ${index}`, since)),
    ],
  };
};

const drafts = { 'rural-reward': ruralParent, 'only-child-bonus': onlyChildParent, 'special-hardship': specialParent };

const storiesOf = (numbers: DemoNumbers): DemoStory[] => [
  ...Array.from({ length: numbers.carriedOver }, () => 'carried-over' as const),
  // Among those confirmed, two were sent back for a missing paper first, and one met an objection.
  ...Array.from({ length: numbers.confirmed }, (_, i) => (i < 2 ? ('returned-then-confirmed' as const) : i === 2 && numbers.scheme === 'rural-reward' ? ('objection-then-confirmed' as const) : ('confirmed' as const))),
  ...Array.from({ length: numbers.refusedByRule }, () => 'refused-by-rule' as const),
  ...Array.from({ length: numbers.refusedByTownship }, () => 'refused-by-township' as const),
  ...Array.from({ length: numbers.withdrawn }, () => 'withdrawn' as const),
];

const accountFor = (identity: IdentityMaker, holderName: string, validFrom: LocalDate, reference: string): AccountInput => ({
  accountNumber: identity.accountNumber(),
  holderName,
  bank: '示例县农村商业银行',
  validFrom,
  source: source('declaration', reference, validFrom),
});

/** The people of the county and what will happen to each. Pure: the same seed gives the same people. */
export const demoPlan = (numbers: readonly DemoNumbers[], seed: number): DemoPerson[] => {
  const random = seededRandom(seed);
  const identity = identityMaker(random);
  const people: DemoPerson[] = [];
  for (const scheme of numbers) {
    storiesOf(scheme).forEach((story, position) => {
      const index = people.length + 1;
      const village = demoVillages[index % demoVillages.length] ?? demoVillages[0] ?? '';
      const draft = drafts[scheme.scheme]({ random, identity, village, index }, story);
      const name = identity.personName(draft.sex);
      people.push({
        scheme: scheme.scheme,
        branch: draft.branch,
        story,
        startMonth: draft.startMonth,
        returnedOnce: story === 'carried-over' && position < scheme.returnedOnce,
        newAccount: accountFor(identity, name, '2016-06-01', `新一卡通 ${index}`),
        form: {
          idNumber: identity.idNumber(draft.birthDate, draft.sex),
          name,
          phone: identity.phone(),
          address: null,
          areaCode: village,
          source: source('id-card', `居民身份证 ${index}`, '2015-06-01'),
          facts: draft.facts,
          account: accountFor(identity, name, '2015-06-01', `一卡通 ${index}`),
        },
      });
    });
  }
  return people;
};
