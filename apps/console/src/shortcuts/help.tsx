import { Checkbox, Modal } from 'antd';
import { Fragment, ReactNode, useState } from 'react';
import type { PageEntry } from '../menu';
import { useLanguage, useTexts } from '../texts/language';
import { isOn, turn } from './choice';
import { KeyName, keys } from './keys';
import { texts } from './texts';

const everywhere: readonly KeyName[] = ['help', 'search', 'apply', 'go'];

interface HelpProps {
  /** What holds where the help was asked for; `null`: nobody asked. */
  readonly names: readonly KeyName[] | null;
  readonly pages: readonly PageEntry[];
  readonly onLeave: () => void;
}

/** The keys that hold here, in the reader's language, and whether they hold at all. */
export const Help = ({ names, pages, onLeave }: HelpProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [isUsed, setUsed] = useState(isOn);
  const use = (on: boolean): void => {
    turn(on);
    setUsed(on);
  };
  const lineOf = (name: KeyName): Line => ({ pressed: [keys[name].key], words: keys[name].words[language] });
  const shown = names ?? [];
  const letters = pages.flatMap(({ title, letter }) => (title === null || letter === undefined ? [] : [{ pressed: [keys.go.key, letter], words: title[language] }]));
  return (
    <Modal open={names !== null} title={said.title} footer={null} width={640} onCancel={onLeave} closable={{ 'aria-label': said.close }}>
      <Checkbox checked={isUsed} onChange={({ target }) => use(target.checked)}>{said.turnOn}</Checkbox>
      <p>{said.turnOnWhy}</p>
      <Part title={said.here} lines={shown.filter((name) => !everywhere.includes(name)).map(lineOf)} />
      <Part title={said.anywhere} lines={everywhere.filter((name) => shown.includes(name)).map(lineOf)} />
      <Part title={said.pages} lines={letters} />
      <Part title={said.inForms} lines={[{ pressed: [`Ctrl+${said.enter}`], words: said.send }, { pressed: ['Esc'], words: said.leave }]} />
    </Modal>
  );
};

interface Line {
  /** One after the other. */
  readonly pressed: readonly string[];
  readonly words: string;
}

const Part = ({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) => (lines.length === 0 ? null : (
  <section aria-label={title}>
    <h2 className="shortcuts-title">{title}</h2>
    <dl className="shortcuts">{lines.map(({ pressed, words }) => <div key={words}><dt><Pressed keys={pressed} /></dt><dd>{words}</dd></div>)}</dl>
  </section>
));

const Pressed = ({ keys: pressed }: { readonly keys: readonly string[] }): ReactNode => {
  const said = useTexts(texts);
  return pressed.map((key, index) => <Fragment key={key}>{index === 0 ? null : ` ${said.then} `}<kbd>{key}</kbd></Fragment>);
};

/** After the key that goes: the letters of the pages, said to those who cannot see them too. The element is always there, so that its words are heard. */
export const Letters = ({ pages }: { readonly pages: readonly PageEntry[] | null }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  return (
    <div role="status" className={pages === null ? undefined : 'shortcuts-letters'}>
      {pages === null ? null : <><p>{said.goTo}</p><ul>{pages.map(({ path, title, letter }) => (letter === undefined ? null : <li key={path}><kbd>{letter}</kbd> {title?.[language]}</li>))}</ul></>}
    </div>
  );
};
