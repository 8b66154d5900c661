import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';
import { tokenOf } from '../auth/session.guard';
import { neededFiles } from './needed-files';

const nonceBytes = 16;
const noncePlace = '<meta name="csp-nonce" content="" />';
const headEnd = '</head>';
const assetsPath = '/assets/';

/** Only our own scripts run, styles come from our files or carry the nonce of the page, and nothing leaves for anywhere else. */
const policyFor = (nonce: string): string =>
  [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data: blob:", "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'",
    "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'",
  ].join('; ');

const types: Readonly<Record<string, string>> = { '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.png': 'image/png' };

/** A file in each form in which it may be sent. */
interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
}

/** In memory, some megabytes in all: a console that is built anew beside a running API takes nothing away under it. */
const assetsIn = (folder: string): ReadonlyMap<string, Asset> => {
  const names = readdirSync(folder);
  const read = (name: string): Buffer | null => (names.includes(name) ? readFileSync(join(folder, name)) : null);
  return new Map(names.flatMap((name) => {
    const type = types[extname(name)];
    return type === undefined ? [] : [[`${assetsPath}${name}`, { type, plain: readFileSync(join(folder, name)), br: read(`${name}.br`), gzip: read(`${name}.gz`) }] as const];
  }));
};

/** The worker asks our own service for files and nothing else. Its name stays, so it is looked at anew each time. */
const workerPath = '/sw.js';
const policyOfWorker = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

const sendWorker = (worker: Buffer, request: Request, response: Response): void => {
  response.set({ 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache', 'Content-Security-Policy': policyOfWorker, 'Content-Length': String(worker.length) });
  response.end(request.method === 'HEAD' ? undefined : worker);
};

const looks = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
const isPage = (request: Request): boolean => looks(request) && !/^\/(api|docs|assets)(\/|$)|^\/openapi\.json$/.test(request.path) && request.accepts('html', 'json') === 'html';

/** Names of files carry the hash of what is in them, so they are kept for a year. */
const send = ({ type, plain, br, gzip }: Asset, request: Request, response: Response): void => {
  const [form, body] = br !== null && request.acceptsEncodings('br') === 'br' ? ['br', br] as const : gzip !== null && request.acceptsEncodings('gzip') === 'gzip' ? ['gzip', gzip] as const : [null, plain] as const;
  response.set({ 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable', Vary: 'Accept-Encoding', 'Content-Length': String(body.length), ...(form === null ? {} : { 'Content-Encoding': form }) });
  response.end(request.method === 'HEAD' ? undefined : body);
};

/** Whether they are is found out by asking. */
const isPerhapsSignedIn = (request: Request): boolean => tokenOf(request) !== undefined;

/** The files of the console, and its page at every address that is not the API's: the console itself knows its addresses. `null`: it was not built. */
export const consolePages = (folder: string): RequestHandler | null => {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) return null;
  const html = readFileSync(index, 'utf8');
  const assets = assetsIn(join(folder, 'assets'));
  const worker = existsSync(join(folder, 'sw.js')) ? readFileSync(join(folder, 'sw.js')) : null;
  const needed = neededFiles(folder);
  const sendPage = (request: Request, response: Response): void => {
    const nonce = randomBytes(nonceBytes).toString('base64');
    response.set({ 'Content-Security-Policy': policyFor(nonce), 'Cache-Control': 'no-cache', 'Content-Type': 'text/html; charset=utf-8', 'Permissions-Policy': 'camera=(self), geolocation=(), microphone=()' });
    response.end(html.replace(noncePlace, `<meta name="csp-nonce" content="${nonce}" />`).replace(headEnd, isPerhapsSignedIn(request) ? `${needed(request.path)}${headEnd}` : headEnd));
  };
  return (request, response, next) => {
    const asset = looks(request) ? assets.get(request.path) : undefined;
    if (asset !== undefined) return send(asset, request, response);
    if (looks(request) && request.path === workerPath) return worker === null ? next() : sendWorker(worker, request, response);
    return isPage(request) ? sendPage(request, response) : next();
  };
};
