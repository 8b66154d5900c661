import { DynamicModule, Inject, Injectable, Module, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Installation } from '@zhibu/runtime';

const INSTALLATION = Symbol('installation');

/** Keeps a share of the read models, turns a share of the events into jobs and runs them. The processes share the work out among themselves. */
@Injectable()
class Work implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(INSTALLATION) private readonly installation: Installation) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.installation.runtime.start({ projections: true, workers: true });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.installation.stop();
  }
}

@Module({})
export class WorkerModule {
  static with(installation: Installation): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: INSTALLATION, useValue: installation }, Work] };
  }
}
