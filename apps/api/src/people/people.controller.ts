import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RejectionError, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersPage } from '../common/answers';
import { PageQuery } from '../common/asked';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { tag } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { FindPersonDto, ListPeopleQuery, LookDto, SearchPeopleDto } from './people.dto';
import { AccountItem, PersonDetails, PersonItem, PersonPaymentItem } from './people.view';
import { personDetails } from './person-details';

/** Looking people up. Names and numbers travel in bodies, because addresses are written to logs. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(PersonItem, { summary: '人员列表 / people of the area' })
  async list(@Me() me: Actor, @Query() query: ListPeopleQuery): Promise<ShownPage<PersonItem>> {
    return showPage(PersonItem, await this.runtime.queries.people.search({ ...query, scope: scopeFor(me, 'people') }));
  }

  @Post('search')
  @AnswersPage(PersonItem, { summary: '按姓名或身份证末位查找 / search by name or the end of the ID number' }, { problems: [413, 415] })
  async search(@Me() me: Actor, @Body() body: SearchPeopleDto): Promise<ShownPage<PersonItem>> {
    return showPage(PersonItem, await this.runtime.queries.people.search({ ...body, scope: scopeFor(me, 'people') }));
  }

  @Post('find')
  @Answers(PersonItem, { summary: '按身份证号查人 / find a person by ID number' }, { tagged: true, problems: [404, 413, 415, 422] })
  async find(@Me() me: Actor, @Body() body: FindPersonDto, @Res({ passthrough: true }) response: Response): Promise<PersonItem> {
    return this.one(me, unwrap(this.runtime.services.people.keyOf(body.idNumber)), response);
  }

  @Get(':personKey')
  @Answers(PersonItem, { summary: '人员概要，已遮盖 / one person, masked' }, { tagged: true, problems: [404] })
  one(@Me() me: Actor, @Param('personKey', IdPipe) personKey: string, @Res({ passthrough: true }) response: Response): Promise<PersonItem> {
    return this.inScope(me, personKey).then((person) => {
      tag(response, person.version);
      return show(PersonItem, person);
    });
  }

  @Post(':personKey/looks')
  @Answers(PersonDetails, { summary: '说明理由后查看详情，先记录后显示 / look at a person with a reason; the look is recorded first' }, { tagged: true, problems: [404, 413, 415, 422] })
  async look(@Me() me: Actor, @Look() context: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: LookDto, @Res({ passthrough: true }) response: Response): Promise<PersonDetails> {
    await this.inScope(me, personKey);
    const recorded = await this.runtime.services.accessLog.recordView(context(this.runtime.clock), { personKey, ...body });
    if (!recorded.ok) throw new RejectionError(recorded.rejection);
    const details = await personDetails(this.runtime, personKey, body.what);
    tag(response, details.version);
    return show(PersonDetails, details);
  }

  @Get(':personKey/accounts')
  @AnswersPage(AccountItem, { summary: '账户，已遮盖 / accounts, masked' }, { problems: [404] })
  async accounts(@Me() me: Actor, @Param('personKey', IdPipe) personKey: string, @Query() query: PageQuery): Promise<ShownPage<AccountItem>> {
    await this.inScope(me, personKey);
    return showPage(AccountItem, await this.runtime.queries.people.accountsOf({ ...query, personKey, scope: scopeFor(me, 'people') }));
  }

  @Get(':personKey/payments')
  @AnswersPage(PersonPaymentItem, { summary: '此人的发放记录 / payments to the person' }, { problems: [404] })
  async payments(@Me() me: Actor, @Param('personKey', IdPipe) personKey: string, @Query() query: PageQuery): Promise<ShownPage<PersonPaymentItem>> {
    await this.inScope(me, personKey);
    return showPage(PersonPaymentItem, await this.runtime.queries.payments.linesOfPerson({ ...query, personKey, scope: scopeFor(me, 'people') }));
  }

  private async inScope(me: Actor, personKey: string) {
    return found(await this.runtime.queries.people.find({ personKey, scope: scopeFor(me, 'people') }), 'person', '个人员', 'person');
  }
}
