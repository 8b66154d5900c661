import { Actor, LocalDate, RecordedEvent, Result } from '@zhibu/kernel';
import { UserCommand, UserState, accessLogDecider, accessStream, actorOf, actorOnBehalfOf, looksStream, signInsStream, userDecider, userStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { CommandContext } from '../execute/context';
import { Ask, execute, executeBlind } from '../execute/execute';
import { StreamDeps, loadStreams } from '../execute/stream-loader';
import { AccessLogService, UsersService } from './users-service';

export const createUsers = (deps: StreamDeps): UsersService => {
  const on = (context: CommandContext, userId: string, ask: Ask<UserCommand>) => execute(deps, userDecider, context, { stream: userStream(userId), ask });
  return {
    add: (context, data) => on(context, data.userId, { type: 'AddUser', data }),
    changeRoles: (context, { userId, ...data }) => on(context, userId, { type: 'ChangeUserRoles', data }),
    disable: (context, { userId, ...data }) => on(context, userId, { type: 'DisableUser', data }),
    resetPassword: (context, { userId }) => on(context, userId, { type: 'ResetPassword', data: {} }),
    changePassword: (context, { userId }) => on(context, userId, { type: 'ChangePassword', data: {} }),
    recordSignIn: (context, data) => executeBlind(deps, userDecider, context, { stream: signInsStream(data.userId), ask: { type: 'RecordSignIn', data } }),
    history: (userId) => historyOf(deps, userId),
    grantDelegation: (context, { userId, ...data }) => on(context, userId, { type: 'GrantDelegation', data }),
    endDelegation: (context, { userId, ...data }) => on(context, userId, { type: 'EndDelegation', data }),
    resolveActor: (userId, today, onBehalfOf) => resolveActor(deps, userId, today, onBehalfOf),
  };
};

export const createAccessLog = (deps: StreamDeps): AccessLogService => ({
  recordView: (context, data) => executeBlind(deps, accessLogDecider, context, { stream: accessStream(data.personKey), ask: { type: 'RecordView', data } }),
  recordListing: (context, data) => executeBlind(deps, accessLogDecider, context, { stream: looksStream(context.actor.userId), ask: { type: 'RecordListing', data } }),
});

const signInsShownMax = 100;

const historyOf = async (deps: StreamDeps, userId: string): Promise<readonly RecordedEvent[]> => {
  const stored: StoredEvent[] = [];
  for await (const event of deps.store.readStream(userStream(userId))) stored.push(event);
  for await (const event of deps.store.readStream(signInsStream(userId), { direction: 'backwards', limit: signInsShownMax })) stored.push(event);
  return [...(await deps.codec.open(stored))].sort((a, b) => placeOf(a).localeCompare(placeOf(b), 'en'));
};

/** By the moment, then what was done to the account before who signed in, then in the order of the stream. */
const placeOf = ({ meta }: RecordedEvent): string => `${meta.recordedAt} ${meta.stream.startsWith('user-') ? 0 : 1} ${String(meta.version).padStart(9, '0')}`;

const resolveActor = async (deps: StreamDeps, userId: string, today: LocalDate, onBehalfOf?: string): Promise<Result<Actor>> => {
  const inOwnName = onBehalfOf === undefined || onBehalfOf === userId;
  const users = await loadStreams(deps, userDecider, (inOwnName ? [userId] : [userId, onBehalfOf]).map(userStream));
  const of = (id: string): UserState => ({ ...(users.get(userStream(id))?.state ?? userDecider.initialState), userId: id });
  return inOwnName ? actorOf(of(userId)) : actorOnBehalfOf(of(userId), of(onBehalfOf), today);
};
