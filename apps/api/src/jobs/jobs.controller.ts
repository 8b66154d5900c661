import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { queueNames } from '@zhibu/application';
import { unwrap } from '@zhibu/kernel';
import type { Actor, AreaCode } from '@zhibu/kernel';
import { scopeOf } from '@zhibu/projections';
import type { ApiRuntime } from '../api-runtime';
import { Answers, AnswersList, AnswersPage } from '../common/answers';
import { Me } from '../common/command-context';
import { notFound } from '../common/rejections';
import { requireAnyRole, scopeFor } from '../common/scope';
import { showPage } from '../common/shown';
import type { ShownPage } from '../common/shown';
import { RUNTIME } from '../tokens';
import { isJobWithin } from './job-areas';
import { DeadLetterView, DeadLettersQuery, JobView, OutstandingItem, OutstandingQuery, QueueCountsView, RunAgainDto } from './jobs.dto';

const deadLettersShown = 50;

/** Dead letters that are looked through for those of the reader's areas, newest first. */
const deadLettersReadMax = 1_000;

/** Work that the system does by itself. Jobs hold ids and nothing about people; each is shown where the thing that it is about lies. */
const administeredBy = ({ roles }: Actor): AreaCode[] => roles.filter(({ role }) => role === 'administrator').map(({ areaCode }) => areaCode);

@ApiTags('jobs')
@Controller('jobs')
export class JobsController {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  @Get('counts')
  @AnswersList(QueueCountsView, { summary: '各队列任务数，全系统合计 / jobs by queue, of the whole installation' })
  async counts(@Me() me: Actor): Promise<QueueCountsView[]> {
    scopeFor(me, 'jobs');
    const counts = await (await this.runtime.queues()).counts();
    return queueNames.map((queue) => ({ queue, ...counts[queue] }));
  }

  @Get('dead-letters')
  @AnswersList(DeadLetterView, { summary: '全部尝试均失败的任务，限本地区 / jobs of the area whose attempts all failed' })
  async deadLetters(@Me() me: Actor, @Query() { limit = deadLettersShown }: DeadLettersQuery): Promise<DeadLetterView[]> {
    const scope = scopeFor(me, 'jobs');
    const shown: DeadLetterView[] = [];
    for (const { job, failedAt, attempts, reason } of await (await this.runtime.queues()).deadLetters({ limit: deadLettersReadMax })) {
      if (shown.length === limit) break;
      if (await isJobWithin(this.runtime, scope, job)) shown.push({ queue: job.queue, jobId: job.id, payload: job.payload, failedAt, attempts, reason });
    }
    return shown;
  }

  @Post('run-again')
  @Answers(JobView, { summary: '重新运行本地区失败的任务 / run a dead letter of the area again' }, { problems: [404, 409, 413, 415] })
  async runAgain(@Me() me: Actor, @Body() { queue, jobId }: RunAgainDto): Promise<JobView> {
    requireAnyRole(me, ['administrator']);
    const queues = await this.runtime.queues();
    const job = await queues.find(queue, jobId);
    if (job === null || !(await isJobWithin(this.runtime, scopeOf(administeredBy(me)), job))) throw notFound('job', '项任务', 'job');
    const again = unwrap(await queues.runAgain(queue, jobId));
    return { queue: again.queue, jobId: again.id };
  }

  @Get('outstanding')
  @AnswersPage(OutstandingItem, { summary: '系统待办，最久的在前 / what the system owes, oldest first' })
  async outstanding(@Me() me: Actor, @Query() query: OutstandingQuery): Promise<ShownPage<OutstandingItem>> {
    return showPage(OutstandingItem, await this.runtime.queries.outstandingWork.list({ ...query, scope: scopeFor(me, 'jobs') }));
  }
}
