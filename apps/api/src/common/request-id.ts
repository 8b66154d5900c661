import type { Request } from 'express';

/** The id that the first middleware gave the request. */
export const requestIdOf = ({ id }: Request): string => (typeof id === 'string' ? id : '');
