import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Response } from 'express';
import { dateOf, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { IdentityStore } from '@zhibu/platform';
import type { Runtime } from '@zhibu/runtime';
import { IDENTITY, RUNTIME } from '../tokens';
import { SignInDto } from './sign-in.dto';
import { Open, sessionCookie } from './session.guard';
import type { SignedInRequest } from './session.guard';

interface SignedIn {
  /** For programs, as `Authorization: Bearer`. A browser has the cookie and need not look at it. */
  readonly token: string;
  readonly expiresAt: string;
  readonly actor: Actor;
}

const msPerMinute = 60_000;

@ApiTags('session')
@Controller('session')
export class AuthController {
  constructor(
    @Inject(IDENTITY) private readonly identity: IdentityStore,
    @Inject(RUNTIME) private readonly runtime: Runtime,
  ) {}

  @Open()
  @Throttle({ default: { limit: 10, ttl: msPerMinute } })
  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: '登录 / sign in', description: 'Sets an http-only cookie and returns a bearer token for programs.' })
  async signIn(@Body() body: SignInDto, @Res({ passthrough: true }) response: Response): Promise<SignedIn> {
    const session = unwrap(await this.identity.signIn(body.userId, body.password, body.onBehalfOf));
    const actor = await this.runtime.services.users.resolveActor(body.userId, dateOf(this.runtime.clock.now()), body.onBehalfOf);
    if (!actor.ok) await this.identity.signOut(session.token);
    const value = unwrap(actor);
    response.cookie(sessionCookie, session.token, { httpOnly: true, sameSite: 'strict', secure: response.req.secure, path: '/', expires: new Date(session.expiresAt) });
    return { token: session.token, expiresAt: session.expiresAt, actor: value };
  }

  @Get()
  @ApiOperation({ summary: '当前用户 / who is signed in' })
  current(@Req() request: SignedInRequest): Actor {
    return request.actor;
  }

  @Post('end')
  @HttpCode(204)
  @ApiOperation({ summary: '退出 / sign out' })
  async signOut(@Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.identity.signOut(request.sessionToken);
    response.clearCookie(sessionCookie, { path: '/' });
  }
}
