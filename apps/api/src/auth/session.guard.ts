import { CanActivate, ExecutionContext, Inject, Injectable, SetMetadata, UnauthorizedException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { Actor, RejectionError, dateOf, text, unwrap } from '@zhibu/kernel';
import type { IdentityStore } from '@zhibu/platform';
import type { ApiRuntime } from '../api-runtime';
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
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const token = tokenOf(request);
    const session = token === undefined ? null : await this.identity.resolve(token);
    if (session === null || token === undefined) throw new UnauthorizedException();
    await refuseDemoElsewhere(this.runtime, session.userId, this.loopback && !isForwarded(request));
    const today = dateOf(this.runtime.clock.now());
    const actor = unwrap(await this.runtime.services.users.resolveActor(session.userId, today, session.onBehalfOf ?? undefined));
    if (session.mustChangePassword && !this.marked(oneTimeKey, context)) throw new RejectionError(passwordDue);
    Object.assign(request, { actor, sessionToken: token, mustChangePassword: session.mustChangePassword });
    return true;
  }

  private marked(key: string, context: ExecutionContext): boolean {
    return this.reflector.getAllAndOverride<boolean | undefined>(key, [context.getHandler(), context.getClass()]) === true;
  }
}
