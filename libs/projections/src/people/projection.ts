import { defineProjection, want } from '../framework/projection';
import { RowOf, integer, oneOf, personal, table, text } from '../framework/table';

/** One row for each registered person. What is personal is null once the person's key is erased. */
export const people = table('people', {
  columns: {
    personKey: text,
    areaCode: text,
    name: personal(text),
    /** First two and last three characters of the number, the rest hidden. */
    idMasked: personal(text),
    /** Last six characters of the number, reversed, so that a search by its end is a search by prefix. */
    idEndReversed: personal(text),
    birthDate: personal(text),
    sex: personal(oneOf<'M' | 'F'>()),
    phoneMasked: personal(text),
    registeredOn: text,
    diedOn: personal(text),
    version: integer,
  },
  key: ['personKey'],
  indexes: [{ columns: ['areaCode', 'personKey'] }, { columns: ['name', 'personKey'] }, { columns: ['idEndReversed', 'personKey'] }],
});

/** Every account a person ever had; the newest by `validFrom` is the one that is paid. */
export const accounts = table('accounts', {
  columns: { personKey: text, accountKey: text, accountMasked: personal(text), holderName: personal(text), bank: personal(text), validFrom: text },
  key: ['personKey', 'accountKey'],
  indexes: [{ columns: ['accountKey'] }],
});

export type PersonRow = RowOf<typeof people>;
export type AccountRow = RowOf<typeof accounts>;

/** Hides everything when too little would stay hidden: a short number shows none of its digits. */
const hide = (value: string | null, first: number, last: number, hiddenMin: number): string | null => {
  if (value === null) return null;
  const hidden = value.length - first - last;
  return hidden < hiddenMin ? '*'.repeat(value.length) : `${value.slice(0, first)}${'*'.repeat(hidden)}${value.slice(value.length - last)}`;
};

export const maskId = (idNumber: string | null): string | null => hide(idNumber, 2, 3, 8);
export const maskPhone = (phone: string | null): string | null => hide(phone, 3, 4, 4);
export const maskAccount = (account: string | null): string | null => hide(account, 0, 4, 4);
export const reversed = (value: string): string => [...value].reverse().join('');

export const idEndLength = 6;

export const peopleProjection = defineProjection({
  name: 'people',
  version: 3,
  tables: [people, accounts],
  reads: 'opened',
  on: {
    PersonRegistered: {
      apply(rows, { data, meta }) {
        const { personKey, areaCode, name, idNumber, birthDate, sex, phone, registeredOn } = data;
        const idEndReversed = idNumber === null ? null : reversed(idNumber.slice(-idEndLength));
        rows.put(people, {
          personKey, areaCode, name, birthDate, sex, registeredOn, idEndReversed,
          idMasked: maskId(idNumber),
          phoneMasked: maskPhone(phone),
          diedOn: null,
          version: meta.version,
        });
      },
    },
    PersonDetailsCorrected: {
      keys: ({ data }) => [want(people, [data.personKey])],
      apply(rows, { data, meta }) {
        rows.change(people, [data.personKey], (row) => ({
          name: data.name === undefined ? row.name : data.name,
          phoneMasked: data.phone === undefined ? row.phoneMasked : maskPhone(data.phone),
          version: meta.version,
        }));
      },
    },
    PersonMoved: {
      keys: ({ data }) => [want(people, [data.personKey])],
      apply: (rows, { data, meta }) => rows.change(people, [data.personKey], () => ({ areaCode: data.toArea, version: meta.version })),
    },
    PersonDied: {
      keys: ({ data }) => [want(people, [data.personKey])],
      apply: (rows, { data, meta }) => rows.change(people, [data.personKey], () => ({ diedOn: data.diedOn, version: meta.version })),
    },
    PersonDeathRetracted: {
      keys: ({ data }) => [want(people, [data.personKey])],
      apply: (rows, { data, meta }) => rows.change(people, [data.personKey], () => ({ diedOn: null, version: meta.version })),
    },
    AccountRecorded: {
      apply(rows, { data }) {
        const { personKey, accountKey, accountNumber, holderName, bank, validFrom } = data;
        rows.put(accounts, { personKey, accountKey, accountMasked: maskAccount(accountNumber), holderName, bank, validFrom });
      },
    },
  },
});
