import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import type { CommandContext } from '@zhibu/application';
import { RejectionError, dateOf, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { signInFailed } from '@zhibu/platform';
import type { IdentityStore, Session } from '@zhibu/platform';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersNothing } from '../common/answers';
import { requestIdOf } from '../common/request-id';
import { IDENTITY, LOOPBACK, RUNTIME } from '../tokens';
import { isForwarded, refuseDemoElsewhere } from './demo-users';
import { TriesPassword } from './request-limits';
import { ChangePasswordDto, CurrentView, SignInDto, SignedInView } from './sign-in.dto';
import { Open, WithOneTimePassword, sessionCookie } from './session.guard';
import type { SignedInRequest } from './session.guard';

/** Out of reach of scripts and of other sites, and never over a line that others can read when the public side is https. */
const cookieOptions = ({ secure }: Request): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure, path: '/' });

@ApiTags('session')
@Controller('session')
@WithOneTimePassword()
export class AuthController {
  constructor(
    @Inject(IDENTITY) private readonly identity: IdentityStore,
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    @Inject(LOOPBACK) private readonly loopback: boolean,
  ) {}

  @Open()
  @TriesPassword('user-id')
  @Post()
  @Answers(SignedInView, { summary: '登录 / sign in', description: 'Sets an http-only cookie and returns a bearer token for programs.' }, { open: true, problems: [401, 403, 413, 415] })
  async signIn(@Body() body: SignInDto, @Res({ passthrough: true }) response: Response): Promise<SignedInView> {
    await refuseDemoElsewhere(this.runtime, body.userId, this.loopback && !isForwarded(response.req));
    const session = unwrap(await this.identity.signIn(body.userId, body.password, body.onBehalfOf));
    const value = await this.actorOf(body, session);
    await this.noteSignIn(value, session, requestIdOf(response.req));
    response.cookie(sessionCookie, session.token, { ...cookieOptions(response.req), expires: new Date(session.expiresAt) });
    return { token: session.token, expiresAt: session.expiresAt, mustChangePassword: session.oneTimePassword, actor: value };
  }

  @Get()
  @Answers(CurrentView, { summary: '当前用户 / who is signed in' })
  current(@Req() request: SignedInRequest): CurrentView {
    return { ...request.actor, mustChangePassword: request.mustChangePassword };
  }

  @Post('end')
  @AnswersNothing({ summary: '退出 / sign out' })
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.identity.signOut(request.sessionToken);
    response.clearCookie(sessionCookie, cookieOptions(response.req));
  }

  @TriesPassword('session')
  @Post('password')
  @AnswersNothing({ summary: '修改自己的密码，其他会话随即结束 / change your password; every session ends' }, { problems: [413, 415, 422] })
  async changePassword(@Req() request: SignedInRequest, @Body() { current, next }: ChangePasswordDto, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { actor } = request;
    unwrap(await this.identity.changePassword(actor.userId, current, next));
    const changed = await this.runtime.services.users.changePassword(this.contextOf(actor, `password/${requestIdOf(request)}`), { userId: actor.userId });
    if (!changed.ok) throw new RejectionError(changed.rejection);
    response.clearCookie(sessionCookie, cookieOptions(response.req));
  }

  /** A user who is not in use is refused as a wrong password is; whoever asks for a name they may not act in is told why. */
  private async actorOf({ userId, onBehalfOf }: SignInDto, { token }: Session): Promise<Actor> {
    const today = dateOf(this.runtime.clock.now());
    const actor = await this.runtime.services.users.resolveActor(userId, today, onBehalfOf);
    if (actor.ok) return actor.value;
    await this.identity.signOut(token);
    const own = await this.runtime.services.users.resolveActor(userId, today);
    throw new RejectionError(own.ok ? actor.rejection : signInFailed);
  }

  /** A sign-in that is not on record opens nothing. */
  private async noteSignIn(actor: Actor, { token, oneTimePassword }: Session, requestId: string): Promise<void> {
    const noted = await this.runtime.services.users.recordSignIn(this.contextOf(actor, `sign-in/${requestId}`), { userId: actor.userId, onBehalfOf: actor.onBehalfOf ?? null, oneTimePassword });
    if (noted.ok) return;
    await this.identity.signOut(token);
    throw new RejectionError(noted.rejection);
  }

  private contextOf(actor: Actor, commandKey: string): CommandContext {
    return { clock: this.runtime.clock, actor, commandKey, correlationId: commandKey, causationId: commandKey };
  }
}
