import type { Diagnostic } from '@strata/diagnostics';

/** One thing to ask another machine for. */
export interface RemoteRequest {
  readonly service: 'vault' | 'consul' | 'aws-secrets-manager';
  /** Path of a secret in Vault, key in Consul, name or ARN of a secret in AWS. */
  readonly name: string;
}

/**
 * What came back: a text (of Vault the secret's keys and values as a JSON object), or why there is none, as a sentence
 * without a full stop that says what to do next.
 */
export type RemoteAnswer = { readonly text: string } | { readonly problem: string };

/** A data source of a template, by its type and its options as its part takes them. */
export interface DataRequest {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a data source gave, by name, or why it gave nothing. */
export type DataAnswer =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * Values that other machines keep. Evaluation never waits: it asks for what is there by now and makes do with an unknown
 * value where nothing is; `settle` fetches what was asked for and evaluates again.
 */
export interface RemoteValues {
  /** The answer when it was fetched; else undefined, and a note to fetch it. */
  find(request: RemoteRequest): RemoteAnswer | undefined;
  /** The same for a data source. Absent where none is read: what they give is unknown there. */
  findData?(request: DataRequest): DataAnswer | undefined;
  /** Fetches what was noted since the last time; false when nothing was. Rejects only when cancelled. */
  fetch(): Promise<boolean>;
  /** Keeps a text that a function took out of an answer from being shown anywhere. */
  hide(text: string): void;
}
