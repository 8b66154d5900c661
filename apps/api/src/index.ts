export * from './api.module';
export * from './create-api';
export * from './describe-api';
export * from './openapi';
