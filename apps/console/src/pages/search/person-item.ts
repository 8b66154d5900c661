import { components } from '../../generated/openapi';

/** A person as a search finds them: keyed, with the number masked. */
export type PersonItem = components['schemas']['PersonItem'];
