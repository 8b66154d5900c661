import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Pool } from 'pg';
import { Actor, Clock, Rejection, Role } from '@zhibu/kernel';
import { CommandContext, ServiceDeps, Services, createServices } from '@zhibu/application';
import { createFolderFileWriter, parseBankLayout } from '@zhibu/banking';
import { demoCounty } from '@zhibu/demo';
import { eventCatalogue } from '@zhibu/domain';
import { EventStore } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { readPolicyFiles } from '@zhibu/platform';
import { createEventCodec, createEvidenceStore, createFolderFiles, createPostgresKeyVault, createPseudonyms, migrateKeyVault } from '@zhibu/privacy';
import { Projection, createBatchHistory, createDueEntitlements, createProjections, createSubjectIndex, createWaitingBatches } from '@zhibu/projections';
import { loadRules } from '@zhibu/runtime';

export const policiesFolder = resolve(__dirname, '../../../../policies');

/** The services on PostgreSQL without API, queues and running read models, so that each part can be measured alone. */
export interface County {
  readonly pool: Pool;
  readonly eventStore: EventStore;
  readonly deps: ServiceDeps;
  readonly services: Services;
  readonly projections: readonly Projection[];
  close(): Promise<void>;
}

export const openCounty = async (databaseUrl: string, folder: string, chunkSize = 400): Promise<County> => {
  const { policies, procedures } = loadRules(await readPolicyFiles(policiesFolder));
  const layoutFile = join(policiesFolder, 'bank-layouts', 'demo-rural-bank.yaml');
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  pool.on('error', (error) => process.stderr.write(`pool: ${error.message}\n`));
  await migrateEventStore(pool);
  await migrateKeyVault({ pool });
  const eventStore = createPostgresEventStore({ pool });
  const projections = createProjections(({ id, version }) => procedures.find(id, version) ?? null);
  const vault = createPostgresKeyVault({ pool, masterKey: Buffer.alloc(32, 2) });
  const deps: ServiceDeps = {
    store: eventStore,
    codec: createEventCodec({ catalogue: eventCatalogue, vault }),
    pseudonyms: createPseudonyms(Buffer.alloc(32, 1)),
    policies,
    procedures,
    due: createDueEntitlements({ db: pool }),
    batchHistory: createBatchHistory({ db: pool }),
    waitingBatches: createWaitingBatches({ db: pool }),
    subjects: createSubjectIndex({ db: pool }, (a, b) => eventStore.compare(a, b)),
    files: createFolderFileWriter(parseBankLayout(await readFile(layoutFile, 'utf8'), layoutFile), folder),
    evidence: createEvidenceStore({ vault, files: createFolderFiles(join(folder, 'evidence')) }),
    readModels: { compare: () => Promise.reject(new Error('a benchmark compares no read models')) },
    payments: { chunkSize, secondApprovalAboveFen: Number.MAX_SAFE_INTEGER },
    automation: { userId: 'zhibu', kind: 'automation', roles: [] },
  };
  const close = async (): Promise<void> => {
    await eventStore.close();
    await pool.end();
  };
  return { pool, eventStore, deps, services: createServices(deps), projections, close };
};

export const officer = (userId: string, role: Role): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode: demoCounty }] });

export const contextOf = (clock: Clock, actor: Actor, key: string): CommandContext => ({ clock, actor, commandKey: key, correlationId: key, causationId: key });

/** Anything but success ends the measurement: a figure of refused work is no figure. */
export const must = <T extends { readonly ok: true }>(outcome: T | { readonly ok: false; readonly rejection: Rejection }): T => {
  if (!outcome.ok) throw new Error(`${outcome.rejection.code}: expected ${outcome.rejection.expected.en}, found ${outcome.rejection.actual.en}`);
  return outcome;
};
export const value = <T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly rejection: Rejection }): T => must(result).value;
