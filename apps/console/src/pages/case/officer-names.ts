import { CaseView } from './case-state';

/** What somebody is called, with the id that sets people of one name apart; the id alone where the service knows no name. */
export const officerName = ({ officers }: Pick<CaseView, 'officers'>, userId: string): string => {
  const name = officers.find((officer) => officer.userId === userId)?.displayName;
  return name === undefined || name === userId ? userId : `${name} (${userId})`;
};
