import { Actor, LocalDate, Result } from '@zhibu/kernel';
import { UserCommand, UserState, accessLogDecider, accessStream, actorOf, actorOnBehalfOf, looksStream, userDecider, userStream } from '@zhibu/domain';
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
    grantDelegation: (context, { userId, ...data }) => on(context, userId, { type: 'GrantDelegation', data }),
    endDelegation: (context, { userId, ...data }) => on(context, userId, { type: 'EndDelegation', data }),
    resolveActor: (userId, today, onBehalfOf) => resolveActor(deps, userId, today, onBehalfOf),
  };
};

export const createAccessLog = (deps: StreamDeps): AccessLogService => ({
  recordView: (context, data) => executeBlind(deps, accessLogDecider, context, { stream: accessStream(data.personKey), ask: { type: 'RecordView', data } }),
  recordListing: (context, data) => executeBlind(deps, accessLogDecider, context, { stream: looksStream(context.actor.userId), ask: { type: 'RecordListing', data } }),
});

const resolveActor = async (deps: StreamDeps, userId: string, today: LocalDate, onBehalfOf?: string): Promise<Result<Actor>> => {
  const inOwnName = onBehalfOf === undefined || onBehalfOf === userId;
  const users = await loadStreams(deps, userDecider, (inOwnName ? [userId] : [userId, onBehalfOf]).map(userStream));
  const of = (id: string): UserState => ({ ...(users.get(userStream(id))?.state ?? userDecider.initialState), userId: id });
  return inOwnName ? actorOf(of(userId)) : actorOnBehalfOf(of(userId), of(onBehalfOf), today);
};
