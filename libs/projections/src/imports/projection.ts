import { AreaCode, areaPath } from '@zhibu/kernel';
import { EventOf, Handler, Rows, defineProjection, want } from '../framework/projection';
import { RowOf, integer, oneOf, table, text } from '../framework/table';

/** What became of an application that came with an import: nobody touched it yet, somebody signed or decided, or it was withdrawn. */
export type ImportedStatus = 'untouched' | 'handled' | 'withdrawn';

/** Tables of applications that were loaded: who, when, and how many can still be taken back. */
export const imports = table('imports', {
  columns: {
    importId: text,
    /** The smallest area that all of them lie in. */
    areaCode: text,
    importedBy: text,
    startedAt: text,
    lastAt: text,
    applications: integer,
    untouched: integer,
    handled: integer,
    withdrawn: integer,
  },
  key: ['importId'],
  indexes: [{ columns: ['startedAt', 'importId'] }],
});

export const importedCases = table('importedCases', {
  columns: { applicationId: text, importId: text, areaCode: text, status: oneOf<ImportedStatus>() },
  key: ['applicationId'],
  indexes: [{ columns: ['importId', 'applicationId'] }],
});

export type ImportRowView = RowOf<typeof imports>;

const nation = '000000000000';

/** The smallest area that both lie in. */
export const areaOfBoth = (one: AreaCode, other: AreaCode): AreaCode => areaPath(one).filter((area) => areaPath(other).includes(area)).at(-1) ?? nation;

type Step = 'StageSigned' | 'StageDecided' | 'ApplicationRefused' | 'ApplicationConfirmed' | 'ApplicationWithdrawn';

const becomes = <Type extends Step>(status: ImportedStatus): Handler<Type> => ({
  keys: ({ data }) => [want(importedCases, [data.applicationId])],
  more: ({ data }, rows) => {
    const found = rows.get(importedCases, [data.applicationId]);
    return found === undefined ? [] : [want(imports, [found.importId])];
  },
  apply: (rows, { data, meta }) => {
    const found = rows.get(importedCases, [data.applicationId]);
    // What was withdrawn stays so, and a signature after a decision says nothing new.
    if (found === undefined || found.status === status || found.status === 'withdrawn') return;
    rows.change(importedCases, [data.applicationId], () => ({ status }));
    rows.change(imports, [found.importId], (row) => ({ [found.status]: row[found.status] - 1, [status]: row[status] + 1, lastAt: meta.recordedAt }));
  },
});

const submit = (rows: Rows, { data: { applicationId, areaCode, channel }, meta }: EventOf<'ApplicationSubmitted'>): void => {
  if (channel !== 'import') return;
  const { correlationId: importId, recordedAt } = meta;
  rows.put(importedCases, { applicationId, importId, areaCode, status: 'untouched' });
  const before = rows.get(imports, [importId]);
  if (before === undefined) rows.put(imports, { importId, areaCode, importedBy: meta.actor.userId, startedAt: recordedAt, lastAt: recordedAt, applications: 1, untouched: 1, handled: 0, withdrawn: 0 });
  else rows.change(imports, [importId], (row) => ({ areaCode: areaOfBoth(row.areaCode, areaCode), applications: row.applications + 1, untouched: row.untouched + 1, lastAt: recordedAt }));
};

/** Every application of one import carries its id as the correlation of its event, so nothing beside the events is kept. */
export const importsProjection = defineProjection({
  name: 'imports',
  version: 1,
  tables: [imports, importedCases],
  reads: 'stored',
  on: {
    ApplicationSubmitted: { keys: ({ data, meta }) => [want(importedCases, [data.applicationId]), want(imports, [meta.correlationId])], apply: submit },
    StageSigned: becomes<'StageSigned'>('handled'),
    StageDecided: becomes<'StageDecided'>('handled'),
    ApplicationRefused: becomes<'ApplicationRefused'>('handled'),
    ApplicationConfirmed: becomes<'ApplicationConfirmed'>('handled'),
    ApplicationWithdrawn: becomes<'ApplicationWithdrawn'>('withdrawn'),
  },
});
