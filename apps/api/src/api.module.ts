import { DynamicModule, Module, Provider, RequestMethod, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import type { Logger as PinoLogger } from 'pino';
import { maskText } from '@zhibu/platform';
import type { IdentityStore } from '@zhibu/platform';
import { AccessLogController } from './access-log/access-log.controller';
import type { ApiRuntime } from './api-runtime';
import { ApplicationsController } from './applications/applications.controller';
import { CaseStepsController } from './applications/case-steps.controller';
import { AuthController } from './auth/auth.controller';
import { RequestLimits, limitsOf, signInLimits } from './auth/request-limits';
import type { SignInLimits } from './auth/request-limits';
import { SessionGuard } from './auth/session.guard';
import { BatchCorrectionsController } from './batches/batch-corrections.controller';
import { BatchStepsController } from './batches/batch-steps.controller';
import { BatchesController } from './batches/batches.controller';
import { EventStreams, streamLimits } from './common/event-streams';
import type { StreamLimits } from './common/event-streams';
import { Freshness } from './common/freshness';
import { ProblemFilter } from './common/problem.filter';
import { RouteTable } from './common/routes';
import { EntitlementChangesController } from './entitlements/changes.controller';
import { EntitlementsController } from './entitlements/entitlements.controller';
import { EvidenceController } from './evidence/evidence.controller';
import { FundsController } from './funds/funds.controller';
import { HealthController } from './health/health.controller';
import { HomeController } from './home/home.controller';
import { ImportsController } from './imports/imports.controller';
import { JobsController } from './jobs/jobs.controller';
import { MonthController } from './month/month.controller';
import { NoticesController } from './notices/notices.controller';
import { PeopleCommandsController } from './people/people-commands.controller';
import { PeopleController } from './people/people.controller';
import { PoliciesController } from './policies/policies.controller';
import { PolicyVersionsController } from './policies/policy-versions.controller';
import { ProceduresController } from './procedures/procedures.controller';
import { RatesController } from './rates/rates.controller';
import { ReconciliationsController } from './reconciliations/reconciliations.controller';
import { RegistersController } from './registers/registers.controller';
import { ReplayController } from './replay/replay.controller';
import { ReturnsController } from './returns/returns.controller';
import { Runs } from './runs/runs';
import { SystemController } from './system/system.controller';
import { SeveralCasesController } from './tasks/several-cases.controller';
import { TasksController } from './tasks/tasks.controller';
import { IDENTITY, LOOPBACK, RUNTIME, STREAM_LIMITS } from './tokens';
import { UsersController } from './users/users.controller';

export interface ApiParts {
  readonly runtime: ApiRuntime;
  readonly identity: IdentityStore;
  readonly logger: PinoLogger;
  /** Whether the service listens where only this machine can reach it; demo users exist only then. */
  readonly loopback: boolean;
  /** Networks of proxies whose word on the client's address and on https is taken; nobody's when left out. */
  readonly trustedProxies?: readonly string[];
  /** In place of the usual limits of progress streams. */
  readonly streams?: Partial<StreamLimits>;
  /** Where the built console lies; beside the API when left out. */
  readonly consoleFolder?: string;
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number;
  /** In place of the usual limits of tries of a password. */
  readonly signIns?: SignInLimits;
}

/** One or two controllers for each thing people work with; a new page of the console needs one line here. */
const controllers: Type[] = [
  AuthController, PeopleController, PeopleCommandsController, EvidenceController, ApplicationsController, CaseStepsController, TasksController, SeveralCasesController, NoticesController, EntitlementsController,
  BatchesController, BatchStepsController, BatchCorrectionsController, ReturnsController, FundsController, MonthController, RatesController, ReplayController, ImportsController, UsersController, PoliciesController, PolicyVersionsController,
  EntitlementChangesController, ReconciliationsController, RegistersController, ProceduresController, JobsController, SystemController, AccessLogController, HealthController, HomeController,
];

/** A malformed address is logged as it came; numbers of people in it are masked either way. */
const pathOf = (url: string): string => maskText(url.split('?')[0] ?? '');

const isHealth = (url: string): boolean => pathOf(url).startsWith('/api/v1/health/');

@Module({})
export class ApiModule {
  static with(parts: ApiParts): DynamicModule {
    const providers: Provider[] = [
      RouteTable,
      EventStreams,
      Runs,
      { provide: STREAM_LIMITS, useValue: { ...streamLimits, ...parts.streams } },
      { provide: RUNTIME, useValue: parts.runtime },
      { provide: IDENTITY, useValue: parts.identity },
      { provide: LOOPBACK, useValue: parts.loopback },
      { provide: APP_GUARD, useClass: RequestLimits },
      { provide: APP_GUARD, useClass: SessionGuard },
      { provide: APP_INTERCEPTOR, useClass: Freshness },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ];
    return {
      module: ApiModule,
      imports: [
        // Bodies, queries and header values never reach the log: they name people.
        LoggerModule.forRoot({
          forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
          pinoHttp: {
            logger: parts.logger,
            // Asked every few seconds, and no error when the answer is no: what goes away and comes back is logged by itself.
            autoLogging: { ignore: ({ url }) => isHealth(url ?? '') },
            serializers: {
              req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, path: pathOf(url) }),
              res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
            },
          },
        }),
        ThrottlerModule.forRoot(limitsOf(parts.requestsPerMinute, parts.signIns ?? signInLimits)),
      ],
      controllers,
      providers,
    };
  }
}
