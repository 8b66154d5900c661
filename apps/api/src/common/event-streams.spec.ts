import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { RejectionError, text } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import type { ServerEvent } from './event-stream';
import { EventStreams, streamLimits } from './event-streams';
import { FileRefused } from './file-refused';

const rejection = { code: 'return-file.status', message: text('状态不认识', 'The status is not known'), expected: text('成功、失败', 'paid or failed'), actual: text('“也许”', '"perhaps"') };

/** What a reader is told by work that begins and then fails so. */
const toldOf = async (error: Error): Promise<string> => {
  const written: string[] = [];
  const response = Object.assign(new EventEmitter(), {
    destroyed: false,
    status: () => response,
    set: () => response,
    write: (words: string) => written.push(words) > 0,
    end: () => undefined,
  });
  const request = { id: 'request-1', headers: {}, header: () => undefined, actor: { userId: 'finance-1', kind: 'officer', roles: [] }, acceptsLanguages: () => 'zh' } as unknown as SignedInRequest;
  async function* source(): AsyncGenerator<ServerEvent> {
    yield await Promise.resolve({ event: 'started', data: {} });
    throw error;
  }
  await new EventStreams({} as ApiRuntime, { look: () => Promise.resolve(null) } as never, streamLimits).send(request, response as unknown as Response, source);
  return written.join('');
};

describe('work that is refused after its stream began', () => {
  it('is told as a problem, of a file with every place that is wrong', async () => {
    const told = await toldOf(new FileRefused([{ row: 3, column: '状态', rejection }, { row: 4, column: '状态', rejection }]));
    const [, problem = ''] = /event: problem\ndata: (.*)\n\n$/.exec(told) ?? [];
    expect(JSON.parse(problem)).toMatchObject({ code: 'return-file.status', status: 422, requestId: 'request-1', errors: [{ field: '3 / 状态', actual: '“也许”' }, { field: '4 / 状态', actual: '“也许”' }] });
    expect(await toldOf(new RejectionError(rejection))).toMatch(/event: problem\ndata: \{.*"code":"return-file.status"(?!.*"errors")/);
  });

  it('is no problem of its reader when it is a fault', async () => {
    await expect(toldOf(new Error('the database is away'))).rejects.toThrow('the database is away');
  });
});
