import { HttpCode, applyDecorators } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiProduces, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { keyCharactersMax, keyPattern } from './command-context';
import { ProblemView } from './problem';
import { CommandView } from './outcome';

/** Each route names what it answers; problems are documented together with the good answer. */
type Route = MethodDecorator;
interface RouteWords {
  readonly summary: string;
  readonly description?: string;
}
interface AnswerOptions {
  /** The answer shows one thing whose version stands in `ETag`. */
  readonly tagged?: boolean;
  readonly status?: number;
  /** Statuses of problems beside those every route has. */
  readonly problems?: readonly number[];
  /** Kinds of text that a reader may ask for in place of JSON. */
  readonly texts?: readonly string[];
  /** No session is needed. */
  readonly open?: boolean;
}

const problemWords: Readonly<Record<number, string>> = {
  400: '请求格式或字段有误 / malformed request or wrong fields',
  401: '未登录 / not signed in',
  403: '无权办理 / not allowed',
  404: '没有，或不在管辖范围内 / not there, or outside the scope',
  409: '与当前状态冲突 / in conflict with how things stand',
  410: '此人的资料已按规定删除 / the data of the person was erased',
  412: 'If-Match 版本已过期 / If-Match names an old version',
  413: '内容过大 / too large',
  415: '内容类型不支持 / content type not supported',
  422: '内容明确但被拒绝 / understood and refused',
  428: '缺少 Idempotency-Key / Idempotency-Key is missing',
  429: '请求过于频繁 / too many requests',
  503: '尚未就绪、所依赖的引擎没有应答，或已达上限 / not ready, an engine behind it does not answer, or as much as it takes already',
};

export const Problems = (...statuses: readonly number[]): Route =>
  applyDecorators(
    ApiExtraModels(ProblemView),
    ...[...new Set(statuses)].sort((a, b) => a - b).map((status) =>
      ApiResponse({ status, description: problemWords[status] ?? 'problem', content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) } } } })),
  );

const etag = { ETag: { description: '版本，可用于 If-Match / version, for If-Match', schema: { type: 'string' as const, example: '"7"' } } };

const answering = (words: RouteWords, schema: object | null, { tagged = false, status = 200, problems = [], open = false, texts = [] }: AnswerOptions, ...models: readonly Type[]): Route =>
  applyDecorators(
    HttpCode(status),
    ApiOperation({ summary: words.summary, ...(words.description === undefined ? {} : { description: words.description }) }),
    ApiExtraModels(...models),
    ApiResponse({ status, description: words.summary, ...(tagged ? { headers: etag } : {}), ...(schema === null ? {} : { content: { 'application/json': { schema }, ...Object.fromEntries(texts.map((type) => [type, { schema: { type: 'string' } }])) } }) }),
    Problems(400, 429, 503, ...(open ? [] : [401, 403]), ...problems),
  );

export const Answers = (view: Type, words: RouteWords, options: AnswerOptions = {}): Route => answering(words, { $ref: getSchemaPath(view) }, options, view);
export const AnswersList = (view: Type, words: RouteWords, options: AnswerOptions = {}): Route =>
  answering(words, { type: 'array', items: { $ref: getSchemaPath(view) } }, options, view);
export const AnswersNothing = (words: RouteWords, options: AnswerOptions = {}): Route => answering(words, null, { status: 204, ...options });

export const AnswersPage = (view: Type, words: RouteWords, options: AnswerOptions = {}): Route =>
  answering(words, {
    type: 'object',
    required: ['items', 'nextCursor'],
    properties: {
      items: { type: 'array', items: { $ref: getSchemaPath(view) } },
      nextCursor: { type: 'string', nullable: true, description: '下一页，最后一页为 null / where the next page begins, null after the last' },
    },
  }, options, view);

export const AnswersText = (contentType: string, words: RouteWords, options: AnswerOptions = {}): Route =>
  applyDecorators(
    HttpCode(options.status ?? 200),
    ApiOperation(words),
    ApiProduces(contentType),
    ApiResponse({ status: options.status ?? 200, description: words.summary, content: { [contentType]: { schema: { type: 'string' } } } }),
    Problems(400, 429, 503, ...(options.open === true ? [] : [401, 403]), ...(options.problems ?? [])),
  );

/** A route that changes something: key required, version optional, everything that can go wrong named. */
export const Changes = (words: RouteWords, view: Type = CommandView, options: AnswerOptions = {}): Route =>
  applyDecorators(
    answering(words, { $ref: getSchemaPath(view) }, { tagged: true, ...options, problems: [404, 409, 412, 413, 415, 422, 428, ...(options.problems ?? [])] }, view),
    ApiHeader({ name: 'Idempotency-Key', required: true, description: '每次新操作换一个；重试用同一个 / a new one for each new action, the same for a retry', schema: { type: 'string', minLength: 1, maxLength: keyCharactersMax, pattern: keyPattern.source } }),
    ApiHeader({ name: 'If-Match', required: false, description: '上次读到的 ETag / the ETag that was read', schema: { type: 'string', example: '"7"' } }),
  );
