import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startEventStoreDouble } from '../support/eventstoredb';

/**
 * The double of EventStoreDB 24.10 with what docker/make-secrets.mjs made in the folder given: its certificate, and the user of
 * its address, who may read `$all`. Says its port as a line of JSON and ends with the process that started it.
 */
const main = async (folder: string): Promise<void> => {
  const content = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const { username, password } = new URL(content('event_store_url'));
  const tls = { certificate: content('eventstore/node/node.crt'), key: content('eventstore/node/node.key'), caFile: join(folder, 'eventstore', 'ca', 'ca.crt') };
  const double = await startEventStoreDouble({ version: '24.10.4', tls, users: { [username]: { password, groups: [] } } });
  const admin = EventStoreDBClient.connectionString(double.urlFor({ name: 'admin', password: 'changeit' }));
  await admin.setStreamMetadata('$all', { acl: { readRoles: ['$admins', username] } });
  await admin.dispose();
  process.stdout.write(`${JSON.stringify({ port: double.port })}\n`);
  process.stdin.resume().once('end', () => process.exit(0));
};

void main(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
