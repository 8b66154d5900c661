import { createContext, use } from 'react';
import type { Me } from './me';

export type { Me, Role } from './me';

export interface Session {
  readonly me: Me;
  readonly signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

export const useSession = (): Session => {
  const session = use(SessionContext);
  if (session === null) throw new Error('expected a page inside Workplace');
  return session;
};
