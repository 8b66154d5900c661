import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { fileTypes } from '@zhibu/application';
import { RejectionError, text } from '@zhibu/kernel';
import { newId } from '@zhibu/platform';

/** Ids are made here and never taken from outside: they key the record of looks at people. */
export const requestIds: RequestHandler = (request: Request & { id?: unknown }, response: Response, next: NextFunction) => {
  const id = newId();
  request.id = id;
  response.setHeader('X-Request-Id', id);
  next();
};

const policyOfPages = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const policyOfData = "default-src 'none'; frame-ancestors 'none'";

/** What a browser may do with our answers. Data are never cached, framed or sniffed. */
export const securityHeaders: RequestHandler = (request, response, next) => {
  const isPage = request.path === '/' || request.path.startsWith('/docs');
  response.set({
    'Content-Security-Policy': isPage ? policyOfPages : policyOfData,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    ...(request.secure ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  });
  if (request.path.startsWith('/api/')) response.set('Cache-Control', 'no-store');
  next();
};

/** Bytes of a JSON body; files have routes of their own with a larger limit. */
export const jsonBytesMax = 1024 * 1024;

export const uploadTypes = ['application/octet-stream', 'text/csv'] as const;
/** What a browser says of photographs and documents; what they are is found in their content. */
export const evidenceTypes = ['application/octet-stream', ...fileTypes] as const;

/** Routes that take a file as the body; everything else takes JSON. */
const uploads: readonly { readonly path: RegExp; readonly types: readonly string[] }[] = [
  { path: /^\/api\/v1\/imports\/applications(\/preview)?$/, types: uploadTypes },
  { path: /^\/api\/v1\/registers\/(preview|[^/]+\/file)$/, types: uploadTypes },
  { path: /^\/api\/v1\/returns$/, types: uploadTypes },
  { path: /^\/api\/v1\/people\/[^/]+\/evidence$/, types: evidenceTypes },
];

const hasBody = (request: Request): boolean => request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** Refuses a body in another form, or of a size not stated or too large, before any of it is read: the parser would read all of it first. */
export const bodyForms: RequestHandler = (request, _response, next) => {
  if (!hasBody(request)) return next();
  const upload = uploads.find(({ path }) => path.test(request.path));
  const wanted = upload?.types ?? ['application/json'];
  if (request.is([...wanted]) === false) return next(otherType(wanted));
  if (upload !== undefined) return next();
  if (request.headers['content-length'] === undefined) return next(noLength());
  next(Number(request.headers['content-length']) > jsonBytesMax ? tooLarge() : undefined);
};

const otherType = (wanted: readonly string[]): RejectionError =>
  new RejectionError({
    code: 'request.encoding',
    message: text('不支持的内容类型', 'The content type is not supported'),
    expected: text(wanted.join('、'), wanted.join(', ')),
    actual: text('其他类型', 'another type'),
  });

const noLength = (): RejectionError =>
  new RejectionError({
    code: 'request.length-missing',
    message: text('没有说明请求内容的长度', 'The length of the body is not stated'),
    expected: text('Content-Length 请求头', 'the header Content-Length'),
    actual: text('没有', 'none'),
    field: 'Content-Length',
  });

const tooLarge = (): RejectionError =>
  new RejectionError({
    code: 'request.too-large',
    message: text('请求内容过大', 'The request is too large'),
    expected: text(`最多 ${jsonBytesMax} 字节`, `at most ${jsonBytesMax} bytes`),
    actual: text('超过上限', 'more than that'),
  });
