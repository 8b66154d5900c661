import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../app/session';
import { pages } from '../menu';
import { Help, Letters } from './help';
import { KeyName, keys } from './keys';
import { isSending } from './pressed';
import { goToRow, hasBoxes, hasRows, tickRow } from './rows';
import './shortcuts.css';
import { shortcutsShown } from './use-shortcuts';
import { Asked, whenAsked } from './waiting';
import { sendForm, windowOnTop } from './windows';

/** With the Caps Lock on a letter is the same key. */
const keyOf = ({ key, shiftKey }: KeyboardEvent): string => (shiftKey ? key : key.toLowerCase());
const nameByKey = new Map(Object.entries(keys).map(([name, { key }]) => [key as string, name as KeyName]));

/** The pages of the menu of whoever is signed in. */
const usePages = () => {
  const { me } = useSession();
  return pages.filter(({ title, roles }) => title !== null && me.roles.some(({ role }) => roles.includes(role)));
};

/** To a page; where somebody is there already, to its title. */
const useGo = () => {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return (path: string, state?: unknown): void => {
    if (path === pathname) document.querySelector<HTMLElement>(state === undefined ? 'main h1' : 'main form input')?.focus();
    else void navigate(path, { state });
  };
};

/** What each key does now: in a window its rows only, on a page what the page and the role have. */
const holding = (show: (what: 'help' | 'letters') => void, go: ReturnType<typeof useGo>, mine: ReturnType<typeof usePages>): ReadonlyMap<KeyName, () => void> => {
  const dialog = windowOnTop();
  const scope = dialog ?? document.querySelector('main') ?? document;
  const may = (path: string): boolean => mine.some((page) => page.path === path);
  return new Map<KeyName, () => void>([
    ['help', () => show('help')],
    ...(hasRows(scope) ? [['nextRow', () => goToRow(scope, 1)], ['previousRow', () => goToRow(scope, -1)]] as const : []),
    ...(hasBoxes(scope) ? [['choose', () => tickRow(scope)]] as const : []),
    ...(dialog !== null ? [] : [
      ['go', () => show('letters')] as const,
      ...(may('/search') ? [['search', () => go('/search', 'type')] as const] : []),
      ...(may('/apply') ? [['apply', () => go('/apply')] as const] : []),
      ...shortcutsShown(),
    ]),
  ]);
};

/** What the keys do; comes with the first key that is pressed. */
export const Held = () => {
  const [mine, go] = [usePages(), useGo()];
  const [help, setHelp] = useState<readonly KeyName[] | null>(null);
  const [isGoing, setGoing] = useState(false);
  /** Known at once, for a letter that is pressed before the screen has followed. */
  const going = useRef(false);
  const showLetters = (on: boolean): void => {
    going.current = on;
    setGoing(on);
  };
  const press = useEffectEvent((asked: Asked): void => {
    const holds = holding((what) => (what === 'help' ? setHelp([...holds.keys()]) : showLetters(true)), go, mine);
    if (asked === 'help') return setHelp([...holds.keys()]);
    if (isSending(asked)) return sendForm(asked.target);
    const key = keyOf(asked);
    if (going.current) {
      showLetters(false);
      const page = mine.find(({ letter }) => letter === key);
      return page === undefined ? undefined : go(page.path);
    }
    const name = nameByKey.get(key);
    return name === undefined ? undefined : holds.get(name)?.();
  });
  useEffect(() => whenAsked((asked) => press(asked)), []);
  useEffect(() => {
    if (!isGoing) return undefined;
    const leave = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      going.current = false;
      setGoing(false);
    };
    addEventListener('keydown', leave);
    addEventListener('pointerdown', leave);
    return () => {
      removeEventListener('keydown', leave);
      removeEventListener('pointerdown', leave);
    };
  }, [isGoing]);
  return (
    <>
      <Letters pages={isGoing ? mine : null} />
      <Help names={help} pages={mine} onLeave={() => setHelp(null)} />
    </>
  );
};
