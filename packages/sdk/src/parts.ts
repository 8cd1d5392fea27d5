import type { Communicator } from './communicator';
import type { DataSourceDefinition } from './data-source';
import type { MachineBuilderDefinition, MachineFacts } from './machine';
import type { BuildOrigin, LayerOrigin } from './origin';
import type { Ports } from './ports';
import type { Reporter } from './reporter';
import type { ResourceKind, Resources } from './resources';
import type { BlockSchema, OptionsOf } from './schema';

/** What identifies a part and says what it takes. Definitions are cheap to load; the work is behind `load`. */
export interface Definition<Kind extends string, S extends BlockSchema> {
  readonly kind: Kind;
  /** The word in the template: `shell`, `rootfs`. */
  readonly type: string;
  /** Bumped when the same options give another result; part of every key. */
  readonly version: string;
  readonly doc: string;
  readonly schema: S;
}

/** What a running part may use. */
export interface PartContext {
  readonly ports: Ports;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
  /** Absolute folder that relative paths in the options start from. */
  readonly baseDirectory: string;
  /** A folder for this part alone, removed when the build ends. */
  readonly scratch: string;
}

/** Something another project of the workspace makes. It enters a key by its content, never by its name. */
export type InputReference =
  | { readonly kind: 'image'; readonly project: string; readonly source?: string }
  | { readonly kind: 'output'; readonly project: string; readonly target: string; readonly path: string };

export type ResolvedInput =
  | { readonly kind: 'image'; readonly image: ImageFacts }
  | { readonly kind: 'output' /** Absolute. */; readonly path: string };

/* Provisioners */

export interface ProvisionContext extends PartContext {
  readonly communicator: Communicator;
  /** The source's label, as Packer's `PACKER_BUILD_NAME`. */
  readonly buildName: string;
  /** The builder's type, as Packer's `PACKER_BUILDER_TYPE`. */
  readonly builderType: string;
  /** What `build.*` holds by now. Nothing for layers, which no machine stands behind. */
  readonly facts: MachineFacts;
  /** What a reference in the options stands for on this machine. */
  resolve(reference: InputReference): ResolvedInput;
}

export interface Provisioner<S extends BlockSchema = BlockSchema> {
  provision(context: ProvisionContext, options: OptionsOf<S>): Promise<void>;
}

export interface ProvisionerDefinition<S extends BlockSchema = BlockSchema>
  extends Definition<'provisioner', S> {
  /** Whether the step may reach a network. @default always */
  network?(options: OptionsOf<S>): boolean;
  /** Whether the step also does something outside the image (a download), so that a known layer does not stand for it. @default never */
  outside?(options: OptionsOf<S>): boolean;
  load(): Promise<Provisioner<S>>;
}

/* Builders of layers */

/** One finished layer. */
export interface LayerRecord {
  /** `sha256:…` of the uncompressed tar: what the layer holds, whoever built it. */
  readonly diffId: string;
  /** Bytes of the uncompressed tar. */
  readonly size: number;
}

/**
 * Facts about a base that were resolved earlier and are kept in `images.lock.json`. JSON, no clock, no host names. A
 * `config` among them is a `ContainerConfig` that the base brings along, which the image inherits.
 */
export type BaseFacts = Readonly<Record<string, unknown>>;

/** What a finished image says to its children. */
export interface ImageFacts {
  readonly layers: readonly LayerRecord[];
  /** Facts of the base at the bottom of the stack (apt indexes, …), handed on so that steps of children see the same. */
  readonly base: BaseFacts;
  /** Settings of a container made from it. */
  readonly config: ContainerConfig;
}

