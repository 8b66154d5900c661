import { DynamicModule, Module, Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { LoggerModule } from 'nestjs-pino';
import type { Logger as PinoLogger } from 'pino';
import type { IdentityStore } from '@zhibu/platform';
import type { Runtime } from '@zhibu/runtime';
import { AuthController } from './auth/auth.controller';
import { SessionGuard } from './auth/session.guard';
import { ProblemFilter } from './common/problem.filter';
import { IDENTITY, RUNTIME } from './tokens';

export interface ApiParts {
  readonly runtime: Runtime;
  readonly identity: IdentityStore;
  readonly logger: PinoLogger;
  /** Requests of one address in a minute. */
  readonly requestsPerMinute: number;
}

const msPerMinute = 60_000;

/** One controller for each thing people work with; a new page of the console needs one line here. */
const controllers: Type[] = [AuthController];

@Module({})
export class ApiModule {
  static with(parts: ApiParts): DynamicModule {
    const providers: Provider[] = [
      { provide: RUNTIME, useValue: parts.runtime },
      { provide: IDENTITY, useValue: parts.identity },
      { provide: APP_GUARD, useClass: ThrottlerGuard },
      { provide: APP_GUARD, useClass: SessionGuard },
      { provide: APP_FILTER, useClass: ProblemFilter },
    ];
    return {
      module: ApiModule,
      imports: [
        // Bodies, queries and header values never reach the log: they name people.
        LoggerModule.forRoot({ pinoHttp: { logger: parts.logger, autoLogging: true, serializers: { req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, path: url.split('?')[0] }) } } }),
        ThrottlerModule.forRoot([{ ttl: msPerMinute, limit: parts.requestsPerMinute }]),
      ],
      controllers,
      providers,
    };
  }
}
