/** What the composition root hands to the modules. */
export const RUNTIME = Symbol('runtime');
export const IDENTITY = Symbol('identity');
