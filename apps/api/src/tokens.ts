/** What the composition root hands to the modules. */
export const RUNTIME = Symbol('runtime');
export const IDENTITY = Symbol('identity');
/** Whether the service listens where only this machine can reach it. */
export const LOOPBACK = Symbol('loopback');
/** How many streams of events are open at once, and for how long. */
export const STREAM_LIMITS = Symbol('stream limits');
