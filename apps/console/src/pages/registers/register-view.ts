import { components } from '../../generated/openapi';

/** A register of people who were paid before. */
export type Register = components['schemas']['RegisterView'];
