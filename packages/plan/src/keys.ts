/** What is hashed to a key. JSON only: secrets stand as HMACs, files as digests. */
export interface KeyInput {
  readonly part: string;
  readonly partVersion: string;
  readonly options: unknown;
  readonly inputs: unknown;
  /** Key of what lies below; for a base of its own the empty string. */
  readonly base: string;
}
