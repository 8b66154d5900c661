import { IncomingMessage, ServerResponse, createServer, request as ask } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A line to the county that a test may cut, and behind which a new build of the console may stand. */
export interface Line {
  readonly url: string;
  cut(): void;
  mend(): void;
  /** From now on the service has another build: every file has another name, and nobody knows the old ones. */
  buildAnew(): void;
  stop(): Promise<void>;
}

/** Names of files carry eight letters of what is in them. */
const fileName = /([\w-]+)-([\w-]{8})\.(js|css)\b/g;
const turned = (letters: string): string => [...letters].reverse().join('');
/** There and back. */
const renamed = (words: string): string => words.replaceAll(fileName, (_, name: string, hash: string, ending: string) => `${name}-${turned(hash)}.${ending}`);
const versionOf = (words: string): string => words.replace(/const version = '(\w+)'/, (_, version: string) => `const version = '${turned(version)}'`);

const isText = (answer: IncomingMessage): boolean => /html|javascript|css/.test(answer.headers['content-type'] ?? '');

const wholeOf = async (answer: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

export const startLine = async (county: string): Promise<Line> => {
  let [isCut, isNew] = [false, false];
  const target = new URL(county);
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const path = isNew && request.url?.startsWith('/assets/') === true ? renamed(request.url) : request.url;
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const asked = ask({ host: target.hostname, port: target.port, method: request.method, path, headers }, (answer) => {
      if (!isNew || !isText(answer)) {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        return;
      }
      void wholeOf(answer).then((content) => {
        const body = Buffer.from(versionOf(renamed(content.toString('utf8'))));
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, 'content-length': String(body.length) });
        response.end(body);
      }, () => response.destroy());
    });
    asked.on('error', () => response.destroy());
    request.pipe(asked);
  };
  const server = createServer((request, response) => (isCut ? void request.socket.destroy() : pass(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      isCut = true;
      server.closeAllConnections();
    },
    mend: () => { isCut = false; },
    buildAnew: () => { isNew = true; },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** A line for one journey. */
export const onLine = async (county: string, journey: (line: Line) => Promise<void>): Promise<void> => {
  const line = await startLine(county);
  try {
    await journey(line);
  } finally {
    await line.stop();
  }
};
