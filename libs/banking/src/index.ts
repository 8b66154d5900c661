export * from './agent-bank';
export * from './folder-file-writer';
export * from './import/read-table';
export * from './import/table';
export * from './import/write-rejected-rows';
export * from './layout';
export * from './read-return-file';
export * from './write-payment-file';
