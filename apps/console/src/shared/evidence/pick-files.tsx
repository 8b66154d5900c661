import { DragEvent, useId, useState } from 'react';
import { useTexts } from '../../texts/language';
import { evidenceTypes } from './file-type';
import { evidenceTexts } from './texts';

interface PickFilesProps {
  readonly disabled: boolean;
  readonly onPicked: (files: readonly File[]) => void;
}

/** Files from the device or its camera, or dropped here. The inputs are real ones, so keyboards and screen readers know them. */
export const PickFiles = ({ disabled, onPicked }: PickFilesProps) => {
  const said = useTexts(evidenceTexts);
  const [isOver, setOver] = useState(false);
  const help = useId();
  const over = (event: DragEvent, now: boolean): void => {
    event.preventDefault();
    setOver(now && !disabled);
  };
  const drop = (event: DragEvent): void => {
    over(event, false);
    if (!disabled) onPicked([...event.dataTransfer.files]);
  };
  const input = (label: string, accept: string, camera: boolean) => (
    <label className="evidence-pick">
      <input type="file" className="evidence-input" accept={accept} multiple={!camera} disabled={disabled} aria-describedby={help} {...(camera ? { capture: 'environment' } : {})}
        onChange={({ target }) => {
          onPicked([...(target.files ?? [])]);
          // The same file chosen again counts as a new choice.
          target.value = '';
        }} />
      <span>{label}</span>
    </label>
  );
  return (
    <div className={isOver ? 'evidence-drop evidence-drop-over' : 'evidence-drop'} onDragOver={(event) => over(event, true)} onDragLeave={(event) => over(event, false)} onDrop={drop}>
      {input(said.choose, evidenceTypes.join(','), false)}
      {input(said.photograph, 'image/*', true)}
      <small id={help}>{said.dropHere}</small>
    </div>
  );
};
