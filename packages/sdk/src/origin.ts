/**
 * What a build was made from, by name and digest, for who writes that down. It holds no secret, no time and no place of
 * this machine: the same build says the same everywhere.
 */
export interface BuildOrigin {
  readonly project: string;
  /** What `-only` matches. */
  readonly build: string;
  /** Files of the template and of values, from the workspace's root. */
  readonly templates: readonly NamedDigest[];
  /** Values of the variables, as JSON. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Names of variables whose values are nobody's business. */
  readonly sensitive: readonly string[];
  /** The image's key; absent for builds without keys. */
  readonly key?: string;
  readonly base?: OriginBase;
  /** In order. Empty for builds without keys. */
  readonly steps: readonly OriginStep[];
}

export interface NamedDigest {
  readonly name: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/** What lies below the first step. */
export interface OriginBase {
  readonly label: string;
  readonly key: string;
  /** Layers of a parent, base first: `sha256:…` of their uncompressed tars. Empty for a base of its own. */
  readonly layers: readonly string[];
  /** `sha256:…` of what `images.lock.json` says of the base, as canonical JSON. */
  readonly facts: string;
}

export interface OriginStep {
  readonly label: string;
  readonly part: string;
  readonly partVersion: string;
  readonly key: string;
  /** Content of what the options refer to. */
  readonly inputs: readonly OriginInput[];
}

export interface OriginInput {
  /** The option that names it, with its place inside of it. */
  readonly option: string;
  /** `sha256:…` over names, rights and content of a file or folder. */
  readonly digest: string;
}

/** Which step of which image made a layer. */
export interface LayerOrigin {
  /** Project. */
  readonly image: string;
  /** As `strata plan` counts: 1 is the base. */
  readonly step: number;
  /** For people: `shell clamav.sh`. */
  readonly label: string;
}
