import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EntitlementChange } from '@zhibu/domain';
import type { ApiRuntime } from '../api-runtime';
import { Changes } from '../common/answers';
import { Command } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { finished, settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { show } from '../common/shown';
import { RUNTIME } from '../tokens';
import { ProposeBranchDto, ProposeResumptionDto, ChangeReasonDto } from './entitlements.dto';
import { ChangeProposedView } from './entitlements.view';

/** What one officer proposes and another approves: each of them moves money, or takes back an end. */
@ApiTags('entitlements')
@Controller('entitlements/:entitlementId/changes')
export class EntitlementChangesController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private async propose(command: ContextMaker, response: Response, entitlementId: string, change: EntitlementChange, reason: string): Promise<ChangeProposedView> {
    return show(ChangeProposedView, finished(response, await this.runtime.services.entitlements.propose(command(this.runtime.clock), { entitlementId, change, reason })));
  }

  @Post('branch')
  @Changes({ summary: '申请变更类别，须他人批准 / propose another branch; somebody else approves' }, ChangeProposedView)
  branch(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() { reason, ...change }: ProposeBranchDto, @Res({ passthrough: true }) response: Response): Promise<ChangeProposedView> {
    return this.propose(command, response, entitlementId, { kind: 'branch', ...change }, reason);
  }

  @Post('resumption')
  @Changes({ summary: '申请恢复发放并支付以往月份，须他人批准 / propose to resume for months that have passed; somebody else approves' }, ChangeProposedView)
  resumption(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() { reason, ...change }: ProposeResumptionDto, @Res({ passthrough: true }) response: Response): Promise<ChangeProposedView> {
    return this.propose(command, response, entitlementId, { kind: 'resume', ...change }, reason);
  }

  @Post('exit-reversal')
  @Changes({ summary: '申请撤销退出，须他人批准 / propose to take back the end of the right; somebody else approves' }, ChangeProposedView)
  exitReversal(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Body() { reason }: ChangeReasonDto, @Res({ passthrough: true }) response: Response): Promise<ChangeProposedView> {
    return this.propose(command, response, entitlementId, { kind: 'reverse-exit' }, reason);
  }

  @Post(':changeId/approval')
  @Changes({ summary: '批准变更，提出人不得批准 / approve a change that somebody else proposed' })
  async approve(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Param('changeId', IdPipe) changeId: string, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.runtime.services.entitlements.approve(command(this.runtime.clock), { entitlementId, changeId }));
  }

  @Post(':changeId/refusal')
  @Changes({ summary: '不予批准，或由提出人撤回 / decline a change, or take it back' })
  async decline(@Command() command: ContextMaker, @Param('entitlementId', IdPipe) entitlementId: string, @Param('changeId', IdPipe) changeId: string, @Body() { reason }: ChangeReasonDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.runtime.services.entitlements.decline(command(this.runtime.clock), { entitlementId, changeId, reason }));
  }
}
