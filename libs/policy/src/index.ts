export * from './amount';
export * from './decision';
export * from './facts';
export * from './schemes';
