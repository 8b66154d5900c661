export * from './identity-schema';
export * from './identity-store';
export { signInFailed } from './credentials';
export { checkNewPassword } from './password';
