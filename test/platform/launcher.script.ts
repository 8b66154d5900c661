/** A launcher with two children, to be killed by the spec. */
import { join } from 'node:path';
import { runChildren, untilSignalled } from '@zhibu/platform';

const child = (name: string, mode: string) => ({
  name, command: process.execPath,
  args: ['-r', join(__dirname, '../support/register-typescript.cjs'), join(__dirname, 'child.script.ts'), mode],
});

const launch = async (modes: readonly string[]): Promise<void> => {
  const children = await runChildren(modes.map((mode, at) => child(`child-${at}`, mode)));
  const ended = untilSignalled(children);
  process.stdout.write(`${JSON.stringify({ pids: Object.values(children.pids()) })}\n`);
  process.exit(await ended);
};

void launch(process.argv.slice(2));
