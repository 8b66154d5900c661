import { useAreaName } from './use-areas';

/** An area in words; many of them in a list ask the server once for each area above. */
export const AreaName = ({ code }: { readonly code: string }) => <>{useAreaName(code)}</>;
