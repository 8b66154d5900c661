import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { Connection, ReadCall } from './connection';
import { NoAnswer, errorOf } from './grpc-errors';

/** Takes what the server sends, in its order; `false` ends the call. */
export type TakeResponse = (response: ReadResp) => boolean;

export interface ReadLimits {
  readonly what: string;
  /** Longest silence before the first response and between two. */
  readonly silenceMs: number;
}

/**
 * One read, from its call to its end. Rejects when it breaks off or falls silent; whoever asked then reads again, and nothing of
 * the broken one has been handed on. The call is ended on the server too, which would otherwise wait for us.
 */
export const readResponses = async (connection: Connection, request: ReadReq, take: TakeResponse, limits: ReadLimits): Promise<void> => {
  await connection.readSlots.take();
  try {
    await untilEnd(connection.read(request), take, limits);
  } finally {
    connection.readSlots.give();
  }
};

const untilEnd = (opening: Promise<ReadCall>, take: TakeResponse, { what, silenceMs }: ReadLimits): Promise<void> =>
  new Promise((resolve, reject) => {
    let call: ReadCall | undefined;
    let isOver = false;
    const end = (error?: unknown): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      if (error === undefined) resolve();
      else reject(errorOf(error));
      if (call !== undefined) cancel(call);
    };
    let heard = 0;
    // In a process that is busy the time may be over before what has long arrived is looked at: it gets one more turn.
    const timer = setTimeout(() => {
      const before = heard;
      setImmediate(() => (heard === before ? end(new NoAnswer(what, silenceMs)) : timer.refresh()));
    }, silenceMs);
    opening.then((opened) => {
      call = opened;
      // A call that is cancelled says so as an error, which nobody may leave unheard.
      opened.on('error', end);
      if (isOver) return cancel(opened);
      opened.on('end', () => end());
      opened.on('data', (response: ReadResp) => {
        if (isOver) return;
        heard += 1;
        timer.refresh();
        try {
          if (!take(response)) end();
        } catch (error) {
          end(error);
        }
      });
    }, end);
  });

/** In a turn of its own: grpc-js loses a cancellation made while a message is being delivered (grpc-node issues 1464 and 1652). */
const cancel = (call: ReadCall): void => {
  setImmediate(() => call.cancel());
};
