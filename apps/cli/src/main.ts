import { commands } from './commands';
import { exitCodes } from './exit-codes';
import { languageOf } from './language';
import { runProgram } from './program';

const argv = process.argv.slice(2);

// Whoever reads may go first, as `head` does: the command still ends as it would have.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

void runProgram(commands, argv, languageOf(argv, process.env), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((code) => {
  // Not process.exit: what is still in the pipe must be written first. After Ctrl-C nobody waits for work left behind.
  process.exitCode = code;
  if (code === exitCodes.interrupted) process.exit();
});
