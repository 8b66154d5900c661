import { Text } from '@zhibu/kernel';

export interface VerifyDifference {
  readonly stream: string;
  readonly version: number;
  readonly what: Text;
  readonly expected: string;
  readonly actual: string;
}

export interface VerifyReport {
  readonly eventsRead: number;
  readonly decisionsExecuted: number;
  readonly amountsExecuted: number;
  /** Decisions whose content was erased with the person's key: they cannot be executed again. */
  readonly erased: number;
  readonly differences: number;
  /** The first 100. */
  readonly sample: readonly VerifyDifference[];
  readonly readModels: readonly { readonly readModel: string; readonly rows: number; readonly differences: number; readonly sample: readonly string[] }[];
}

export interface VerifyService {
  /** Executes every stored decision again, and compares the read models with the log. */
  verify(options?: { readonly readModels?: boolean; readonly onProgress?: (eventsRead: number) => void; readonly signal?: AbortSignal }): Promise<VerifyReport>;
}
