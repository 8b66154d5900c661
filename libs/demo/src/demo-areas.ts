import { AreaCode } from '@zhibu/kernel';

/** The demo county of `policies/areas`: 13 townships with 7 villages each, 91 in all. */
export const demoCounty: AreaCode = '990101000000';
export const demoTownships: readonly AreaCode[] = Array.from({ length: 13 }, (_, index) => `990101${100 + index}000`);
export const demoVillages: readonly AreaCode[] = demoTownships.flatMap((township) =>
  Array.from({ length: 7 }, (_, index) => `${township.slice(0, 9)}${String(index + 1).padStart(3, '0')}`),
);
export const townshipOf = (village: AreaCode): AreaCode => `${village.slice(0, 9)}000`;
