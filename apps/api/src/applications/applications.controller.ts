import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersPage, Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { finished, tag } from '../common/outcome';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import type { ApplicationFormDto } from './applications.dto';
import { ListApplicationsQuery, SubmitApplicationDto, SubmitForPersonDto } from './applications.dto';
import { CaseItem, CaseView, SubmittedView } from './applications.view';

@ApiTags('applications')
@Controller('applications')
export class ApplicationsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersPage(CaseItem, { summary: '申请列表 / applications of the area' })
  async list(@Me() me: Actor, @Query() query: ListApplicationsQuery): Promise<ShownPage<CaseItem>> {
    return showPage(CaseItem, await this.runtime.queries.cases.list({ ...query, scope: scopeFor(me, 'cases') }));
  }

  @Get(':applicationId')
  @Answers(CaseView, { summary: '一份申请 / one application' }, { tagged: true, problems: [404] })
  async one(@Me() me: Actor, @Param('applicationId', IdPipe) applicationId: string, @Res({ passthrough: true }) response: Response): Promise<CaseView> {
    const row = found(await this.runtime.queries.cases.find({ applicationId, scope: scopeFor(me, 'cases') }), 'application', '份申请', 'application');
    tag(response, row.version);
    // Whoever sees the case sees who acted in it, wherever that officer works.
    const officers = await this.runtime.queries.users.namesOf([...new Set([...row.actedBy, ...row.confirmedBy])]);
    return show(CaseView, { ...row, officers });
  }

  @Post()
  @Changes({ summary: '受理申请：人员、事实、账户、申请一次填报 / take in an application with the person, facts and account' }, SubmittedView, { status: 201 })
  async submit(@Me() me: Actor, @Command() command: ContextMaker, @Body() body: SubmitApplicationDto, @Res({ passthrough: true }) response: Response): Promise<SubmittedView> {
    const { person, application } = body;
    const key = this.runtime.services.people.keyOf(person.idNumber);
    if (key.ok) await this.evidenceIsHere(me, key.value, person.areaCode, application);
    return this.located(response, finished(response, await this.runtime.services.applications.submitForm(command(this.runtime.clock), body)));
  }

  @Post('for-person')
  @Changes({ summary: '为已登记人员提出申请 / apply for a person who is registered' }, SubmittedView, { status: 201 })
  async submitForPerson(@Me() me: Actor, @Command() command: ContextMaker, @Body() { personKey, application }: SubmitForPersonDto, @Res({ passthrough: true }) response: Response): Promise<SubmittedView> {
    await this.evidenceIsHere(me, personKey, null, application);
    return this.located(response, finished(response, await this.runtime.services.applications.submit(command(this.runtime.clock), { personKey, ...application })));
  }

  private async evidenceIsHere(me: Actor, personKey: string, areaCode: string | null, { evidence }: ApplicationFormDto): Promise<void> {
    unwrap(await this.runtime.services.evidence.checkForm(me, { personKey, areaCode, evidence }));
  }

  private located(response: Response, submitted: SubmittedView): SubmittedView {
    response.location(`/api/v1/applications/${submitted.applicationId}`);
    return submitted;
  }
}
