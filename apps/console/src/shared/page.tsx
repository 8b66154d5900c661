import { ReactNode } from 'react';
import { useTitle } from './use-title';

interface PageProps {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Title, what can be done on the page, and the rest. Plain elements, because every first page waits for them. */
export const Page = ({ title, actions, children }: PageProps) => {
  useTitle(title);
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
        {actions}
      </div>
      {children}
    </>
  );
};
