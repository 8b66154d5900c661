import { INestApplication } from '@nestjs/common';
import { DocumentBuilder, OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { idPattern, numberMax } from './common/id.pipe';
import { sha256Pattern } from './evidence/sha256.pipe';

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object' && !Array.isArray(value);

/** 3.1 has no `nullable`: null is one of the types. The framework still writes the older form. */
const withNull = ({ nullable: _, ...schema }: Node): Node => {
  // Beside a reference the framework writes `object`, which a null would have to be as well.
  if (schema['allOf'] !== undefined) return { ...(schema['description'] === undefined ? {} : { description: schema['description'] }), anyOf: [...(schema['allOf'] as unknown[]), { type: 'null' }] };
  if (typeof schema['type'] !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const values = schema['enum'];
  return { ...schema, type: [schema['type'], 'null'], ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}) };
};

/** What the pipes of addresses take; the framework knows only whether it is a text or a number. */
const inAddress = (parameter: Node): Node =>
  ({ ...parameter, schema: isNode(parameter['schema']) && parameter['schema']['type'] === 'number' ? { type: 'integer', minimum: 1, maximum: numberMax } : { type: 'string', pattern: (parameter['name'] === 'sha256' ? sha256Pattern : idPattern).source } });

const modern = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(modern);
  if (!isNode(value)) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, modern(inner)]));
  if (node['in'] === 'path') return inAddress(node);
  return node['nullable'] === true ? withNull(node) : node;
};

/** Everything but the page at the root stands under the version of the API. */
export const apiPrefix = (app: INestApplication): void => void app.setGlobalPrefix('api/v1', { exclude: ['/'] });

/** The description of the API, OpenAPI 3.1. */
export const openApiOf = (app: INestApplication): OpenAPIObject => {
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setTitle('直补 Zhibu')
      .setDescription('补贴直达个人的事件溯源工作流引擎 / event-sourced workflow engine that pays subsidies straight to the person. 会话闲置三十分钟即结束；带 X-Zhibu-Polled: 1 的读取和事件流不算使用 / A session ends after thirty minutes without use; reads with X-Zhibu-Polled: 1 and streams of events are none. 列表与详情稍后于写入；读取时带 X-Zhibu-Fresh: 1，则等到此前写入的都能看到再答复，至多两秒，答复头为 1，未赶上为 0 / Lists and details follow what is written at a short distance; a read with X-Zhibu-Fresh: 1 is answered once they show all that was written before it, after two seconds at most, and the answer carries 1, or 0 if they were late.')
      .setVersion('1')
      .setOpenAPIVersion('3.1.0')
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .addBearerAuth()
      .addCookieAuth('zhibu_session')
      .addSecurityRequirements('bearer')
      .addSecurityRequirements('cookie')
      .build(),
    { operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}.${method}` },
  );
  return modern(document) as OpenAPIObject;
};
