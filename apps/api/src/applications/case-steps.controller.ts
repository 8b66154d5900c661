import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Changes } from '../common/answers';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { RUNTIME } from '../tokens';
import { AuditSampleDto, CorrectApplicationDto, DecideDto, ObjectionDto, ReasonDto, ReopenDto, ResolveDto, SignDto } from './applications.dto';

/** The steps of a case. Who may take which is decided with the case's own procedure. */
@ApiTags('applications')
@Controller('applications/:applicationId')
export class CaseStepsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get cases() {
    return this.runtime.services.applications;
  }

  @Post('eligibility-checks')
  @Changes({ summary: '按现有事实再核查一次 / check again with the facts known now' })
  async check(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.checkEligibility(command(this.runtime.clock), { applicationId }));
  }

  @Post('signatures')
  @Changes({ summary: '签署意见 / sign a stage' })
  async sign(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: SignDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.sign(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('decisions')
  @Changes({ summary: '作出本级决定 / decide a stage' })
  async decide(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: DecideDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.decide(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('objections')
  @Changes({ summary: '提出异议 / raise an objection' })
  async object(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: ObjectionDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.raiseObjection(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('objections/:objectionId/resolution')
  @Changes({ summary: '处理异议 / resolve an objection' })
  async resolve(
    @Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Param('objectionId', IdPipe) objectionId: string, @Body() body: ResolveDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CommandView> {
    return settled(response, await this.cases.resolveObjection(command(this.runtime.clock), { applicationId, objectionId, ...body }));
  }

  @Post('notices/:stage/closing')
  @Changes({ summary: '公示期满结束公示 / close a notice that hung its full time' })
  async closeNotice(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Param('stage', IdPipe) stage: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.closeNotice(command(this.runtime.clock), { applicationId, stage }));
  }

  @Post('corrections')
  @Changes({ summary: '补正后再报 / correct a returned application' })
  async correct(@Me() me: Actor, @Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: CorrectApplicationDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    unwrap(await this.runtime.services.evidence.checkCorrection(me, { applicationId, evidence: body.evidence }));
    return settled(response, await this.cases.correct(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('withdrawal')
  @Changes({ summary: '撤回申请 / withdraw' })
  async withdraw(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: ReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.withdraw(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('reopenings')
  @Changes({ summary: '重新办理 / re-open a case' })
  async reopen(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: ReopenDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.reopen(command(this.runtime.clock), { applicationId, ...body }));
  }

  @Post('audit-samples')
  @Changes({ summary: '记录抽查结论 / record an audit sample' })
  async sample(@Command() command: ContextMaker, @Param('applicationId', IdPipe) applicationId: string, @Body() body: AuditSampleDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.cases.recordAuditSample(command(this.runtime.clock), { applicationId, ...body }));
  }
}
