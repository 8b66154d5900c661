import { Body, Controller, Delete, Get, Inject, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { UserEvent } from '@zhibu/domain';
import { RejectionError, dateOf, text, unwrap } from '@zhibu/kernel';
import type { Actor, Rejection } from '@zhibu/kernel';
import { checkNewPassword } from '@zhibu/platform';
import type { IdentityStore } from '@zhibu/platform';
import { userTimelineOf } from '@zhibu/workflow';
import { ReasonDto } from '../applications/applications.dto';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList, AnswersPage, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { settled, tag } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor, withinScope } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { TimelineItem } from '../replay/replay.dto';
import { IDENTITY, RUNTIME } from '../tokens';
import { AddUserDto, ChangeRolesDto, DelegateDto, DelegationView, DelegationsQuery, SearchUsersDto, SetPasswordDto, StandInsQuery, UserView, UsersQuery } from './users.dto';

const passwordEvents: readonly string[] = ['UserPasswordReset', 'UserPasswordChanged'] satisfies readonly UserEvent['type'][];

const changedSince: Rejection = {
  code: 'user.already-another-password',
  message: text('这次重设之后密码又变更过，没有再设', 'The password was changed after this reset; nothing was set'),
  expected: text('用新的 Idempotency-Key 重新设一次', 'a reset of its own, under a new Idempotency-Key'),
  actual: text('本人已改密码，或已再次重设', 'the officer changed it, or it was reset again'),
};

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    @Inject(IDENTITY) private readonly identity: IdentityStore,
  ) {}

  private get users() {
    return this.runtime.services.users;
  }

  @Get()
  @AnswersPage(UserView, { summary: '用户列表，可按角色、地区、状态筛选 / users of the area, by role, area or status' })
  list(@Me() me: Actor, @Query() query: UsersQuery): Promise<ShownPage<UserView>> {
    return this.page(me, query);
  }

  @Post('search')
  @AnswersPage(UserView, { summary: '按编号或姓名的一部分查找用户 / users found by a part of the id or the name' }, { problems: [413, 415] })
  search(@Me() me: Actor, @Body() body: SearchUsersDto): Promise<ShownPage<UserView>> {
    return this.page(me, body);
  }

  @Get('delegations')
  @AnswersPage(DelegationView, { summary: '本人的委托：可代其行事的人，或受本人委托的人 / your own delegations: in whose name you may act, or who may act in yours' })
  async delegations(@Me() me: Actor, @Query() { direction, ...query }: DelegationsQuery): Promise<ShownPage<DelegationView>> {
    const [own, on] = [me.userId, this.today()];
    const { users } = this.runtime.queries;
    return showPage(DelegationView, direction === 'given' ? await users.delegationsBy({ ...query, userId: own, on }) : await users.delegationsTo({ ...query, toUserId: own, on }));
  }

  @Get('stand-ins')
  @AnswersPage(DelegationView, { summary: '本地区现行委托：谁代谁行事、至何日 / who acts for whom in the area, until which day' })
  async standIns(@Me() me: Actor, @Query() query: StandInsQuery): Promise<ShownPage<DelegationView>> {
    return showPage(DelegationView, await this.runtime.queries.users.standIns({ ...query, on: this.today(), scope: scopeFor(me, 'users') }));
  }

  @Get(':userId')
  @Answers(UserView, { summary: '一个用户 / one user' }, { tagged: true, problems: [404] })
  async one(@Me() me: Actor, @Param('userId', IdPipe) userId: string, @Res({ passthrough: true }) response: Response): Promise<UserView> {
    const user = await this.inScope(me, userId);
    tag(response, user.version);
    return show(UserView, user);
  }

  @Post()
  @Changes({ summary: '添加用户 / add a user' }, undefined, { status: 201 })
  async add(@Command() command: ContextMaker, @Body() { password, ...body }: AddUserDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    unwrap(checkNewPassword(password));
    // The password is no part of the command: neither it nor a hash of it enters the log.
    const outcome = settled(response, await this.users.add(command(this.runtime.clock), { ...body, kind: 'officer', demo: false }));
    unwrap(await this.identity.setFirstPassword(body.userId, password));
    return outcome;
  }

  @Put(':userId/password')
  @Changes({ summary: '由管理员设一次性密码，本人登录后须先修改；其会话随即结束 / an administrator sets a one-time password, which the officer has to change first; the sessions end' })
  async setPassword(@Command() command: ContextMaker, @Me() me: Actor, @Param('userId', IdPipe) userId: string, @Body() { password }: SetPasswordDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    unwrap(checkNewPassword(password));
    await this.inScope(me, userId);
    const outcome = settled(response, await this.users.resetPassword(command(this.runtime.clock), { userId }));
    // It may be on record without having been done; once another password stands, an old key sets nothing again.
    if (outcome.duplicate && (await this.isChangedSince(userId, outcome.version))) throw new RejectionError(changedSince);
    unwrap(await this.identity.setOneTimePassword(userId, password));
    return outcome;
  }

  @Get(':userId/history')
  @AnswersList(TimelineItem, { summary: '用户经历：角色、委托、密码重设与最近登录 / what happened to an account: roles, delegations, resets and the last sign-ins' }, { problems: [404] })
  async history(@Me() me: Actor, @Param('userId', IdPipe) userId: string): Promise<TimelineItem[]> {
    await this.inScope(me, userId);
    return userTimelineOf(await this.users.history(userId), this.runtime.policies.areas.name).map((entry) => show(TimelineItem, entry));
  }

  @Put(':userId/roles')
  @Changes({ summary: '变更角色 / change roles' })
  async changeRoles(@Command() command: ContextMaker, @Param('userId', IdPipe) userId: string, @Body() body: ChangeRolesDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.users.changeRoles(command(this.runtime.clock), { userId, ...body }));
  }

  @Post(':userId/disabling')
  @Changes({ summary: '停用，其会话随即结束 / disable; the sessions end at once' })
  async disable(@Command() command: ContextMaker, @Me() me: Actor, @Param('userId', IdPipe) userId: string, @Body() body: ReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    await this.inScope(me, userId);
    const outcome = settled(response, await this.users.disable(command(this.runtime.clock), { userId, ...body }));
    await this.identity.signOutEverywhere(userId);
    return outcome;
  }

  @Post(':userId/delegations')
  @Changes({ summary: '委托他人代为行事 / let another act in your name' })
  async delegate(@Command() command: ContextMaker, @Param('userId', IdPipe) userId: string, @Body() body: DelegateDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.users.grantDelegation(command(this.runtime.clock), { userId, ...body }));
  }

  @Delete(':userId/delegations/:toUserId')
  @Changes({ summary: '终止委托 / end a delegation' })
  async endDelegation(@Command() command: ContextMaker, @Param('userId', IdPipe) userId: string, @Param('toUserId', IdPipe) toUserId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.users.endDelegation(command(this.runtime.clock), { userId, toUserId }));
  }

  /** By the log alone: the clock of the passwords may be another one. */
  private async isChangedSince(userId: string, version: number): Promise<boolean> {
    return (await this.users.history(userId)).some(({ type, meta }) => passwordEvents.includes(type) && meta.version > version);
  }

  private async page(me: Actor, { status, ...asked }: UsersQuery & Partial<SearchUsersDto>): Promise<ShownPage<UserView>> {
    const disabled = status === undefined ? {} : { disabled: status === 'disabled' };
    return showPage(UserView, await this.runtime.queries.users.list({ ...asked, ...disabled, scope: scopeFor(me, 'users') }));
  }

  private today() {
    return dateOf(this.runtime.clock.now());
  }

  /** Users have grants in several areas; one inside the scope of the reader is enough to be seen. */
  private async inScope(me: Actor, userId: string) {
    const scope = scopeFor(me, 'users');
    const user = await this.runtime.queries.users.byId(userId);
    const seen = user !== null && (scope.prefixes.includes('') || withinScope(scope, user.areaCodes));
    return found(seen ? user : null, 'user', '个用户', 'user');
  }
}
