import { CanActivate, ExecutionContext, Inject, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Actor, RejectionError, dateOf, text, unwrap } from '@zhibu/kernel';
import type { IdentityStore } from '@zhibu/platform';
import type { ApiRuntime } from '../api-runtime';
import { engineAwayError, isStoreAway } from '../common/engine-away';
import { IDENTITY, LOOPBACK, RUNTIME } from '../tokens';
import { isForwarded, refuseDemoElsewhere } from './demo-users';

const openKey = 'zhibu:open';
/** Marks a route that may be called without a session. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(openKey, true);

const oneTimeKey = 'zhibu:one-time-password';
/** Marks what somebody may do who signed in with a password that others set: see who they are, change it, sign out. */
export const WithOneTimePassword = (): MethodDecorator & ClassDecorator => SetMetadata(oneTimeKey, true);

const passwordDue = {
  code: 'auth.password-change-required',
  message: text('须先修改密码', 'Set a password of your own first'),
  expected: text('本人设定的密码（POST /session/password）', 'a password that you set yourself (POST /session/password)'),
  actual: text('他人设定的一次性密码', 'a one-time password that others set'),
};

/** What the guard adds to a request. */
export interface SignedInRequest extends Request {
  actor: Actor;
  sessionToken: string;
  mustChangePassword: boolean;
}

export const sessionCookie = 'zhibu_session';

const cookieOf = (header: string, name: string): string | undefined =>
  header
    .split(';')
    .map((part) => part.trim().split('='))
    .find(([key]) => key === name)?.[1];

export const tokenOf = (request: Request): string | undefined => {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1];
  return bearer ?? cookieOf(request.headers.cookie ?? '', sessionCookie);
};

type SessionHolder = { readonly userId: string; readonly onBehalfOf?: string | null };

const onlyLooks = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Set to 1 on reads that a timer makes. */
const polledHeader = 'X-Zhibu-Polled';

/** Nobody need be there for it: a timer asks, or a browser that connects to a stream again by itself. */
const isPolled = (request: Request): boolean => onlyLooks(request) && (request.header(polledHeader) === '1' || request.header('Accept') === 'text/event-stream');

/** Every route needs a session unless it says otherwise. Roles come fresh from the user's own stream. */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(IDENTITY) private readonly identity: IdentityStore,
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    @Inject(LOOPBACK) private readonly loopback: boolean,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.marked(openKey, context)) return true;
    // A server that hangs would let everybody wait; what is known to be away is told at once.
    if (this.runtime.engines.isAway('database')) throw engineAwayError('database');
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = tokenOf(request);
    const session = token === undefined ? null : await (isPolled(request) ? this.identity.look(token) : this.identity.resolve(token));
    if (session === null || token === undefined) throw new UnauthorizedException();
    const actor = await this.actorOf(session, request);
    if (session.mustChangePassword && !this.marked(oneTimeKey, context)) throw new RejectionError(passwordDue);
    Object.assign(request, { actor, sessionToken: token, mustChangePassword: session.mustChangePassword });
    return true;
  }

  /**
   * Roles come from the user's own stream. While the event store is away, people may still look at what the read models
   * show, with the roles the read models know, which are a moment old at most; nobody can then change anything.
   */
  private async actorOf(session: SessionHolder, request: Request): Promise<Actor> {
    const isHere = this.loopback && !isForwarded(request);
    if (this.runtime.engines.isAway('event-store')) return this.knownActor(session, request, isHere);
    try {
      await refuseDemoElsewhere(this.runtime, session.userId, isHere);
      const today = dateOf(this.runtime.clock.now());
      return unwrap(await this.runtime.services.users.resolveActor(session.userId, today, session.onBehalfOf ?? undefined));
    } catch (error) {
      if (!isStoreAway(error)) throw error;
      return this.knownActor(session, request, isHere);
    }
  }

  private async knownActor({ userId, onBehalfOf }: SessionHolder, request: Request, isHere: boolean): Promise<Actor> {
    if (!onlyLooks(request)) throw engineAwayError('event-store');
    const user = await this.runtime.queries.users.byId(userId);
    // Who acts for another needs the streams of both.
    if (user === null || user.disabledReason !== null || (onBehalfOf ?? null) !== null || (user.demo && !isHere)) throw engineAwayError('event-store');
    return { userId, kind: user.kind, roles: user.roles };
  }

  private marked(key: string, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;
  }
}
