/**
 * An in-toto Statement.
 *
 * @see in-toto Attestation Framework, spec/v1/statement.md
 */
export interface Statement {
  readonly _type: typeof statementType;
  readonly subject: readonly Resource[];
  readonly predicateType: typeof predicateType;
  readonly predicate: Provenance;
}

export const statementType = 'https://in-toto.io/Statement/v1';
export const predicateType = 'https://slsa.dev/provenance/v1';

/** @see in-toto Attestation Framework, spec/v1/resource_descriptor.md */
export interface Resource {
  readonly name: string;
  /** Digest in hex, by algorithm. */
  readonly digest: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, unknown>>;
}

/** @see SLSA v1.0, "Provenance": what it calls SLSA Build L1 needs `buildDefinition` and `runDetails.builder` */
export interface Provenance {
  readonly buildDefinition: {
    readonly buildType: string;
    readonly externalParameters: Readonly<Record<string, unknown>>;
    readonly internalParameters: Readonly<Record<string, unknown>>;
    readonly resolvedDependencies: readonly Resource[];
  };
  readonly runDetails: {
    readonly builder: { readonly id: string; readonly version: Readonly<Record<string, string>> };
    readonly metadata?: { readonly invocationId: string; readonly finishedOn: string };
  };
}

/** How `externalParameters` and the rest are to be read: docs/guides/provenance.md. */
export const buildType = 'urn:strata:image-build:v1';

/** Name of the digest over the names, rights and content of a file or folder, which is no digest of bytes that anybody has. */
export const treeAlgorithm = 'strataTree';
