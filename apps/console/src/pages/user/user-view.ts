import { components } from '../../generated/openapi';

/** An officer, with roles and areas. */
export type User = components['schemas']['UserView'];
