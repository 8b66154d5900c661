/** Identifiers of schemes and branches, such as `rural-reward` and `child-died`: what there is comes from the YAML under `policies/`. */
export type Scheme = string;
export type Branch = string;

/** Who pays: the budget level that funds a part of a layer. */
export const fundingLevels = ['central', 'province', 'city', 'county'] as const;
export type FundingLevel = (typeof fundingLevels)[number];
