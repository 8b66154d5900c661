/** The page of a right. Its id says the scheme and the person's key, and nothing that tells who it is. */
export const rightPath = (entitlementId: string): string => `/rights/${encodeURIComponent(entitlementId)}`;

/** The whole life of a person. */
export const replayPath = (personKey: string): string => `/people/${encodeURIComponent(personKey)}/replay`;
