/** A child of the launcher for the specs: behaves as its first argument says. */
import { createLogger, joinLauncher } from '@zhibu/platform';

const mode = process.argv[2];
process.stdout.write(`pid ${process.pid}\n`);
if (mode === 'fails') {
  process.stderr.write('Port 7300 is taken by another program.\n');
  process.exit(75);
}
const hold = setInterval(() => undefined, 1_000);
const logger = createLogger('child', 'info');
const link = joinLauncher(async () => {
  // As a real child does; by then nobody may be left to read it.
  for (let line = 0; mode === 'logs' && line < 50; line += 1) logger.info('ending');
  if (mode === 'hangs') await new Promise(() => undefined);
  clearInterval(hold);
}, 60_000);
link.ready();
if (mode === 'crashes') setTimeout(() => process.exit(3), 100);
