/** Fixed identifiers of the schemes and branches; new ones come from YAML under `policies/`. */
export const schemes = ['rural-reward', 'only-child-bonus', 'special-hardship'] as const;
export type Scheme = string;
export const specialHardshipBranches = ['child-died', 'child-disabled', 'complication-1', 'complication-2', 'complication-3'] as const;
export type Branch = string;

/** Who pays: the budget level that funds a part of a layer. */
export const fundingLevels = ['central', 'province', 'city', 'county'] as const;
export type FundingLevel = (typeof fundingLevels)[number];
