import { DomainEvent, describeEvents } from '@zhibu/kernel';

/**
 * How people were shown: in a list, by a search, one by the ID number or the key, with accounts or payments, all masked; and the
 * photographs and documents of their applications, which show what they show.
 */
export const listings = ['list', 'search', 'find', 'summary', 'accounts', 'payments', 'evidence'] as const;
export type Listing = (typeof listings)[number];

/** The task in whose course somebody looked. */
export const lookPurposes = ['case-work', 'review', 'payment', 'inspection', 'inquiry'] as const;
export type LookPurpose = (typeof lookPurposes)[number];

/** Stream `access-<personKey>`: every look at a person, with the reason given. Stream `looks-<userId>`: what lists showed somebody. */
export type AccessLogEvent = PersonViewed | PeopleListed;

export type PersonViewed = DomainEvent<
  'PersonViewed',
  { readonly personKey: string; readonly viewedBy: string; readonly what: 'details' | 'history' | 'number' | 'account'; /** Kept in the clear: accountability outlives the person's key. */ readonly reason: string }
>;
/** One request that showed people, masked; each of them finds it in their own timeline. */
export type PeopleListed = DomainEvent<
  'PeopleListed',
  {
    /** Stable ids of the officer and, when delegated, of the one behind. */
    readonly listedBy: readonly string[];
    readonly what: Listing;
    readonly personKeys: readonly string[];
    readonly purpose: LookPurpose;
    /** In the clear like that of a view. `null` where the purpose says it. */
    readonly reason: string | null;
  }
>;

export const accessLogEventSpecs = describeEvents<AccessLogEvent>()({
  PersonViewed: { schemaVersion: 1, subjects: ['personKey'], personal: [] },
  PeopleListed: { schemaVersion: 1, subjects: ['personKeys.*'], personal: [] },
});
