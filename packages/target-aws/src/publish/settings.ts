/** A destination of images in AWS, as it stands in `destinations.json` with everything filled in. */
export interface AwsDestination {
  /** As the file calls it: `aws`. */
  readonly name: string;
  /** Where the snapshot is uploaded and the first image registered. */
  readonly region: string;
  /** Where the image is to be had, with the region above; each once. */
  readonly regions: readonly string[];
  readonly sharing: Sharing;
  readonly encryption: Encryption;
  /** Of the image and its snapshot, beside Strata's own. */
  readonly tags: Readonly<Record<string, string>>;
  /** Names of SSM parameters that hold the image's id, in each region; `{image}` stands for its name. */
  readonly channels: readonly string[];
  /** Milliseconds from the making of an image to its deprecation. */
  readonly deprecateAfter: number | undefined;
  readonly isProtected: boolean;
  /** Name of the image in AWS, in which `{image}` and `{version}` stand for what they say. */
  readonly nameTemplate: string;
  readonly registration: Registration;
}

/** Who else may start machines from an image. */
export interface Sharing {
  /** Ids of accounts, of 12 digits. */
  readonly accounts: readonly string[];
  /** ARNs. */
  readonly organizations: readonly string[];
  /** ARNs. */
  readonly organizationalUnits: readonly string[];
  /** True when the accounts may also make volumes of its snapshot, which they need for copies of their own. */
  readonly withSnapshots: boolean;
}

export interface Encryption {
  readonly isEncrypted: boolean;
  /** By region: ARN of the key of KMS. @default the account's own for EBS */
  readonly kmsKeys: Readonly<Record<string, string>>;
}

/** What is said of an image when it is registered, and can never be changed. */
export interface Registration {
  readonly architecture: 'x86_64' | 'arm64';
  /** What the disk starts from. */
  readonly firmware: 'bios' | 'uefi' | 'both';
  /** True: machines only answer to the second version of the metadata service. */
  readonly isImdsV2: boolean;
  readonly hasTpm: boolean;
  /** UEFI's variables in AWS's form, in base64; with them a machine starts with Secure Boot. */
  readonly uefiData?: string | undefined;
}
