/** A secret of Secrets Manager: a text or bytes. */
export interface SecretRecord {
  readonly name: string;
  readonly arn: string;
  readonly text?: string;
  readonly bytes?: Buffer;
  readonly versionId: string;
  readonly created: Date;
  /** Whether it waits for its deletion. */
  readonly isDeleted?: boolean;
}
