import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createLogger } from '@zhibu/platform';
import { ApiModule, ApiParts } from './api.module';
import { apiPrefix, openApiOf } from './openapi';

/** The description of the API without anything that runs: no engine is asked, nothing listens. For those who write clients. */
export const describeApi = async (): Promise<OpenAPIObject> => {
  // Controllers are looked at and never made, so nothing of what they need is touched.
  const nothing = {} as Pick<ApiParts, 'runtime' | 'identity'>;
  const app = await NestFactory.create(ApiModule.with({ ...nothing, logger: createLogger('api', 'error'), loopback: true, requestsPerMinute: 1 }), { logger: false, abortOnError: false, preview: true });
  apiPrefix(app);
  return openApiOf(app);
};
