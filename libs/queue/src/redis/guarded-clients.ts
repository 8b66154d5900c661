import { Cluster, Command, Redis, RedisOptions } from 'ioredis';
import { redisFault } from './redis-faults';
import { RedisTrouble, troubleOf } from './redis-trouble';

type Stream = Parameters<Redis['sendCommand']>[1];

/** Longest that a worker waits for a job in one command (BullMQ: 10 s), with time for the answer. */
const blockingCommandMs = 15_000;

export interface Guarded {
  readonly address: string;
  readonly waitingMax: number;
  readonly onTrouble: (trouble: RedisTrouble) => void;
}

/**
 * Puts every failure of a command into our words, and refuses commands beyond the limit. Left as they are: what the
 * driver itself acts upon (a script that is not loaded yet, a pipeline that a cluster sends elsewhere).
 */
const guard = (guarded: Guarded, command: Command, waiting: number, isCluster: boolean): boolean => {
  // The first time-out that is set counts: the driver's own is for commands that are answered at once.
  if (command.name === 'bzpopmin') command.setTimeout(blockingCommandMs);
  const reject = command.reject.bind(command);
  command.reject = (error) => {
    if (error.message.startsWith('NOSCRIPT')) return reject(error);
    if ('command' in error) delete error.command;
    if (isCluster && command.pipelineIndex !== undefined) return reject(error);
    const trouble = troubleOf(error, guarded.address);
    // A server that lets no connection have a name does no harm.
    if (command.name !== 'client') guarded.onTrouble(trouble);
    reject(trouble);
  };
  if (waiting < guarded.waitingMax) return true;
  command.reject(new RedisTrouble(redisFault('redis.overloaded', `${guarded.address} ${waiting}`)));
  return false;
};

/** One server, or the master that sentinels name. Once retired it connects no more, whoever asks. */
export class SingleClient extends Redis {
  #waiting = 0;
  #retired = false;
  #giving = false;
  readonly #guarded: Guarded;

  constructor(options: RedisOptions, guarded: Guarded) {
    super(options);
    this.#guarded = guarded;
    this.on('close', () => (this.#giving = false));
  }

  override sendCommand(command: Command, stream?: Stream): unknown {
    if (!guard(this.#guarded, command, this.#waiting, false)) return command.promise;
    this.#waiting += 1;
    command.promise.then(
      () => (this.#waiting -= 1),
      (error: unknown) => {
        this.#waiting -= 1;
        if (error instanceof RedisTrouble && error.rejection.code === 'redis.no-answer') this.#giveUpConnection();
      },
    );
    return super.sendCommand(command, stream);
  }

  /** Whoever does not answer one command will not answer the next; the driver connects anew. */
  #giveUpConnection(): void {
    if (this.#giving || this.status !== 'ready') return;
    this.#giving = true;
    this.disconnect(true);
  }

  override connect(callback?: (error?: Error | null) => void): Promise<void> {
    return this.#retired ? Promise.reject(retired(this.#guarded)) : super.connect(callback);
  }

  retire(): void {
    this.#retired = true;
    this.disconnect();
    // Between two attempts there is no socket whose end would be told.
    if (this.status === 'reconnecting') {
      this.status = 'end';
      this.emit('end');
    }
  }
}

/** A cluster, of which all keys of ours are in one slot. Once retired it connects no more, whoever asks. */
export class ClusterClient extends Cluster {
  #waiting = 0;
  #retired = false;
  readonly #guarded: Guarded;

  constructor(hosts: ConstructorParameters<typeof Cluster>[0], options: ConstructorParameters<typeof Cluster>[1], guarded: Guarded) {
    super(hosts, options);
    this.#guarded = guarded;
  }

  override sendCommand(command: Command, stream?: Stream, node?: unknown): unknown {
    if (!guard(this.#guarded, command, this.#waiting, true)) return command.promise;
    this.#waiting += 1;
    const settled = (): void => void (this.#waiting -= 1);
    command.promise.then(settled, settled);
    return super.sendCommand(command, stream, node);
  }

  override connect(): Promise<void> {
    return this.#retired ? Promise.reject(retired(this.#guarded)) : super.connect();
  }

  retire(): void {
    this.#retired = true;
    this.disconnect();
  }
}

const retired = ({ address }: Guarded): RedisTrouble => new RedisTrouble(redisFault('redis.unreachable', `${address} 已关闭`, `${address} closed`));
