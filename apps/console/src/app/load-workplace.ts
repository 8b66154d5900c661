/** Everything that stands around the pages; the sign-in goes without it. */
export const loadWorkplace = () => import('./workplace');
