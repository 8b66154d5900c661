import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { dateOf } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import { toMermaid } from '@zhibu/workflow';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList, AnswersText } from '../common/answers';
import { Me } from '../common/command-context';
import { IdPipe, NumberPipe } from '../common/id.pipe';
import { languageOf } from '../common/language';
import { found } from '../common/rejections';
import { scopeFor } from '../common/scope';
import { show } from '../common/shown';
import { ProcedureItem } from '../policies/policies.view';
import { RUNTIME } from '../tokens';
import { MermaidQuery, ProcedureView, StandingItem, StandingQuery } from './procedures.dto';

const dayMs = 86_400_000;
const daysFrom = (day: string, today: string): number => Math.max(0, Math.round((Date.parse(today) - Date.parse(day)) / dayMs));

@ApiTags('procedures')
@Controller('procedures')
export class ProceduresController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get()
  @AnswersList(ProcedureItem, { summary: '流程定义，含曾用版本 / procedures, with every version that was used' })
  list(): ProcedureItem[] {
    return this.runtime.procedures.all().map(({ procedure: { id, version, title, schemes }, areaCode, inForceFrom, source, confidence }) => ({ id, version, title, schemes, areaCode, inForceFrom, source, confidence }));
  }

  @Get('standing')
  @AnswersList(StandingItem, { summary: '各环节停留的案件数与天数 / how many cases stand at each stage, and for how long' })
  async standing(@Me() me: Actor, @Query() query: StandingQuery): Promise<StandingItem[]> {
    const today = dateOf(this.runtime.clock.now());
    const days = (since: string | null): number | null => (since === null ? null : daysFrom(since, today));
    const counts = await this.runtime.queries.cases.standing({ ...query, scope: scopeFor(me, 'cases') });
    return counts.map((count) => show(StandingItem, { ...count, medianDays: days(count.medianSince), longestDays: days(count.oldestSince) }));
  }

  @Get(':id/versions/:version')
  @Answers(ProcedureView, { summary: '一个版本 / one version' }, { problems: [404] })
  one(@Param('id', IdPipe) id: string, @Param('version', NumberPipe) version: number): ProcedureView {
    return show(ProcedureView, this.find(id, version));
  }

  @Get(':id/versions/:version/mermaid')
  @AnswersText('text/plain', { summary: '流程图（Mermaid） / the procedure as a Mermaid flowchart' }, { problems: [404] })
  mermaid(@Param('id', IdPipe) id: string, @Param('version', NumberPipe) version: number, @Query() { language }: MermaidQuery, @Req() request: Request, @Res() response: Response): void {
    response.type('text/plain; charset=utf-8').send(toMermaid(this.find(id, version), language ?? languageOf(request)));
  }

  private find(id: string, version: number) {
    return found(this.runtime.procedures.find(id, version), 'procedure', '个流程版本', 'version of a procedure');
  }
}
