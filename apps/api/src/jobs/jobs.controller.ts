import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { queueNames } from '@zhibu/application';
import { unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList, AnswersPage } from '../common/answers';
import { Me } from '../common/command-context';
import { requireAnyRole, scopeFor } from '../common/scope';
import { showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { DeadLetterView, DeadLettersQuery, JobView, OutstandingItem, OutstandingQuery, QueueCountsView, RunAgainDto } from './jobs.dto';

const deadLettersShown = 50;

/** Work that the system does by itself. Jobs hold ids and nothing about people. */
@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get('counts')
  @AnswersList(QueueCountsView, { summary: '各队列任务数 / jobs by queue' })
  async counts(@Me() me: Actor): Promise<QueueCountsView[]> {
    scopeFor(me, 'jobs');
    const counts = await (await this.runtime.queues()).counts();
    return queueNames.map((queue) => ({ queue, ...counts[queue] }));
  }

  @Get('dead-letters')
  @AnswersList(DeadLetterView, { summary: '全部尝试均失败的任务 / jobs whose attempts all failed' })
  async deadLetters(@Me() me: Actor, @Query() { limit = deadLettersShown }: DeadLettersQuery): Promise<DeadLetterView[]> {
    scopeFor(me, 'jobs');
    const letters = await (await this.runtime.queues()).deadLetters({ limit });
    return letters.map(({ job, failedAt, attempts, reason }) => ({ queue: job.queue, jobId: job.id, payload: job.payload, failedAt, attempts, reason }));
  }

  @Post('run-again')
  @Answers(JobView, { summary: '重新运行失败的任务 / run a dead letter again' }, { problems: [404, 409, 413, 415] })
  async runAgain(@Me() me: Actor, @Body() { queue, jobId }: RunAgainDto): Promise<JobView> {
    requireAnyRole(me, ['administrator']);
    const job = unwrap(await (await this.runtime.queues()).runAgain(queue, jobId));
    return { queue: job.queue, jobId: job.id };
  }

  @Get('outstanding')
  @AnswersPage(OutstandingItem, { summary: '系统待办，最久的在前 / what the system owes, oldest first' })
  async outstanding(@Me() me: Actor, @Query() query: OutstandingQuery): Promise<ShownPage<OutstandingItem>> {
    return showPage(OutstandingItem, await this.runtime.queries.outstandingWork.list({ ...query, scope: scopeFor(me, 'jobs') }));
  }
}
