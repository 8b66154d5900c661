import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { RejectionError, text, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { Page, PersonRow } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersPage } from '../common/answers';
import { Look, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { tag } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { FindPersonDto, ListPeopleQuery, LookDto, SearchPeopleDto, ShownPageQuery, ShownQuery } from './people.dto';
import { AccountItem, PersonDetails, PersonItem, PersonPaymentItem } from './people.view';
import { personDetails } from './person-details';
import { recordListing } from './record-listing';
import type { Shown } from './record-listing';

const noReason = {
  code: 'text.length',
  message: text('没有说明查找理由', 'No reason is given for the search'),
  expected: text('1 至 500 个字符', '1 to 500 characters'),
  actual: text('空白', 'blank'),
  field: 'reason',
};

/** Looking people up. Names and numbers travel in bodies, because addresses are written to logs. */
@ApiTags('people')
@Controller('people')
export class PeopleController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(PersonItem, { summary: '人员列表，所显示的人会被记录 / people of the area; who is shown is recorded' })
  async list(@Me() me: Actor, @Look() look: ContextMaker, @Query() { purpose, ...query }: ListPeopleQuery): Promise<ShownPage<PersonItem>> {
    return this.page(me, look, { what: 'list', purpose }, await this.runtime.queries.people.search({ ...query, scope: scopeFor(me, 'people') }));
  }

  @Post('search')
  @AnswersPage(PersonItem, { summary: '说明理由后按姓名或身份证末位查找，所显示的人会被记录 / search by name or the end of the ID number with a reason; who is shown is recorded' }, { problems: [413, 415, 422] })
  async search(@Me() me: Actor, @Look() look: ContextMaker, @Body() { purpose, reason, ...body }: SearchPeopleDto): Promise<ShownPage<PersonItem>> {
    if (reason.trim() === '') throw new RejectionError(noReason);
    return this.page(me, look, { what: 'search', purpose, reason }, await this.runtime.queries.people.search({ ...body, scope: scopeFor(me, 'people') }));
  }

  @Post('find')
  @Answers(PersonItem, { summary: '按身份证号查人，会被记录 / find a person by ID number, which is recorded' }, { tagged: true, problems: [404, 413, 415, 422] })
  async find(@Me() me: Actor, @Look() look: ContextMaker, @Body() { idNumber, purpose, reason }: FindPersonDto, @Res({ passthrough: true }) response: Response): Promise<PersonItem> {
    return this.show(me, look, { what: 'find', purpose, reason }, unwrap(this.runtime.services.people.keyOf(idNumber)), response);
  }

  @Get(':personKey')
  @Answers(PersonItem, { summary: '人员概要，已遮盖，会被记录 / one person, masked, which is recorded' }, { tagged: true, problems: [404] })
  one(@Me() me: Actor, @Look() look: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Query() { purpose }: ShownQuery, @Res({ passthrough: true }) response: Response): Promise<PersonItem> {
    return this.show(me, look, { what: 'summary', purpose }, personKey, response);
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
  @AnswersPage(AccountItem, { summary: '账户，已遮盖，会被记录 / accounts, masked, which is recorded' }, { problems: [404] })
  async accounts(@Me() me: Actor, @Look() look: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Query() { purpose, ...query }: ShownPageQuery): Promise<ShownPage<AccountItem>> {
    await this.inScope(me, personKey);
    await recordListing(this.runtime, look, me, { what: 'accounts', personKeys: [personKey], purpose });
    return showPage(AccountItem, await this.runtime.queries.people.accountsOf({ ...query, personKey, scope: scopeFor(me, 'people') }));
  }

  @Get(':personKey/payments')
  @AnswersPage(PersonPaymentItem, { summary: '此人的发放记录，会被记录 / payments to the person, which is recorded' }, { problems: [404] })
  async payments(@Me() me: Actor, @Look() look: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Query() { purpose, ...query }: ShownPageQuery): Promise<ShownPage<PersonPaymentItem>> {
    await this.inScope(me, personKey);
    await recordListing(this.runtime, look, me, { what: 'payments', personKeys: [personKey], purpose });
    return showPage(PersonPaymentItem, await this.runtime.queries.payments.linesOfPerson({ ...query, personKey, scope: scopeFor(me, 'people') }));
  }

  private async page(me: Actor, look: ContextMaker, shown: Omit<Shown, 'personKeys'>, found: Page<PersonRow>): Promise<ShownPage<PersonItem>> {
    await recordListing(this.runtime, look, me, { ...shown, personKeys: found.items.map(({ personKey }) => personKey) });
    return showPage(PersonItem, found);
  }

  private async show(me: Actor, look: ContextMaker, shown: Omit<Shown, 'personKeys'>, personKey: string, response: Response): Promise<PersonItem> {
    const person = await this.inScope(me, personKey);
    await recordListing(this.runtime, look, me, { ...shown, personKeys: [personKey] });
    tag(response, person.version);
    return show(PersonItem, person);
  }

  private async inScope(me: Actor, personKey: string) {
    return found(await this.runtime.queries.people.find({ personKey, scope: scopeFor(me, 'people') }), 'person', '个人员', 'person');
  }
}
