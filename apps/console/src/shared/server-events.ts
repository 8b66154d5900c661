export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

const eventOf = (block: string): ServerEvent | null => {
  const lines = block.split('\n');
  const valueOf = (name: string): string | undefined => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [event, data] = [valueOf('event'), valueOf('data')];
  return event === undefined || data === undefined ? null : { event, data: JSON.parse(data) as unknown };
};

/** The events of an answer that the server sends bit by bit; an `EventSource` reads only what is asked for by GET. */
export async function* serverEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const [reader, decoder] = [stream.getReader(), new TextDecoder()];
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = eventOf(block);
      if (event !== null) yield event;
    }
  }
}
