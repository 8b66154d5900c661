import { components } from '../generated/openapi';

/** Who is signed in. */
export type Me = components['schemas']['CurrentView'];
export type Role = Me['roles'][number]['role'];
