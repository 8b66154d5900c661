import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import Ajv2020, { ValidateFunction } from 'ajv/dist/2020';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Operation, nameOf, operationsOf } from './sampled';

const bodyBytesMax = 2 * 1024 * 1024;
const shownMax = 20;

/** Objects with named fields take no others: a field that is not documented must not be there. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (value === null || typeof value !== 'object') return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  return node['type'] === 'object' && node['properties'] !== undefined && node['additionalProperties'] === undefined ? { ...node, additionalProperties: false } : node;
};

interface Given {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Compares every answer that a server gives with what its documentation says: status, kind of content, shape. */
export class DocumentedAnswers {
  private readonly routes: readonly { readonly pattern: RegExp; readonly operation: Operation }[];
  private readonly checks = new Map<string, ValidateFunction>();
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly found: string[] = [];
  /** Answers compared. */
  count = 0;

  constructor(document: OpenAPIObject) {
    this.ajv.addSchema(closed(document) as object, 'api');
    this.routes = operationsOf(document).map((operation) => ({ operation, pattern: new RegExp(`^${operation.path.replace(/\{[^}]+\}/g, '[^/]+')}$`) }));
  }

  listenTo(server: Server): void {
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const keep = (part: unknown): void => {
        if (!(typeof part === 'string' || part instanceof Uint8Array)) return;
        bytes += part.length;
        if (bytes <= bodyBytesMax) parts.push(Buffer.from(part));
      };
      const [write, end] = [response.write.bind(response), response.end.bind(response)] as [(...given: unknown[]) => boolean, (...given: unknown[]) => ServerResponse];
      response.write = (...given: unknown[]) => { keep(given[0]); return write(...given); };
      response.end = (...given: unknown[]) => { keep(given[0]); return end(...given); };
      response.on('finish', () => {
        const [path = ''] = (request.url ?? '').split('?');
        this.compare({ method: (request.method ?? '').toLowerCase(), path, status: response.statusCode, contentType: String(response.getHeader('content-type') ?? '').split(';')[0] ?? '', body: bytes <= bodyBytesMax ? Buffer.concat(parts).toString('utf8') : '' });
      });
    });
  }

  /** What did not agree; empty when all did. */
  problems(): readonly string[] {
    return [...new Set(this.found)].slice(0, shownMax);
  }

  private compare(given: Given): void {
    if (!given.path.startsWith('/api/v1/')) return;
    this.count += 1;
    // A literal part of an address goes before a parameter: the address with the fewest of them is meant.
    const at = this.routes.filter(({ pattern }) => pattern.test(given.path)).sort((a, b) => a.operation.path.split('{').length - b.operation.path.split('{').length);
    const operation = at.find((route) => route.operation.method === given.method)?.operation;
    const problem = operation === undefined ? this.ofNoOperation(given, at.length > 0) : this.ofOperation(operation, given);
    if (problem !== null) this.found.push(problem);
  }

  private ofNoOperation({ method, path, status }: Given, isAddress: boolean): string | null {
    return status === (isAddress ? 405 : 404) ? null : `${method} ${path} is not documented and was answered ${status}`;
  }

  private ofOperation(operation: Operation, { status, contentType, body }: Given): string | null {
    // Not modified: the reader has the answer already.
    if (status === 304) return null;
    const answer = operation.responses[String(status)];
    if (answer === undefined) return `${nameOf(operation)}: the status ${status} is not documented: ${body.slice(0, 200)}`;
    const contents = Object.keys(answer.content ?? {});
    if (contents.length === 0) return body === '' ? null : `${nameOf(operation)} ${status}: no content is documented, found ${contentType}`;
    if (!contents.includes(contentType)) return `${nameOf(operation)} ${status}: documented ${contents.join(', ')}, found ${contentType}`;
    if (!contentType.endsWith('json') || body === '') return null;
    const check = this.checkOf(operation, status, contentType);
    return check(JSON.parse(body)) ? null : `${nameOf(operation)} ${status}: ${this.ajv.errorsText(check.errors)} in ${body.slice(0, 300)}`;
  }

  private checkOf({ path, method }: Operation, status: number, contentType: string): ValidateFunction {
    const escaped = [path, method, 'responses', String(status), 'content', contentType, 'schema'].map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
    const pointer = `api#/paths/${escaped.map(encodeURIComponent).join('/')}`;
    const known = this.checks.get(pointer) ?? this.ajv.compile({ $ref: pointer });
    this.checks.set(pointer, known);
    return known;
  }
}
