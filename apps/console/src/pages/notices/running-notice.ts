import { components } from '../../generated/openapi';

/** A public list that hangs somewhere. */
export type Notice = components['schemas']['RunningNoticeView'];
