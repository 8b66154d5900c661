/** Keyed hashes that stand for numbers in stream names, jobs and lines. 26 lower-case characters. */
export interface Pseudonyms {
  /** Takes the 18-digit form. */
  personKey(idNumber: string): string;
  accountKey(accountNumber: string): string;
}
