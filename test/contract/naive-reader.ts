import { Pool } from 'pg';

/** How not to do it: follows the log by position alone. Positions are handed out before commit. */
export class NaiveReader {
  readonly seen: string[] = [];
  private after = '0';

  constructor(private readonly pool: Pool, private readonly schema: string) {}

  async readOn(): Promise<void> {
    const { rows } = await this.pool.query<{ position: string; place: string }>(
      `select position, stream || '@' || version as place from ${this.schema}.events where position > $1 order by position limit 500`,
      [this.after],
    );
    this.seen.push(...rows.map(({ place }) => place));
    this.after = rows.at(-1)?.position ?? this.after;
  }
}
