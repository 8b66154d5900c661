import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Response } from 'express';
import { dateOf, unwrap } from '@zhibu/kernel';
import type { IdentityStore } from '@zhibu/platform';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersNothing } from '../common/answers';
import { IDENTITY, LOOPBACK, RUNTIME } from '../tokens';
import { refuseDemoElsewhere } from './demo-users';
import { ActorView, ChangePasswordDto, SignInDto, SignedInView } from './sign-in.dto';
import { Open, sessionCookie } from './session.guard';
import type { SignedInRequest } from './session.guard';

const msPerMinute = 60_000;

@ApiTags('session')
@Controller('session')
export class AuthController {
  constructor(
    @Inject(IDENTITY) private readonly identity: IdentityStore,
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    @Inject(LOOPBACK) private readonly loopback: boolean,
  ) {}

  @Open()
  @Throttle({ default: { limit: 10, ttl: msPerMinute } })
  @Post()
  @Answers(SignedInView, { summary: '登录 / sign in', description: 'Sets an http-only cookie and returns a bearer token for programs.' }, { open: true, problems: [401, 403, 413, 415] })
  async signIn(@Body() body: SignInDto, @Res({ passthrough: true }) response: Response): Promise<SignedInView> {
    await refuseDemoElsewhere(this.runtime, body.userId, this.loopback);
    const session = unwrap(await this.identity.signIn(body.userId, body.password, body.onBehalfOf));
    const actor = await this.runtime.services.users.resolveActor(body.userId, dateOf(this.runtime.clock.now()), body.onBehalfOf);
    if (!actor.ok) await this.identity.signOut(session.token);
    const value = unwrap(actor);
    response.cookie(sessionCookie, session.token, { httpOnly: true, sameSite: 'strict', secure: response.req.secure, path: '/', expires: new Date(session.expiresAt) });
    return { token: session.token, expiresAt: session.expiresAt, actor: value };
  }

  @Get()
  @Answers(ActorView, { summary: '当前用户 / who is signed in' })
  current(@Req() request: SignedInRequest): ActorView {
    return request.actor;
  }

  @Post('end')
  @AnswersNothing({ summary: '退出 / sign out' })
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.identity.signOut(request.sessionToken);
    response.clearCookie(sessionCookie, { path: '/' });
  }

  @Throttle({ default: { limit: 10, ttl: msPerMinute } })
  @Post('password')
  @AnswersNothing({ summary: '修改自己的密码，其他会话随即结束 / change your password; every session ends' }, { problems: [413, 415, 422] })
  async changePassword(@Req() request: SignedInRequest, @Body() { current, next }: ChangePasswordDto, @Res({ passthrough: true }) response: Response): Promise<void> {
    const { userId } = request.actor;
    unwrap(await this.identity.signIn(userId, current));
    unwrap(await this.identity.setPassword(userId, next));
    await this.identity.signOutEverywhere(userId);
    response.clearCookie(sessionCookie, { path: '/' });
  }
}
