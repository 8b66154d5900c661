export * from './errors';
export { createEventCodec } from './event-codec';
export * from './key-vault';
export { migrateKeyVault, vaultHoldsKeys } from './key-vault-schema';
export { masterKeyId } from './key-wrapping';
export * from './masking';
export { createMemoryKeyVault } from './memory-key-vault';
export * from './postgres-key-vault';
export { createPseudonyms } from './pseudonyms';
