import type { Request } from 'express';
import { loadStream } from '@zhibu/application';
import { userDecider, userStream } from '@zhibu/domain';
import { RejectionError, text } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';

/** Somebody passed the request on: it may come from anywhere, also when the setting that says whom to trust was forgotten. */
export const isForwarded = ({ headers }: Request): boolean => headers['forwarded'] !== undefined || headers['x-forwarded-for'] !== undefined;

/** Demo users have printed passwords, so they exist only where nobody else can reach the service. */
export const refuseDemoElsewhere = async (runtime: ApiRuntime, userId: string, loopback: boolean): Promise<void> => {
  if (loopback) return;
  const { state } = await loadStream({ store: runtime.eventStore, codec: runtime.codec }, userDecider, userStream(userId));
  if (!state.demo) return;
  throw new RejectionError({
    code: 'identity.demo-elsewhere',
    message: text('演示用户只能在本机使用', 'Demo users work on this machine only'),
    expected: text('正式用户，或只监听本机的服务', 'a real user, or a service that listens on loopback'),
    actual: text('演示用户，服务对外监听', 'a demo user on a service that others can reach'),
  });
};
