import { ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { ThrottlerException, ThrottlerGuard } from '@nestjs/throttler';
import type { ThrottlerLimitDetail, ThrottlerOptions } from '@nestjs/throttler';
import type { Request, Response } from 'express';
import { tokenOf } from './session.guard';

/** Tries of a password in a minute. */
export interface SignInLimits {
  /** Of one user from one address: whoever mistypes does not shut out their office. */
  readonly person: number;
  /** Of everybody from one address: whoever tries many users is slowed, and an office of sixty gets in within the minute. */
  readonly address: number;
}

export const signInLimits: SignInLimits = { person: 10, address: 60 };

const msPerMinute = 60_000;
const triesKey = 'zhibu:tries-password';
const userIdMax = 64;

/** Marks a route that looks at a password, and says whose it is: of the user in the body, or of whoever is signed in. */
export const TriesPassword = (of: 'user-id' | 'session'): MethodDecorator => SetMetadata(triesKey, of);

const triesOf = (context: ExecutionContext): unknown => Reflect.getMetadata(triesKey, context.getHandler());

const personOf = (context: ExecutionContext): string => {
  const request = context.switchToHttp().getRequest<Request>();
  if (triesOf(context) === 'session') return tokenOf(request) ?? '';
  // Not looked at by any pipe yet: it may be missing, or anything.
  const { userId } = (request.body ?? {}) as { readonly userId?: unknown };
  return typeof userId === 'string' ? userId.trim().slice(0, userIdMax) : '';
};

const isNoTry = (context: ExecutionContext): boolean => triesOf(context) === undefined;

/** What is counted of an address, the widest first. */
export const limitsOf = (requestsPerMinute: number, { address, person }: SignInLimits): ThrottlerOptions[] => [
  { name: 'default', ttl: msPerMinute, limit: requestsPerMinute },
  { name: 'address', ttl: msPerMinute, limit: address, skipIf: isNoTry, setHeaders: false },
  { name: 'person', ttl: msPerMinute, limit: person, skipIf: isNoTry, setHeaders: false },
];

/** Counts requests by address, and tries of a password by person and address as well. */
@Injectable()
export class RequestLimits extends ThrottlerGuard {
  protected override generateKey(context: ExecutionContext, address: string, name: string): string {
    return super.generateKey(context, name === 'person' ? `${address} ${personOf(context)}` : address, name);
  }

  protected override throwThrottlingException(context: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail): Promise<void> {
    context.switchToHttp().getResponse<Response>().setHeader('Retry-After', timeToBlockExpire);
    return Promise.reject(new ThrottlerException());
  }
}
