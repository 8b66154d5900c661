import { TextDecoder, TextEncoder } from 'node:util';

/** What the router asks for when it is read, and jsdom has not: imported before it. */
Object.assign(globalThis, { TextDecoder, TextEncoder });
