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

/** `setting`: which one names the port. */
export const portTaken = (port: number, cause?: unknown, setting = 'PORT'): Error => failure('port-taken',
  `端口 ${port} 已被其他程序占用，请停止该程序或用 ${setting} 指定另一个端口。`,
  `Port ${port} is taken by another program; stop it or name another port with ${setting}.`, cause);

/** What the system says about listening there, as a sentence; anything else as it is. */
const listenFailure = (port: number, host: string, error: unknown): unknown => {
  switch (errnoOf(error)) {
    case 'EADDRINUSE':
      return portTaken(port, error);
    case 'EACCES':
      return failure('settings-wrong', `当前用户无权使用端口 ${port}，请用 PORT 指定 1024 以上的端口。`, `This user may not listen on port ${port}; name one above 1024 with PORT.`, error);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return failure('settings-wrong', `HOST 指定的 ${host} 不是本机地址。`, `HOST names ${host}, which is no address of this computer.`, error);
    default:
      return error;
  }
};

/** Refuses with one sentence when nobody can listen there, before anything heavy is started. */
export const requirePort = async (port: number, host = '127.0.0.1'): Promise<void> => {
  try {
    await tryListen(port, host);
  } catch (error) {
    throw listenFailure(port, host, error);
  }
};
