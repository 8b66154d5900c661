import { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { ApiModule, ApiParts } from './api.module';
import { validationPipe } from './common/validation';

/** Bytes; imports and return files have routes of their own with a larger limit. */
const jsonBytesMax = 1024 * 1024;

export const openApiOf = (app: INestApplication): OpenAPIObject =>
  SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('直补 Zhibu')
      .setDescription('补贴直达个人的事件溯源工作流引擎 / event-sourced workflow engine that pays subsidies straight to the person')
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .addBearerAuth()
      .addCookieAuth('zhibu_session')
      .build(),
  );

/** The application, not yet listening. */
export const createApi = async (parts: ApiParts): Promise<NestExpressApplication> => {
  const app = await NestFactory.create<NestExpressApplication>(ApiModule.with(parts), { bufferLogs: true, bodyParser: false });
  app.useLogger(app.get(Logger));
  app.useBodyParser('json', { limit: jsonBytesMax, strict: true });
  app.disable('x-powered-by');
  app.setGlobalPrefix('api/v1');
  app.useGlobalPipes(validationPipe());
  SwaggerModule.setup('docs', app, openApiOf(app), { jsonDocumentUrl: 'openapi.json' });
  return app;
};
