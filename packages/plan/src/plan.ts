import type { Checked, Range } from '@strata/diagnostics';
import type {
  BaseFacts,
  ContainerConfig,
  Foundation,
  ImageFacts,
  InputReference,
  LayerBuilderDefinition,
  MachineBuilderDefinition,
  PostProcessorDefinition,
  ProvisionerDefinition,
  Text,
} from '@strata/sdk';
import type { KeyInput } from './keys';

/** What will be done, decided: the engine only carries it out. Frozen, made without any I/O. */
export interface Plan {
  readonly builds: readonly BuildPlan[];
}

/** One source of one build block: Packer's build. */
export type BuildPlan = LayeredBuildPlan | MachineBuildPlan;

interface CommonPlan {
  /** `[build.]type.name`: what `-only` matches. */
  readonly id: string;
  /** `type.name` of the source use: names the receipt. */
  readonly source: string;
  /** The source's label: Packer's `PACKER_BUILD_NAME`. */
  readonly buildName: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly errorCleanup?: StepPlan;
  readonly chains: readonly (readonly PostProcessorPlan[])[];
  readonly range: Range;
}

/** A build whose every step is a layer with a key. */
export interface LayeredBuildPlan extends CommonPlan {
  readonly kind: 'layers';
  readonly builder: LayerBuilderDefinition;
  readonly base: BasePlan;
  /** In order. The last one's key is the image's key; without layers it is the base's. */
  readonly layers: readonly LayerPlan[];
  readonly config: ContainerConfig;
}

/** A build on one live machine, from its beginning or from a state of it that an earlier build kept. */
export interface MachineBuildPlan extends CommonPlan {
  readonly kind: 'machine';
  readonly builder: MachineBuilderDefinition;
  /** In order. */
  readonly steps: readonly StepPlan[];
  /** States of the machine that may be kept; absent when the builder keeps none. */
  readonly checkpoints?: readonly CheckpointPlan[];
}

/** A state of a machine: after its first answer, or after one more of its steps. */
export interface CheckpointPlan {
  /** For people: what led to it. */
  readonly label: string;
  readonly key: string;
  readonly keyInput: KeyInput;
}

/** What lies below the first layer: a parent's layers, or a base of its own that has a key. */
export type BasePlan =
  | {
      readonly kind: 'image';
      readonly foundation: Foundation & { readonly kind: 'image' };
      readonly image: ImageFacts;
      /** Digest of the parent's content: its layers, and the facts that its steps saw, which the child's will see too. */
      readonly key: string;
      readonly keyInput: KeyInput;
    }
  | {
      readonly kind: 'base';
      readonly foundation: Foundation & { readonly kind: 'base' };
      readonly facts: BaseFacts;
      readonly key: string;
      readonly keyInput: KeyInput;
    };

/** A provisioner made ready to run. */
export interface StepPlan {
  readonly part: ProvisionerDefinition;
  /** For people: `shell "packages"`. */
  readonly label: string;
  /** What `provision` is given. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Everything of other projects that the options refer to. */
  readonly references: readonly InputReference[];
  readonly network: boolean;
  readonly run: RunOptions;
  /** As for post-processors: present when options need the machine (`build.Host`). Never on layers. */
  readonly late?: LateOptions;
  readonly range: Range;
}

/** A provisioner that makes a layer. */
export interface LayerPlan extends StepPlan {
  /** 1 is the first layer above the base. */
  readonly index: number;
  readonly key: string;
  /** The exact object that was hashed, so that `why` can tell what changed. */
  readonly keyInput: KeyInput;
}

/** How a step is run. None of it changes the result, so none of it is in a key. Times are milliseconds. */
export interface RunOptions {
  readonly pauseBefore: number;
  readonly timeout: number | undefined;
  readonly maxRetries: number;
  readonly continueOnError: boolean;
}

export interface PostProcessorPlan {
  readonly part: PostProcessorDefinition;
  readonly label: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Present when options need something of the build that has run (`build.ID`); `options` holds placeholders for those. */
  readonly late?: LateOptions;
  /** Undefined: the post-processor decides. */
  readonly keepInputArtifact: boolean | undefined;
  readonly range: Range;
}

/** Options that are whole only when the machine is there, or after the build. */
export interface LateOptions {
  readonly names: readonly string[];
  /** All options, with what `build.*` holds by now. */
  readonly decode: (build: Readonly<Record<string, Text>>) => Checked<Readonly<Record<string, unknown>>>;
}
