/**
 * Ends with 0 when a process of this container answers that it is well: `health.mjs [port] [path]`, by default the API's.
 * Written for images without a shell or curl. Life, not readiness: an engine that is away must not get its clients restarted.
 */
const [port = process.env.PORT ?? '7300', path = '/api/v1/health/live'] = process.argv.slice(2);
const answerWithinMs = 4_000;

try {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(answerWithinMs) });
  await answer.arrayBuffer();
  if (!answer.ok) process.stderr.write(`${path}: ${answer.status}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`${path}: ${error.name}\n`);
  process.exitCode = 1;
}
