import { Language, Rejection } from '@zhibu/kernel';
import { Int, Many, Str } from './shown';

/** RFC 9457 problem details, as sent with `application/problem+json`. */
export interface Problem {
  /** `urn:zhibu:problem:<code>`; the code is stable. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly expected: string;
  readonly actual: string;
  readonly field?: string;
  /** One entry per field, when several are wrong at once. */
  readonly errors?: readonly FieldProblem[];
  /** Quote it when asking for help: the log has the same number. */
  readonly requestId: string;
}

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly expected: string;
  readonly actual: string;
}

const statusByCode: Readonly<Record<string, number>> = {
  'command.version-conflict': 412,
  'command.key-reused': 422,
  'command.too-busy': 409,
  'command.unknown': 422,
  'identity.sign-in-failed': 401,
  'identity.required': 401,
  'identity.locked': 429,
  'identity.demo-elsewhere': 403,
  'user.no-delegation': 403,
  'user.disabled': 403,
  'user.own-roles': 403,
  'user.not-own': 403,
  'auth.password-change-required': 403,
  'delegation.not-own': 403,
  'request.invalid': 400,
  'request.malformed': 400,
  'request.cursor': 400,
  'request.number': 400,
  'request.version-malformed': 400,
  'request.source-name': 400,
  'request.method': 405,
  'request.length-missing': 411,
  'request.too-large': 413,
  'request.encoding': 415,
  'request.key-missing': 428,
  'request.too-many': 429,
  'stream.too-many': 429,
  'stream.busy': 503,
  'file.too-large': 413,
  'append.too-large': 413,
  'evidence.too-large': 413,
  'privacy.person-erased': 410,
  'evidence.erased': 410,
  // What was kept is not there any more as it was: no fault of who asks.
  'evidence.damaged': 500,
  'procedure.not-kept': 500,
  'procedure.changed': 500,
  'server.fault': 500,
  'server.not-ready': 503,
};

const statusByForm: readonly [RegExp, number][] = [
  [/^(authority|duty)\./, 403],
  // Something that the service rests on is away or in trouble; the request may be as right as can be.
  [/^(engine|redis|event-store)\.|^stream\.removed$/, 503],
  [/\.(not-found|not-registered|not-received|no-such-line)$/, 404],
  // How things stand does not allow it now; another moment or another order of steps might.
  [/\.(already-[a-z-]+|exists|known|frozen|wrong-status|other-stage|no-notice|not-open|not-dead|not-building|not-settled|not-confirmed|too-short|objection-open|chunks-missing|hash-changed|hash-differs|file-stale|file-voided|file-was-written|reissue-waits|short|receipt-twice|exclusive-scheme-claimed|file-not-sent|part-out-of-order|change-pending|change-not-pending|not-approved|exit-stands)$/, 409],
];

/** Which HTTP status a stable code has; everything else is 422: understood, but refused. */
export const statusOf = (code: string): number =>
  statusByCode[code] ?? statusByForm.find(([pattern]) => pattern.test(code))?.[1] ?? 422;

export const problemOf = (rejection: Rejection, language: Language, requestId: string): Problem => ({
  type: `urn:zhibu:problem:${rejection.code}`,
  title: rejection.message[language],
  status: statusOf(rejection.code),
  detail: sentence(rejection, language),
  code: rejection.code,
  expected: rejection.expected[language],
  actual: rejection.actual[language],
  ...(rejection.field === undefined ? {} : { field: rejection.field }),
  requestId,
});

const sentence = (rejection: Rejection, language: Language): string =>
  language === 'zh'
    ? `${rejection.message.zh}：应为${rejection.expected.zh}，实为${rejection.actual.zh}。`
    : `${rejection.message.en}: expected ${rejection.expected.en}, found ${rejection.actual.en}.`;

/** The same in the words of OpenAPI. */
export class FieldProblemView implements FieldProblem {
  @Str('字段 / field')
  readonly field!: string;

  @Str('固定代码 / stable code')
  readonly code!: string;

  @Str('应为 / what was expected')
  readonly expected!: string;

  @Str('实为 / what was found')
  readonly actual!: string;
}

export class ProblemView implements Problem {
  @Str('`urn:zhibu:problem:<code>`')
  readonly type!: string;

  @Str('问题 / what is wrong')
  readonly title!: string;

  @Int('HTTP 状态 / HTTP status')
  readonly status!: number;

  @Str('一句话说明 / one sentence')
  readonly detail!: string;

  @Str('固定代码 / stable code', { example: 'duty.prepared-and-approves' })
  readonly code!: string;

  @Str('应为 / what was expected')
  readonly expected!: string;

  @Str('实为 / what was found')
  readonly actual!: string;

  @Str('有误的字段 / field that is wrong', { optional: true })
  readonly field?: string;

  @Many('同时有误的各字段 / every field that is wrong', () => FieldProblemView, { optional: true })
  readonly errors?: readonly FieldProblemView[];

  @Str('请求编号，求助时请提供 / quote it when asking for help')
  readonly requestId!: string;
}
