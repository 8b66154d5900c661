import { ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { CommandContext } from '@zhibu/application';
import { Clock, Rejection, RejectionError, text } from '@zhibu/kernel';
import type { SignedInRequest } from '../auth/session.guard';
import { requestIdOf } from './request-id';

/** Characters of an `Idempotency-Key`: the same in the check and in the documentation. */
export const keyCharactersMax = 120;
export const keyPattern = new RegExp(`^[\\x21-\\x7e]{1,${keyCharactersMax}}$`);

const keyMissing: Rejection = {
  code: 'request.key-missing',
  message: text('缺少 Idempotency-Key 请求头', 'The header Idempotency-Key is missing'),
  expected: text(`1 至 ${keyCharactersMax} 个可见字符，每次新操作换一个`, `1 to ${keyCharactersMax} visible characters, a new one for each new action`),
  actual: text('没有或不合规', 'none, or one that does not fit'),
  field: 'Idempotency-Key',
};

const badVersion: Rejection = {
  code: 'request.version-malformed',
  message: text('If-Match 请求头不正确', 'The header If-Match is wrong'),
  expected: text('上次读到的 ETag，例如 "7"', 'the ETag that was read, such as "7"'),
  actual: text('其他形式', 'another form'),
  field: 'If-Match',
};

/** `If-Match: "7"` is the version that the writer has seen; weak tags and lists are not versions. */
export const expectedVersionOf = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  const match = /^"(\d{1,9})"$/.exec(header.trim());
  if (match === null) throw new RejectionError(badVersion);
  return Number(match[1]);
};

/** Builds the context of a command; the clock comes from the runtime. */
export type ContextMaker = (clock: Clock) => CommandContext;

/** For commands: actor of the session, `Idempotency-Key`, `If-Match`, ids that tie everything to the request. */
export const Command = createParamDecorator((_: unknown, host: ExecutionContext): ContextMaker => {
  const request = host.switchToHttp().getRequest<SignedInRequest>();
  const key = request.header('Idempotency-Key');
  if (key === undefined || !keyPattern.test(key)) throw new RejectionError(keyMissing);
  const expectedVersion = expectedVersionOf(request.header('If-Match'));
  const requestId = requestIdOf(request);
  return (clock) => ({
    clock,
    actor: request.actor,
    // Keys are chosen by callers: the user's id keeps one caller from meeting another's key.
    commandKey: `${request.actor.userId}/${key}`,
    correlationId: requestId,
    causationId: requestId,
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  });
});

/** For looks at a person: keyed by the request itself, so that no look stays unrecorded behind an old key. */
export const Look = createParamDecorator((_: unknown, host: ExecutionContext): ContextMaker => {
  const request = host.switchToHttp().getRequest<SignedInRequest>();
  const requestId = requestIdOf(request);
  return (clock) => ({ clock, actor: request.actor, commandKey: `look/${requestId}`, correlationId: requestId, causationId: requestId });
});

/** Who is signed in. */
export const Me = createParamDecorator((_: unknown, host: ExecutionContext) => host.switchToHttp().getRequest<SignedInRequest>().actor);
