import { Button, Card, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useShortcuts } from '../../shortcuts/use-shortcuts';
import { useTexts } from '../../texts/language';
import { Action } from './action';
import { ActionForm } from './action-form';
import { CaseView } from './case-state';
import { ObjectionSaid } from './looked';
import { Asking } from './may-now';
import { Offered } from './offered';
import { actionTexts } from './texts';
import { useRefusalWords } from './why-not-words';

interface ActionsProps {
  readonly view: CaseView;
  readonly asking: Asking;
  readonly offered: readonly Offered[];
  /** Known after a look with a reason. */
  readonly objections: readonly ObjectionSaid[] | null;
  readonly want: (version: number) => void;
}

/** What may be done now; what may not is shown with the reason, in the words of the rule that speaks against it. */
export const Actions = ({ view, asking, offered, objections, want }: ActionsProps) => {
  const said = useTexts(actionTexts);
  const refusalWords = useRefusalWords();
  const [open, setOpen] = useState<Action | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useShortcuts([['act', () => place.current?.querySelector<HTMLElement>('button:not([disabled])')?.focus()]]);
  // A form that is open stays, whatever became of the case meanwhile: it says so.
  if (offered.length === 0 && open === null) return null;
  return (
    <Card size="small" title={said.may}>
      <div ref={place} className="case-actions">
        {offered.map(({ action, refusal }) => (
          <div key={action}>
            <Button block type={refusal === null && action === offered[0]?.action ? 'primary' : 'default'} disabled={refusal !== null} aria-describedby={refusal === null ? undefined : `why-${action}`} onClick={() => setOpen(action)}>{said[action]}</Button>
            {refusal === null ? null : <Typography.Text type="secondary" id={`why-${action}`}><small>{refusalWords(refusal)}</small></Typography.Text>}
          </div>
        ))}
      </div>
      <ActionForm action={open} asking={asking} view={view} objections={objections} want={want} refusal={offered.find(({ action }) => action === open)?.refusal} onClose={() => setOpen(null)} />
    </Card>
  );
};
