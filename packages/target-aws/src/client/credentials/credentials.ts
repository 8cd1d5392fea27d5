/** A key that AWS knows, as the SDK's clients take it. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Absent for keys that stay. */
  readonly expiration?: Date;
}

export type CredentialSource = () => Promise<AwsCredentials>;
