import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import { ApiModule, ApiParts } from './api.module';
import { consolePages } from './console/console-pages';
import { bodyForms, jsonBytesMax, requestIds, securityHeaders } from './common/middleware';
import { RouteTable } from './common/routes';
import { validationPipe } from './common/validation';
import { apiPrefix, openApiOf } from './openapi';

/** A request has to be complete by then; uploads over a slow line need the longer one. */
const requestTimeoutMs = 10 * 60_000;
const headersTimeoutMs = 30_000;
/** Beside this program, in the checkout as in the image. */
const consoleFolderDefault = resolve(__dirname, '../../console/dist');

/** The application, not yet listening. */
export const createApi = async (parts: ApiParts): Promise<NestExpressApplication> => {
  // The framework tells of every route it finds; what matters is logged by the request and by the filter.
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(parts), { logger: false, abortOnError: false, bodyParser: false });
  app.disable('x-powered-by');
  // `ETag` names the version of what is shown; a hash of the bytes would look like one.
  app.set('etag', false);
  app.set('query parser', 'simple');
  // Off, every request comes from whom the connection is with, and `X-Forwarded-*` is a text like any other.
  app.set('trust proxy', parts.trustedProxies === undefined || parts.trustedProxies.length === 0 ? false : [...parts.trustedProxies]);
  app.use(requestIds, securityHeaders, ...[consolePages(parts.consoleFolder ?? consoleFolderDefault) ?? []].flat(), bodyForms);
  app.useBodyParser('json', { limit: jsonBytesMax, strict: true });
  apiPrefix(app);
  app.useGlobalPipes(validationPipe());
  const document = openApiOf(app);
  app.get(RouteTable).fill(document);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: '直补 Zhibu' });
  const server = app.getHttpServer();
  server.requestTimeout = requestTimeoutMs;
  server.headersTimeout = headersTimeoutMs;
  return app;
};
