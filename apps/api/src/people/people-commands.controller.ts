import { Body, Controller, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { accountWarnings } from '@zhibu/domain';
import type { Response } from 'express';
import type { ApiRuntime } from '../api-runtime';
import { Changes } from '../common/answers';
import { Command } from '../common/command-context';
import type { ContextMaker } from '../common/command-context';
import { IdPipe } from '../common/id.pipe';
import { finished, settled } from '../common/outcome';
import type { CommandView } from '../common/outcome';
import { RUNTIME } from '../tokens';
import { AccountRecordedView } from './account-warnings.view';
import { AccountDto, CorrectDetailsDto, DeathDto, FamilyDto, MoveDto, PersonFormDto, RecordFactsDto, RetractDeathDto, RetractFactDto } from './people.dto';
import { RegisteredView } from './people.view';

/** What is recorded about people. Roles and areas are checked where the decision is made. */
@ApiTags('people')
@Controller('people')
export class PeopleCommandsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  private get people() {
    return this.runtime.services.people;
  }

  @Post()
  @Changes({ summary: '登记人员 / register a person' }, RegisteredView, { status: 201 })
  async register(@Command() command: ContextMaker, @Body() body: PersonFormDto, @Res({ passthrough: true }) response: Response): Promise<RegisteredView> {
    const registered = finished(response, await this.people.register(command(this.runtime.clock), body));
    return { ...registered, warnings: body.account === undefined ? [] : accountWarnings(body.account.accountNumber) };
  }

  @Post(':personKey/corrections')
  @Changes({ summary: '更正姓名、电话、住址 / correct name, phone or address' })
  async correct(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: CorrectDetailsDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.correctDetails(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/facts')
  @Changes({ summary: '记录事实 / record facts' })
  async facts(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: RecordFactsDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.recordFacts(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/retractions')
  @Changes({ summary: '撤销事实 / retract a fact' })
  async retract(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: RetractFactDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.retractFact(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/accounts')
  @Changes({ summary: '登记一卡通账户，卡号有疑时提醒 / record an account; a doubtful number is recorded with a warning' }, AccountRecordedView)
  async account(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: AccountDto, @Res({ passthrough: true }) response: Response): Promise<AccountRecordedView> {
    const recorded = settled(response, await this.people.recordAccount(command(this.runtime.clock), { personKey, ...body }));
    return { ...recorded, warnings: accountWarnings(body.accountNumber) };
  }

  @Post(':personKey/moves')
  @Changes({ summary: '迁移 / record a move' })
  async move(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: MoveDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.move(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/death')
  @Changes({ summary: '登记死亡，其资格随后退出 / record a death; the rights end by themselves' })
  async death(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: DeathDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.recordDeath(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/death/retractions')
  @Changes({ summary: '撤销误登的死亡，之后可登记正确日期 / take back a death recorded wrongly; the right day can be recorded afterwards' })
  async retractDeath(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: RetractDeathDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.retractDeath(command(this.runtime.clock), { personKey, ...body }));
  }

  @Post(':personKey/family')
  @Changes({ summary: '登记家庭关系 / link family' })
  async family(@Command() command: ContextMaker, @Param('personKey', IdPipe) personKey: string, @Body() body: FamilyDto, @Res({ passthrough: true }) response: Response): Promise<CommandView> {
    return settled(response, await this.people.linkFamily(command(this.runtime.clock), { personKey, ...body }));
  }
}
