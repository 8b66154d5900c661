import { createHmac } from 'node:crypto';
import { Actor, LocalDate, canonicalJson } from '@zhibu/kernel';
import type { EventStore } from '@zhibu/event-store';
import { CommandContext, stringValue } from '../cli-command';

/** Options that say how, not what. */
const aside = new Set(['as', 'on-behalf-of', 'key', 'json', 'lang', 'yes', 'quiet']);

/**
 * Key of a command line for one officer and one day. It is keyed with a secret of the installation, because it
 * stands in the clear beside the events and arguments may hold an ID number.
 */
export const lineKey = (context: CommandContext, actor: Actor, today: LocalDate, secret: Uint8Array): string => {
  const given = stringValue(context.values, 'key');
  if (given !== undefined) return `${actor.userId}/${given}`;
  const values = Object.fromEntries(Object.entries(context.values).filter(([name, value]) => !aside.has(name) && value !== undefined));
  const content = canonicalJson({ words: context.words, args: context.args, values, today, onBehalfOf: actor.onBehalfOf ?? null });
  return `${actor.userId}/cli-${createHmac('sha256', secret).update(content).digest('hex').slice(0, 32)}`;
};

const eventsLookedAtMax = 1_000;

/**
 * The same key as long as nobody else did anything to the stream since; another one after that. So pressing
 * twice is one command, and freezing again after a list was sent back is a new one.
 */
export const keyAtVersion = async (store: EventStore, stream: string, key: string): Promise<string> => {
  for await (const { meta } of store.readStream(stream, { direction: 'backwards', limit: eventsLookedAtMax })) {
    if (meta.actor.kind === 'officer' && !meta.commandKey.startsWith(key)) return `${key}@${meta.version}`;
  }
  return `${key}@0`;
};
