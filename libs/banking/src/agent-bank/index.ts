export * from './read-payment-file';
export * from './write-return-file';
