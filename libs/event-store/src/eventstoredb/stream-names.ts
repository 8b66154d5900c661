import { installationPattern } from './connection-string';

/**
 * How an installation's streams are told from those of others on the same server: `zhibu/person-...`. The slash ends the
 * name of the installation, so that no name is the beginning of another.
 */
export class StreamNames {
  readonly prefix: string;

  constructor(installation: string) {
    if (!installationPattern.test(installation)) {
      throw new RangeError(`expected an installation of lower-case letters, digits and -, found "${installation}"`);
    }
    this.prefix = `${installation}/`;
  }

  ofStream(stream: string): string {
    return this.prefix + stream;
  }

  /** The stream that EventStoreDB keeps about a stream. */
  ofMetadata(stream: string): string {
    return `$$${this.prefix}${stream}`;
  }

  /** The stream by our name; `null` when it is somebody else's. */
  streamOf(name: string): string | null {
    return name.startsWith(this.prefix) ? name.slice(this.prefix.length) : null;
  }

  /** Prefixes for a filter on the server; with none, everything of ours. */
  prefixesOf(streamPrefixes: readonly string[] | undefined): readonly string[] {
    return streamPrefixes === undefined || streamPrefixes.length === 0 ? [this.prefix] : streamPrefixes.map((prefix) => this.prefix + prefix);
  }
}
