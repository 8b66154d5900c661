import { DBOS } from '@dbos-inc/dbos-sdk';
import { Pool } from 'pg';
import { DemoPerson } from '@zhibu/demo';
import { Life } from './our-life';

/** What people and clocks do after the check; each is a message to the workflow and a step of it. */
const actions = ['village-review', 'village-notice', 'sign-1', 'sign-2', 'township-review', 'township-notice', 'county-confirmation', 'county-notice'] as const;
const queueName = 'applications';

const schema = `
  create table cases (id text primary key, person jsonb not null, status text not null, changed_at timestamptz not null default now());
  create table case_steps (case_id text not null, step text not null, data jsonb not null, primary key (case_id, step));
  create table rights (id text primary key, case_id text not null, granted_at timestamptz not null default now())`;

/**
 * The same case as one durable workflow that is started over a queue: each step writes its row and the case's
 * status in one statement. There are no rules, no encryption and no duties to check, which favours this side.
 */
export const openDbosLife = async (databaseUrl: string, systemDatabaseUrl: string): Promise<Life> => {
  const pool = new Pool({ connectionString: databaseUrl, max: 16 });
  await pool.query(schema);
  const write = async (id: string, step: string, data: unknown): Promise<void> => {
    await pool.query({
      name: 'step',
      text: `with step as (insert into case_steps values ($1, $2, $3) on conflict do nothing) update cases set status = $2, changed_at = now() where id = $1`,
      values: [id, step, JSON.stringify(data)],
    });
  };
  const workflow = DBOS.registerWorkflow(
    async (id: string): Promise<void> => {
      await DBOS.runStep(() => write(id, 'checked', { answer: 'yes' }), { name: 'check' });
      for (const action of actions) {
        const message = await DBOS.recv<{ readonly by: string }>(action, 600);
        await DBOS.runStep(() => write(id, action, message), { name: action });
      }
      await DBOS.runStep(async () => void (await pool.query({ name: 'grant', text: 'insert into rights values ($1, $1) on conflict do nothing', values: [id] })), { name: 'grant' });
    },
    { name: 'applicationLife' },
  );
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl, systemDatabasePoolSize: 16, logLevel: 'error' });
  await DBOS.launch();
  await DBOS.registerQueue(queueName, { workerConcurrency: 256, minPollingIntervalMs: 20 });

  const liveOne = async (person: DemoPerson): Promise<void> => {
    const id = person.form.idNumber;
    await pool.query({ name: 'submit', text: `insert into cases values ($1, $2, 'submitted')`, values: [id, JSON.stringify(person.form)] });
    await DBOS.startWorkflow(workflow, { workflowID: id, queueName })(id);
    // Nobody waits for the step before: that is more than people could do, and favours this side too.
    for (const action of actions) await DBOS.send(id, { by: action }, action);
  };
  /** One look for all of them, so that looking does not slow the workflows down. */
  const visible = async (ids: readonly string[]): Promise<void> => {
    for (let found = 0; found < ids.length; ) {
      found = (await pool.query({ name: 'visible', text: 'select from rights where id = any ($1)', values: [ids] })).rowCount ?? 0;
      if (found < ids.length) await new Promise((done) => setTimeout(done, 25));
    }
  };
  return {
    live: async (people) => {
      await Promise.all(people.map(liveOne));
      await visible(people.map(({ form }) => form.idNumber));
      return people.length;
    },
    close: async () => {
      await DBOS.shutdown();
      await pool.end();
    },
  };
};
