import { DomainEvent, describeEvents } from '@zhibu/kernel';

/** Stream `access-<personKey>`: every look at a person, with the reason given. */
export type AccessLogEvent = DomainEvent<
  'PersonViewed',
  { readonly personKey: string; readonly viewedBy: string; readonly what: 'details' | 'history' | 'number' | 'account'; /** Kept in the clear: accountability outlives the person's key. */ readonly reason: string }
>;

export const accessLogEventSpecs = describeEvents<AccessLogEvent>()({ PersonViewed: { schemaVersion: 1, subjects: ['personKey'], personal: [] } });
