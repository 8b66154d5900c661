import { CallHandler, ExecutionContext, Inject, Injectable, NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { RUNTIME } from '../tokens';

/** Sent with a read by whoever has just written; the answer carries it too: 1, or 0 when the read models were not there in time. */
export const freshHeader = 'X-Zhibu-Fresh';

/** Longer than read models need unless something is wrong, and short enough to look at. */
const waitsMs = 2_000;

/** Read models follow the log at a short distance. Who asks for it is answered once they hold all that was written before the question (ADR 0017). */
@Injectable()
export class Freshness implements NestInterceptor {
  constructor(@Inject(RUNTIME) private readonly runtime: ApiRuntime) {}

  async intercept(host: ExecutionContext, next: CallHandler): Promise<ReturnType<CallHandler['handle']>> {
    const http = host.switchToHttp();
    const request = http.getRequest<Partial<Pick<SignedInRequest, 'actor'>> & Pick<SignedInRequest, 'method' | 'header'>>();
    if (request.actor !== undefined && request.method === 'GET' && request.header(freshHeader) === '1') http.getResponse<Response>().setHeader(freshHeader, (await this.isFresh()) ? '1' : '0');
    return next.handle();
  }

  /** An event store that is away keeps nobody from reading. */
  private async isFresh(): Promise<boolean> {
    if (this.runtime.engines.isAway('event-store')) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => { timer = setTimeout(() => resolve(false), waitsMs); });
    return Promise.race([this.runtime.caughtUp(waitsMs).catch(() => false), late]).finally(() => clearTimeout(timer));
  }
}
