/** Where one tab asks another to let go of a draft, and hears that it cannot. */
const channelName = 'zhibu.holds';

interface Word {
  readonly what: 'let-go' | 'cannot';
  readonly draftId: string;
  /** Milliseconds of the device's clock. */
  readonly at: number;
}

export interface Holder {
  readonly onHeld: () => void;
  /** `asked`: another tab asked and everything was kept before; `silently`: this tab did not answer, and what it had not kept is still here. */
  readonly onLost: (how: 'asked' | 'silently') => void;
  /** Keeps what was typed; `false`: it could not be kept, so nothing is given away. */
  readonly keep: () => Promise<boolean>;
  readonly onRefused: () => void;
}

export interface Hold {
  /** Asks the tab that has the draft to keep it and let go. */
  readonly take: () => void;
  /** Asked of the browser: a tab that has just woken may not have heard yet that its draft was taken. */
  readonly isHeld: () => Promise<boolean>;
  readonly close: () => void;
}

/** A tab that is asleep answers nothing; after so long the draft is taken from it. */
const silentMsMax = 3_000;
/** Whoever hears of it later leaves it to be taken: there is no time any more to keep what was typed before. */
const heardMsMax = 2_000;

/**
 * One tab of the device writes a draft at a time. Whoever comes second waits in the row of the browser's locks, and has the draft as soon
 * as the tab before is closed or lets go of it.
 */
export const holdDraft = (draftId: string, { onHeld, onLost, keep, onRefused }: Holder): Hold => {
  const name = `zhibu.draft.${draftId}`;
  const channel = new BroadcastChannel(channelName);
  const say = (what: Word['what']): void => channel.postMessage({ what, draftId, at: Date.now() } satisfies Word);
  let isOver = false;
  let letGo: (() => void) | null = null;
  let waiting = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let ownId: string | undefined;

  const holderId = async (): Promise<string | undefined> => (await navigator.locks.query()).held?.find((lock) => lock.name === name)?.clientId;
  const hold = (): Promise<void> => new Promise((resolve) => {
    if (isOver) return resolve();
    clearTimeout(silence);
    letGo = resolve;
    void holderId().then((id) => { ownId = id; });
    onHeld();
  });
  const wait = (): void => {
    waiting = new AbortController();
    navigator.locks.request(name, { signal: waiting.signal }, hold).catch(lost);
  };
  /** Taken away, or not waited for any longer. */
  const lost = (): void => {
    if (isOver || letGo === null) return;
    letGo = null;
    onLost('silently');
    wait();
  };
  const steal = (): void => {
    waiting.abort();
    navigator.locks.request(name, { steal: true }, hold).catch(lost);
  };
  const leave = async (): Promise<void> => {
    if (letGo === null) return;
    if (!(await keep())) return say('cannot');
    const free = letGo;
    letGo = null;
    onLost('asked');
    free();
    wait();
  };
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.draftId !== draftId) return;
    if (data.what === 'let-go') return Date.now() - data.at > heardMsMax ? undefined : void leave();
    clearTimeout(silence);
    if (letGo === null) onRefused();
  };
  wait();
  return {
    take: () => {
      say('let-go');
      clearTimeout(silence);
      silence = setTimeout(steal, silentMsMax);
    },
    isHeld: async () => letGo !== null && (ownId === undefined || (await holderId()) === ownId),
    close: () => {
      isOver = true;
      clearTimeout(silence);
      waiting.abort();
      letGo?.();
      channel.close();
    },
  };
};
