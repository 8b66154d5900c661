'use strict';
/**
 * Stands between an owner and the server it started: the owner's end, however it comes, closes the pipe on
 * stdin, and the guard then stops the server. It lives in a session of its own, so that Ctrl-C at a terminal
 * reaches the owner first and the server last. Plain JavaScript because it runs before anything is built.
 *
 * argv[2]: JSON {command, args, dataFolder, logFile, uid?, gid?, env, removeFolder?, stopWithinMs}
 */
const { spawn } = require('node:child_process');
const { openSync, rmSync, closeSync } = require('node:fs');

const plan = JSON.parse(process.argv[2]);
const log = openSync(plan.logFile, 'a', 0o600);
// The server gets its data folder as an open descriptor: the folders above it may be closed to its user.
const data = plan.uid === undefined ? 'ignore' : openSync(plan.dataFolder, 'r');
const server = spawn(plan.command, plan.args, {
  cwd: '/',
  env: plan.env,
  stdio: ['ignore', log, log, data],
  ...(plan.uid === undefined ? {} : { uid: plan.uid, gid: plan.gid }),
});
closeSync(log);
if (typeof data === 'number') closeSync(data);

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  server.kill('SIGINT');
  // An immediate shutdown loses nothing: the next start replays the log.
  setTimeout(() => server.kill('SIGQUIT'), plan.stopWithinMs).unref();
  setTimeout(() => server.kill('SIGKILL'), plan.stopWithinMs * 2).unref();
};

const finish = (code) => {
  // A server that died by itself is started again by its owner, and its data must be there.
  if (stopping && plan.removeFolder !== undefined) rmSync(plan.removeFolder, { recursive: true, force: true });
  process.exit(code);
};

server.once('error', () => finish(70));
server.once('exit', (code) => finish(stopping ? 0 : (code ?? 70)));
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.on('SIGTERM', stop);
process.stdin.once('end', stop);
process.stdin.once('error', stop);
process.stdin.resume();
// The pid is told last: whoever hears it may end the owner, and the pipe is watched by then.
process.stdout.on('error', () => {});
if (server.pid !== undefined) process.stdout.write(`${server.pid}\n`);
