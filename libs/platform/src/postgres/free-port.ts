import { createServer } from 'node:net';
import { errnoOf, failure } from '../platform-failure';

const tryListen = (port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });

/** A port of the loopback that nobody listens on at this moment. */
export const freePort = (host = '127.0.0.1'): Promise<number> => tryListen(0, host);

export const portTaken = (port: number, cause?: unknown): Error => failure('port-taken',
  `端口 ${port} 已被其他程序占用，请停止该程序或用 PORT 指定另一个端口。`,
  `Port ${port} is taken by another program; stop it or name another port with PORT.`, cause);

/** Refuses with one sentence when the port is taken, before anything heavy is started. */
export const requirePort = async (port: number, host = '127.0.0.1'): Promise<void> => {
  try {
    await tryListen(port, host);
  } catch (error) {
    if (errnoOf(error) === 'EADDRINUSE') throw portTaken(port, error);
    throw error;
  }
};