export interface ContainerConfig {
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly exposedPorts?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** Folders of this machine in which builders of layers keep things, absolute. */
export interface Places {
  /** Layers by digest: `<workspace>/.strata/store`. */
  readonly store: string;
  /** What was downloaded, by digest; shared by all workspaces of the user. */
  readonly downloads: string;
}

export interface LayerContext extends PartContext {
  /** Marks everything that is made outside the process. */
  readonly buildId: string;
  readonly places: Places;
}

/** A writable layer on top of a stack. Exactly one of `commit` and `discard` ends it. */
export interface OpenLayer {
  readonly communicator: Communicator;
  /** A shell on the caller's terminal; gives its exit code. */
  shell(signal: AbortSignal): Promise<number>;
  commit(): Promise<LayerRecord>;
  discard(): Promise<void>;
}

/** How a builder of layers starts an image: on a parent image, or on a base of its own. */
export type Foundation =
  | { readonly kind: 'image'; readonly reference: InputReference & { readonly kind: 'image' } }
  | {
      readonly kind: 'base';
      /** `bootstrap`, `archive`, `oci`. */
      readonly type: string;
      /** What decides the base, as JSON: enters its key beside the facts. */
      readonly options: unknown;
      /** Name of the entry in `images.lock.json` that holds the facts; equal for equal options. */
      readonly lockName: string;
    };

export interface LayerBuilder<S extends BlockSchema = BlockSchema> {
  /** Looks facts up in the world (mirrors, registries). Called when the lock file has none, or by `strata lock`. */
  resolve(context: LayerContext, options: OptionsOf<S>): Promise<BaseFacts>;
  /** True while this machine's cache or the world still has what the facts name. `strata lock -if-unavailable` asks. */
  isAvailable(context: LayerContext, options: OptionsOf<S>, facts: BaseFacts): Promise<boolean>;
  /** Makes the base's layers from the facts; fails with a diagnostic when the world no longer has them. */
  makeBase(context: LayerContext, options: OptionsOf<S>, facts: BaseFacts): Promise<readonly LayerRecord[]>;
  /** The layers stored under a key; undefined when there are none or they are damaged. */
  find(context: LayerContext, key: string): Promise<readonly LayerRecord[] | undefined>;
  /** Stores the layers under a key. */
  remember(context: LayerContext, key: string, layers: readonly LayerRecord[]): Promise<void>;
  /** True for each layer that is here and whole, in the order given. */
  check(context: LayerContext, layers: readonly LayerRecord[]): Promise<readonly boolean[]>;
  /** Holds a key so that two builds do not make the same layer; waits while another holds it. */
  hold(context: LayerContext, key: string): Promise<AsyncDisposable>;
  open(context: LayerContext, request: OpenRequest): Promise<OpenLayer>;
}

export interface OpenRequest {
  /** The stack below, base first. */
  readonly layers: readonly LayerRecord[];
  readonly base: BaseFacts;
  /** False cuts the step off from every network. */
  readonly network: boolean;
}

export interface LayerBuilderDefinition<S extends BlockSchema = BlockSchema>
  extends Definition<'builder', S> {
  readonly builds: 'layers';
  /** Pure: how the image starts. Problems between options are found by the schema's rules before this is called. */
  foundation(options: OptionsOf<S>): Foundation;
  /** Pure: settings of the container, given the parent's. */
  config(options: OptionsOf<S>, inherited: ContainerConfig): ContainerConfig;
  load(): Promise<LayerBuilder<S>>;
}

/** How an image comes about: as a stack of layers, or by working on a live machine. `builds` tells which. */
export type BuilderDefinition<S extends BlockSchema = BlockSchema> =
  | LayerBuilderDefinition<S>
  | MachineBuilderDefinition<S>;

/* Post-processors */

/** What a build gives: Packer's artifact. */
export interface Artifact {
  /** `BuilderId` of Packer's manifest. */
  readonly builderId: string;
  readonly id: string;
  readonly files: readonly string[];
  readonly description: string;
  /** Absent for artifacts that are not layers. */
  readonly image?: ImageFacts;
  /** What a container engine knows it by besides its id: `repository:tag`. Packer's `docker_tags`. */
  readonly names?: readonly string[];
  /** Of artifacts that are machines. */
  readonly machine?: MachineParts;
  /** Packer's `Destroy`: gives up what the artifact stands for, when nobody keeps it. @default its files are removed */
  readonly remove?: () => Promise<void>;
  /** Called when post-processors are done and the artifact stays: what they put beside it belongs to it from now on. */
  readonly settle?: () => Promise<void>;
}

/** What a machine is made of, for who makes something else of it. */
export interface MachineParts {
  /** Its disks, among the artifact's files, the one that it boots from first: Packer's `diskPaths`. */
  readonly disks: readonly string[];
  /** What it ran on: `kvm`, `tcg`, …: Packer's `domainType`. */
  readonly accelerator: string;
}

/** What reads artifacts, or writes them as something else, may use. */
export interface ArtifactContext extends PartContext {
  readonly buildName: string;
  readonly builderType: string;
  /** The same for all builds of one run: Packer's `PackerRunUUID`. */
  readonly runId: string;
  /** Packer's `-force`: what an earlier run left in the way is replaced. */
  readonly force: boolean;
  /** What the build was made from. @default nobody knows */
  readonly origin?: BuildOrigin;
  /** Who made each layer of an image, base first; undefined for layers of which that is not known here. @default nobody knows */
  readonly describeLayers?: (image: ImageFacts) => Promise<readonly (LayerOrigin | undefined)[]>;
  readonly places: Places;
}

export interface PostProcessContext extends ArtifactContext {
  /** What it makes outside: noted here before it is made, and removed when it fails or was killed. */
  readonly resources: Resources;
}

export interface PostProcessor<S extends BlockSchema = BlockSchema> {
  postProcess(context: PostProcessContext, artifact: Artifact, options: OptionsOf<S>): Promise<PostProcessed>;
}

/** What a post-processor gives on. */
export interface PostProcessed {
  readonly artifact: Artifact;
  /**
   * What becomes of the artifact that it was given when the template says nothing: Packer's `keep_input_artifact`.
   * `must-keep` also against the template: the new artifact is made of the old one's files.
   */
  readonly input: 'keep' | 'must-keep' | 'discard';
}

export interface PostProcessorDefinition<S extends BlockSchema = BlockSchema>
  extends Definition<'post-processor', S> {
  /** Everything that it notes, so that `strata sweep` knows how to remove it. @default it makes nothing outside */
  readonly resources?: readonly ResourceKind[];
  load(): Promise<PostProcessor<S>>;
}

/** Every part a command knows, by type. */
export interface PartRegistry {
  readonly builders: ReadonlyMap<string, BuilderDefinition>;
  readonly provisioners: ReadonlyMap<string, ProvisionerDefinition>;
  readonly postProcessors: ReadonlyMap<string, PostProcessorDefinition>;
  readonly dataSources: ReadonlyMap<string, DataSourceDefinition>;
}
