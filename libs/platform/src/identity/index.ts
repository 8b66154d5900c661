export * from './identity-schema';
export * from './identity-store';
