export * from './amount';
export * from './decision';
export * from './facts';
export * from './model';
export * from './policy-set';
export * from './schemes';
export * from './vocabulary';
