import { Component, ReactNode } from 'react';
import { NoLine } from '../api/problem';
import { Trouble } from '../shared/trouble';
import { isMissingFile } from './missing-file';

interface Shown {
  readonly error: unknown;
}

/** What stands around the pages, or why it cannot be shown: a page that is loaded anew asks for the files that there are now. */
export class IfItComes extends Component<{ readonly children: ReactNode }, Shown> {
  override state: Shown = { error: null };

  static getDerivedStateFromError(error: unknown): Shown {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <main><Trouble error={isMissingFile(error) ? new NoLine('no answer') : error} again={() => location.reload()} /></main>;
  }
}
