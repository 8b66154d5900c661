import { once } from 'node:events';
import { AddressInfo, Socket, createServer } from 'node:net';
import { askDatabase, createPool } from './create-pool';

/** Lets everybody in, in PostgreSQL's words (authentication ok, ready), and never answers a statement. */
const startHanging = async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    socket.once('data', () => socket.write(Buffer.from('520000000800000000' + '5a0000000549', 'hex')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `postgres://u:p@127.0.0.1:${(server.address() as AddressInfo).port}/d`, stop };
};

describe('a database that hangs', () => {
  it('keeps no connection of those who only asked whether it is there', async () => {
    const server = await startHanging();
    const pool = createPool({ databaseUrl: server.url, connectionsMax: 2, onError: () => undefined });
    for (let look = 0; look < 4; look += 1) await expect(askDatabase(pool, 30)).rejects.toThrow('Query read timeout');
    expect(pool.totalCount).toBe(0);
    await pool.end();
    await server.stop();
  });

  it('is told apart from a quiet one by the system', async () => {
    const setKeepAlive = jest.spyOn(Socket.prototype, 'setKeepAlive');
    const server = await startHanging();
    const pool = createPool({ databaseUrl: server.url, connectionsMax: 1, onError: () => undefined });
    await expect(askDatabase(pool, 30)).rejects.toThrow();
    expect(setKeepAlive).toHaveBeenCalledWith(true, 30_000);
    setKeepAlive.mockRestore();
    await pool.end();
    await server.stop();
  });
});
