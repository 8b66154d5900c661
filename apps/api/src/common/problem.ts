import { Rejection, Language } from '@zhibu/kernel';

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
  'command.busy': 409,
  'identity.sign-in-failed': 401,
  'identity.locked': 429,
  'identity.required': 401,
  'user.no-delegation': 403,
  'user.disabled': 403,
  'request.too-large': 413,
  'request.key-missing': 428,
  'request.version-missing': 428,
};

const statusBySuffix: readonly [RegExp, number][] = [
  [/\.(not-found|unknown|not-registered)$/, 404],
  [/^(authority|duties|separation)\./, 403],
  [/\.(already-[a-z-]+|exists)$/, 409],
];

/** Which HTTP status a stable code has; everything else is 422: understood, but refused. */
export const statusOf = (code: string): number =>
  statusByCode[code] ?? statusBySuffix.find(([pattern]) => pattern.test(code))?.[1] ?? 422;

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
