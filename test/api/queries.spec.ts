import Ajv2020 from 'ajv/dist/2020';
import { describeApi } from '../../apps/api/src';
import { Operation, Parameter, nameOf, operationsOf } from './sampled';

/** All that a query may carry: codes, days, keys that the service gave out, and places in a list. */
const known: ReadonlySet<string> = new Set([
  'area', 'areaCode', 'areaPrefix', 'boardArea', 'parent', 'levels',
  'scheme', 'status', 'state', 'kind', 'level', 'stage', 'role', 'figure', 'share', 'purpose', 'direction', 'language', 'pending', 'withoutActed', 'verifiedAnswer',
  'on', 'knownOn', 'postedOn', 'lastDay', 'dueBefore', 'dueBy', 'month', 'year', 'uncheckedFor',
  'personKey', 'batchId', 'userId', 'viewedBy',
  'limit', 'cursor',
]);

/** Made by the lists themselves, of the keys and days they are ordered by. */
const placeInList = 'cursor';
const typed = '王小明，送银行';
const ajv = new Ajv2020({ strict: false, validateFormats: true, formats: { date: /^\d{4}-\d\d-\d\d$/ } });

const asksForWords = ({ name, schema }: Parameter): boolean => !known.has(name) || (name !== placeInList && ajv.validate(schema, typed));
const inQuery = ({ parameters }: Operation): readonly Parameter[] => parameters.filter((each) => each.in === 'query');
const foundIn = (operations: readonly Operation[]): readonly string[] => operations.flatMap((operation) => inQuery(operation).filter(asksForWords).map(({ name }) => `${nameOf(operation)}: ${name}`)).sort();

/** Addresses are written to logs and to histories on the way, so what somebody types of a person travels in a body. */
describe('queries of the API', () => {
  let operations: readonly Operation[];

  beforeAll(async () => {
    operations = operationsOf(await describeApi());
  });

  it('take nothing that somebody types', () => {
    expect(new Set(operations.flatMap(inQuery).map(({ name }) => name)).size).toBeGreaterThan(30);
    expect(foundIn(operations)).toEqual([]);
  });

  it('are all looked at: a reason is found in any of them, and words under the name of a code', () => {
    const planted: readonly Parameter[] = [{ name: 'reason', in: 'query', schema: { type: 'string', pattern: '^[a-z]+$' } }, { name: 'kind', in: 'query', schema: { type: 'string', minLength: 1 } }];
    const grown = operations.map((operation) => ({ ...operation, parameters: [...operation.parameters.filter((each) => each.in !== 'query'), ...planted] }));
    expect(foundIn(grown)).toEqual(operations.flatMap((operation) => [`${nameOf(operation)}: kind`, `${nameOf(operation)}: reason`]).sort());
  });

  it('know no name that no query has', () => {
    const used = new Set(operations.flatMap(inQuery).map(({ name }) => name));
    expect([...known].filter((name) => !used.has(name))).toEqual([]);
  });
});
