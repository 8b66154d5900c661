import { ArgumentsHost, BadRequestException, Catch, ExceptionFilter, HttpException, Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Rejection, text } from '@zhibu/kernel';
import { CursorRefused } from '@zhibu/projections';
import { Logger } from 'nestjs-pino';
import type { ApiRuntime } from '../api-runtime';
import type { SignedInRequest } from '../auth/session.guard';
import { RUNTIME } from '../tokens';
import { NotReady } from '../health/not-ready';
import { engineAwayFor, engineRetryAfterSeconds } from './engine-away';
import { isRefusal, refusalOf } from './file-refused';
import { languageOf } from './language';
import { Problem, problemOf } from './problem';
import { requestIdOf } from './request-id';
import { RouteTable } from './routes';
import { withoutUnseen } from './unseen';
import { ValidationProblem } from './validation';

/** A stream that somebody closes leaves its place to the next. */
const streamRetryAfterSeconds = 5;

/** Every answer that is not a success leaves through here, as one kind of document. */
@Injectable()
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    private readonly routes: RouteTable,
    @Inject(RUNTIME) private readonly runtime: ApiRuntime,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<SignedInRequest>(), http.getResponse<Response>()];
    this.answer(await withoutUnseen(this.runtime, request, error), request, response);
  }

  private answer(error: unknown, request: Request, response: Response): void {
    const problem = this.problemFor(error, request);
    // Only what nobody foresaw is an error of ours; its text may hold anything and is not sent. To say that one is not ready is an answer.
    if (problem.status >= 500 && !(error instanceof NotReady)) this.logger.error({ requestId: problem.requestId, name: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) }, 'request failed');
    if (response.headersSent) {
      response.end();
      return;
    }
    if (problem.code.startsWith('stream.')) response.setHeader('Retry-After', String(streamRetryAfterSeconds));
    else if (problem.status === 503) response.setHeader('Retry-After', String(engineRetryAfterSeconds));
    // What is left of a body that was refused is not read: the connection ends with the answer.
    if ([411, 413, 415].includes(problem.status)) response.setHeader('Connection', 'close');
    if (problem.status === 405) response.setHeader('Allow', this.routes.methodsAt(request.path).join(', '));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private problemFor(error: unknown, request: Request): Problem {
    const language = languageOf(request);
    const requestId = requestIdOf(request);
    if (error instanceof NotReady) return { ...problemOf(error.rejection, language, requestId), errors: error.dependencies(language) };
    if (isRefusal(error)) return refusalOf(error, language, requestId);
    if (error instanceof ValidationProblem) return { ...problemOf(error.rejection, language, requestId), status: 400, errors: error.fields };
    if (error instanceof CursorRefused) return problemOf(cursorRefused, language, requestId);
    const away = engineAwayFor(error);
    if (away !== null) return problemOf(away, language, requestId);
    if (error instanceof NotFoundException && this.routes.methodsAt(request.path).length > 0) return problemOf(otherMethod(request, this.routes), language, requestId);
    const status = error instanceof HttpException ? error.getStatus() : bodyParserStatus(error);
    return { ...problemOf(rejectionFor(status, error), language, requestId), status };
  }
}

/** Stack lines without the message: a message can quote what a person typed. */
const stackOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')).join('\n') : undefined;

const bodyParserStatus = (error: unknown): number => {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
};

const cursorRefused: Rejection = {
  code: 'request.cursor',
  message: text('翻页标记不属于这个列表', 'The cursor does not belong to this list'),
  expected: text('上一页返回的 nextCursor', 'nextCursor of the page before'),
  actual: text('其他内容', 'something else'),
  field: 'cursor',
};

const otherMethod = (request: Request, routes: RouteTable): Rejection => {
  const allowed = routes.methodsAt(request.path).join(', ');
  return { code: 'request.method', message: text('该地址不接受这种方法', 'The address does not take this method'), expected: text(allowed, allowed), actual: text(request.method, request.method) };
};

const rejectionFor = (status: number, error: unknown): Rejection => {
  switch (status) {
    case 400:
      return { code: 'request.malformed', message: text('请求格式不正确', 'The request is malformed'), expected: text('合法的 JSON', 'valid JSON'), actual: text('无法解析的内容', 'content that cannot be read'), ...(error instanceof BadRequestException ? { field: 'body' } : {}) };
    case 401:
      return { code: 'identity.required', message: text('请先登录', 'Sign in first'), expected: text('有效的会话', 'a session that holds'), actual: text('没有会话或会话已过期', 'no session, or one that ended') };
    case 403:
      return { code: 'authority.refused', message: text('无权访问', 'Not allowed'), expected: text('具备相应角色', 'the role this asks for'), actual: text('当前用户没有该角色', 'a user without it') };
    case 404:
      return { code: 'request.path.not-found', message: text('没有这个地址', 'There is nothing at this address'), expected: text('/docs 中列出的地址', 'an address listed in /docs'), actual: text('其他地址', 'another one') };
    case 413:
      return { code: 'request.too-large', message: text('请求内容过大', 'The request is too large'), expected: text('不超过规定大小的内容', 'a body within the limit'), actual: text('超出限制', 'a larger one') };
    case 415:
      return { code: 'request.encoding', message: text('不支持的内容类型或编码', 'The content type or encoding is not supported'), expected: text('application/json，UTF-8', 'application/json in UTF-8'), actual: text('其他类型', 'another type') };
    case 429:
      return { code: 'request.too-many', message: text('请求过于频繁', 'Too many requests'), expected: text('稍后再试', 'a pause before the next try'), actual: text('超出频率限制', 'more than the limit') };
    default:
      return { code: 'server.fault', message: text('系统出错，操作未完成', 'Something failed on our side; nothing half-done was kept'), expected: text('正常完成', 'a normal end'), actual: text('内部错误，请提供请求编号', 'an internal fault; please quote the request id') };
  }
};
