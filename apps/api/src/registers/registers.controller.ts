import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { Answers, AnswersList, AnswersPage, AnswersText, Changes } from '../common/answers';
import { asItChanges } from '../common/as-it-changes';
import { PageQuery } from '../common/asked';
import { Command, Me } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { EventStreams, streamWords } from '../common/event-streams';
import { IdPipe } from '../common/id.pipe';
import { languageOf } from '../common/language';
import { uploadTypes } from '../common/middleware';
import { finished, settled, tag } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { found } from '../common/rejections';
import { requireRole, scopeFor, scopeWithin } from '../common/scope';
import { show, showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { uploaded } from '../common/upload';
import { ColumnView, TablePreviewView } from '../imports/imports.dto';
import { previewTable } from '../imports/preview-table';
import { RUNTIME } from '../tokens';
import { keepers, rowsOfFile } from './register-file';
import { AddRowsDto, ApproveRegisterDto, DeclineRegisterDto, ListRegistersQuery, RegisterAreaQuery, OpenRegisterDto } from './registers.dto';
import { RegisterOpenedView, RegisterRefusalView, RegisterSubmittedView, RegisterView } from './registers.view';

/** People who were paid by a register kept before: one officer loads it, another approves, and workers carry everybody over. */
@ApiTags('registers')
@Controller('registers')
export class RegistersController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime, private readonly streams: EventStreams) {}

  private get registers() {
    return this.runtime.services.registers;
  }

  @Get()
  @AnswersPage(RegisterView, { summary: '旧登记册列表；status=submitted 为待批准 / registers; submitted ones wait for approval' })
  async list(@Me() me: Actor, @Query() query: ListRegistersQuery): Promise<ShownPage<RegisterView>> {
    return showPage(RegisterView, await this.runtime.queries.registers.list({ ...query, scope: scopeFor(me, 'entitlements') }));
  }

  @Get('columns')
  @AnswersList(ColumnView, { summary: '旧名册的表头 / headers of a register' })
  columns(): ColumnView[] {
    return this.registers.columns.map((column) => show(ColumnView, column));
  }

  @Post('preview')
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Answers(TablePreviewView, { summary: '试读名册：各列认作什么，逐格的问题，不作任何登记 / a look at a register: what its columns are taken for and what is wrong, without any effect' }, { problems: [413, 415, 422] })
  preview(@Me() me: Actor, @Query() { areaCode }: RegisterAreaQuery, @Req() request: SignedInRequest): Promise<TablePreviewView> {
    requireRole(me, keepers, areaCode);
    const { registers } = this;
    return previewTable(uploaded(request), { columns: registers.columns, match: (headers) => registers.match(headers).columns, missing: (headers) => registers.match(headers).missing, check: (rows) => registers.rowsOf(rows).rejected }, languageOf(request));
  }

  @Get(':registerId')
  @Answers(RegisterView, { summary: '一份登记册 / one register' }, { tagged: true, problems: [404] })
  async one(@Me() me: Actor, @Param('registerId', IdPipe) registerId: string, @Res({ passthrough: true }) response: Response): Promise<RegisterView> {
    const row = found(await this.runtime.queries.registers.find({ registerId, scope: scopeFor(me, 'entitlements') }), 'register', '份登记册', 'register');
    tag(response, row.version);
    return show(RegisterView, row);
  }

  @Get(':registerId/progress')
  @AnswersText('text/event-stream', { summary: '转入进度，完成即止 / how far everybody is carried over, until it is done', description: `Events \`progress\` and \`done\`, each with a RegisterView as JSON. ${streamWords}` }, { problems: [404] })
  async progress(@Me() me: Actor, @Param('registerId', IdPipe) registerId: string, @Req() request: SignedInRequest, @Res() response: Response): Promise<void> {
    const read = (reader: Actor) => this.runtime.queries.registers.find({ registerId, scope: scopeFor(reader, 'entitlements') });
    found(await read(me), 'register', '份登记册', 'register');
    await this.streams.send(request, response, (signal, reader) => asItChanges({
      read: () => read(reader()),
      shown: (register) => show(RegisterView, register),
      isOver: ({ status, parts, partsDone }) => status === 'declined' || (status === 'approved' && partsDone >= parts),
    }, signal));
  }

  @Get(':registerId/refusals')
  @AnswersPage(RegisterRefusalView, { summary: '未转入的人员及原因 / who was not carried over, and why' }, { problems: [404] })
  async refusals(@Me() me: Actor, @Param('registerId', IdPipe) registerId: string, @Query() query: PageQuery): Promise<ShownPage<RegisterRefusalView>> {
    return showPage(RegisterRefusalView, await this.runtime.queries.registers.refusals({ ...query, registerId, scope: scopeFor(me, 'entitlements') }));
  }

  @Post()
  @Changes({ summary: '开始登记旧名册 / begin to load a register' }, RegisterOpenedView)
  async open(@Me() me: Actor, @Command() command: ContextMaker, @Body() body: OpenRegisterDto, @Res({ passthrough: true }) response: Response): Promise<RegisterOpenedView> {
    scopeWithin(me, 'entitlements', body.areaCode);
    return show(RegisterOpenedView, finished(response, await this.registers.open(command(this.runtime.clock), body)));
  }

  @Post(':registerId/rows')
  @Changes({ summary: '读入一部分人员；同一部分再读无变动 / read a part of the people; the same part again changes nothing' })
  async addRows(@Command() command: ContextMaker, @Param('registerId', IdPipe) registerId: string, @Body() body: AddRowsDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.registers.addRows(command(this.runtime.clock), { registerId, ...body }));
  }

  @Post(':registerId/file')
  @ApiConsumes(...uploadTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Changes({ summary: '由文件读入全部人员；有一行不能读入则全部不读 / read everybody from a file; one row that cannot be read keeps all of it back' })
  async addFile(@Me() me: Actor, @Command() command: ContextMaker, @Param('registerId', IdPipe) registerId: string, @Req() request: SignedInRequest, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    const context = command(this.runtime.clock);
    const { areaCode } = found(await this.runtime.queries.registers.find({ registerId, scope: scopeFor(me, 'entitlements') }), 'register', '份登记册', 'register');
    requireRole(me, keepers, areaCode);
    return settled(response, await this.registers.addAll(context, { registerId, rows: await rowsOfFile(this.registers, uploaded(request)) }));
  }

  @Post(':registerId/submission')
  @Changes({ summary: '人数相符后提交批准 / submit for approval once the numbers agree' }, RegisterSubmittedView)
  async submit(@Command() command: ContextMaker, @Param('registerId', IdPipe) registerId: string, @Res({ passthrough: true }) response: Response): Promise<RegisterSubmittedView> {
    return show(RegisterSubmittedView, finished(response, await this.registers.submit(command(this.runtime.clock), { registerId })));
  }

  @Post(':registerId/approval')
  @Changes({ summary: '批准所见名单，编制人不得批准；随后自动转入 / approve the list that was seen; everybody is then carried over' })
  async approve(@Command() command: ContextMaker, @Param('registerId', IdPipe) registerId: string, @Body() body: ApproveRegisterDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.registers.approve(command(this.runtime.clock), { registerId, ...body }));
  }

  @Post(':registerId/refusal')
  @Changes({ summary: '不予批准，或由编制人撤回；之后可重新登记 / decline, or take back; it may then be loaded anew' })
  async decline(@Command() command: ContextMaker, @Param('registerId', IdPipe) registerId: string, @Body() body: DeclineRegisterDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.registers.decline(command(this.runtime.clock), { registerId, ...body }));
  }
}
