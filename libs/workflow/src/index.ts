export * from './procedure/register';
export * from './procedure/to-mermaid';
export * from './process/follow-up';
export * from './process/follow-ups-of';
export { entitlementsPerJobMax } from './process/payment-process';
export * from './replay';
