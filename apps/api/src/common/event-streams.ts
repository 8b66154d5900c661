import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { RejectionError, dateOf, text, unwrap } from '@zhibu/kernel';
import type { Actor } from '@zhibu/kernel';
import type { IdentityStore } from '@zhibu/platform';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { IDENTITY, RUNTIME, STREAM_LIMITS } from '../tokens';
import { ServerEvent, drained, pause, wordsOf } from './event-stream';
import { isRefusal, refusalOf } from './file-refused';
import type { FileRefused } from './file-refused';
import { languageOf } from './language';
import { requestIdOf } from './request-id';

export interface StreamLimits {
  /** Open at once, for one user and for this process. */
  readonly perUser: number;
  readonly perProcess: number;
  /** A stream ends by then; whoever wants to watch longer connects again. */
  readonly longestMs: number;
  /** Between two comments that keep proxies from closing a quiet stream. */
  readonly heartbeatMs: number;
  /** Between two looks whether the reader may still read. */
  readonly checkMs: number;
  /** When a reader is told to connect again. */
  readonly againMs: number;
}

export const streamLimits: StreamLimits = { perUser: 6, perProcess: 200, longestMs: 15 * 60_000, heartbeatMs: 15_000, checkMs: 5_000, againMs: 2_000 };

/** Said of every such route. */
export const streamWords = `At most ${streamLimits.perUser} streams of a user are open at once; a stream ends with the session, and after ${streamLimits.longestMs / 60_000} minutes with the event \`again\`: connect once more.`;

/** Who reads, asked anew now and then: a role that was taken away ends the stream as well. */
export type Source = (signal: AbortSignal, reader: () => Actor) => AsyncIterable<ServerEvent>;

/** What is sent in place of the rest when a stream ends before its work does. */
type End = { readonly kind: 'time' } | { readonly kind: 'refused'; readonly error: RejectionError | FileRefused };

const tooMany = (limit: number, whose: 'user' | 'process'): RejectionError =>
  new RejectionError({
    code: whose === 'user' ? 'stream.too-many' : 'stream.busy',
    message: whose === 'user' ? text('您同时打开的进度过多', 'You have too many progress streams open') : text('同时打开的进度过多，请稍后再试', 'Too many progress streams are open; try again later'),
    expected: text(`最多 ${limit} 个`, `${limit} at most`),
    actual: text('已达上限', 'as many are open'),
  });

const sessionOver = (): RejectionError =>
  new RejectionError({ code: 'identity.required', message: text('请先登录', 'Sign in first'), expected: text('有效的会话', 'a session that holds'), actual: text('会话已结束', 'a session that ended') });

/** Every stream of events of this process: so many, so long, and no longer than the reader's session. */
@Injectable()
export class EventStreams {
  private readonly open = new Map<string, number>();
  private openAtAll = 0;

  constructor(
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
    @Inject(IDENTITY) private readonly identity: IdentityStore,
    @Inject(STREAM_LIMITS) private readonly limits: StreamLimits,
  ) {}

  /**
   * Sends server-sent events until the source ends, the reader leaves or may read no more, or time is up, then ends the answer.
   * Refused before anything is sent when too many are open. What is refused later is sent as the event `problem`; at the end
   * of its time comes the event `again`, and a browser connects again by itself.
   */
  async send(request: SignedInRequest, response: Response, source: Source): Promise<void> {
    const release = this.take(request.actor.userId);
    try {
      await this.sendTaken(request, response, source);
    } finally {
      release();
      response.end();
    }
  }

  private take(userId: string): () => void {
    const mine = this.open.get(userId) ?? 0;
    if (mine >= this.limits.perUser) throw tooMany(this.limits.perUser, 'user');
    if (this.openAtAll >= this.limits.perProcess) throw tooMany(this.limits.perProcess, 'process');
    this.open.set(userId, mine + 1);
    this.openAtAll += 1;
    return () => {
      this.openAtAll -= 1;
      const left = (this.open.get(userId) ?? 1) - 1;
      if (left > 0) this.open.set(userId, left);
      else this.open.delete(userId);
    };
  }

  private async sendTaken(request: SignedInRequest, response: Response, source: Source): Promise<void> {
    const ending = new AbortController();
    let end: End | null = null;
    let reader = request.actor;
    const finish = (how: End): void => {
      end ??= how;
      ending.abort();
    };
    response.on('close', () => ending.abort());
    response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    response.write(`retry: ${this.limits.againMs}\n\n`);
    const heartbeat = setInterval(() => void response.write(': still here\n\n'), this.limits.heartbeatMs);
    const timer = setTimeout(() => finish({ kind: 'time' }), this.limits.longestMs);
    const watching = this.watch(request, ending.signal, (actor) => { reader = actor; }, (error) => finish({ kind: 'refused', error }));
    try {
      for await (const one of source(ending.signal, () => reader)) {
        if (ending.signal.aborted) break;
        if (!response.write(wordsOf(one))) await drained(response, ending.signal);
      }
    } catch (error) {
      if (!isRefusal(error)) throw error;
      end ??= { kind: 'refused', error };
    } finally {
      clearInterval(heartbeat);
      clearTimeout(timer);
      ending.abort();
      await watching;
    }
    if (end !== null && !response.destroyed) response.write(wordsOf(this.lastWord(end, request)));
  }

  private lastWord(end: End, request: SignedInRequest): ServerEvent {
    if (end.kind === 'refused') return { event: 'problem', data: refusalOf(end.error, languageOf(request), requestIdOf(request)) };
    return { event: 'again', data: { reason: 'time', longestMs: this.limits.longestMs, retryAfterMs: this.limits.againMs } };
  }

  /** The session is looked at and not prolonged: a page that is left open does not keep its user signed in. */
  private async watch(request: SignedInRequest, signal: AbortSignal, onReader: (actor: Actor) => void, onRefused: (error: RejectionError) => void): Promise<void> {
    for (await pause(this.limits.checkMs, signal); !signal.aborted; await pause(this.limits.checkMs, signal)) {
      try {
        const session = await this.identity.look(request.sessionToken);
        if (session === null) throw sessionOver();
        onReader(unwrap(await this.runtime.services.users.resolveActor(session.userId, dateOf(this.runtime.clock.now()), session.onBehalfOf ?? undefined)));
      } catch (error) {
        // A database that does not answer for a moment ends nobody's session.
        if (error instanceof RejectionError) return onRefused(error);
      }
    }
  }
}
