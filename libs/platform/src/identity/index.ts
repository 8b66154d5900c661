export * from './identity-schema';
export * from './identity-store';
export { checkNewPassword } from './password';
