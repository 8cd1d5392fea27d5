import type { Communicator } from './communicator';
import type { CommunicatorOptions } from './communicator-fields';
import type { ContainerEngine } from './containers/engine';
import type { Artifact, Definition, PartContext } from './parts';
import type { ResourceKind, Resources } from './resources';
import type { BlockSchema, OptionsOf } from './schema';
import type { Text } from './secret';

/** What a running builder of machines may use. */
export interface MachineContext extends PartContext {
  /** Packer's `PackerRunUUID`: marks what the run makes outside the process. All builds of a run share it. */
  readonly buildId: string;
  /** The source's label. */
  readonly buildName: string;
  /** Packer's `-force`: what an earlier build left in the way is replaced, and no state that it kept is begun from. */
  readonly force: boolean;
  /** Packer's `-debug`: keys that were made are left in files, for people to log in with. */
  readonly debug: boolean;
  readonly resources: Resources;
  /**
   * Runs one step of the builder: shows it, pauses before it with `-debug`, and asks whether to try it again with
   * `-on-error=ask`. A step that may be tried again begins from nothing.
   */
  step<T>(name: string, run: () => Promise<T>): Promise<T>;
  /** Absent when no states are kept: the builder cannot, or nobody wants them. */
  readonly checkpoints?: Checkpoints;
}

/** Where a builder keeps states of its machine, so that a later build begins behind the steps that did not change. */
export interface Checkpoints {
  /**
   * What the machine is after so many provisioners: the first before any of them. Equal keys mean an equal machine. There
   * are fewer than that when a provisioner depends on this very build: nothing from there on may be kept.
   */
  readonly keys: readonly string[];
  /** Absolute folder for this build alone, which stays when it ends. No other process uses it meanwhile. */
  readonly folder: string;
  /**
   * A secret of this build in this workspace, the same each time: for a key that must still open a kept machine, so that
   * the key itself need not be kept. 64 hexadecimal digits; other purposes, other secrets.
   */
  secret(purpose: string): string;
}

/** How far a machine is when its provisioners begin, and how the builder hears of it. */
export interface ProvisionProgress {
  /** So many provisioners are behind the machine already. */
  readonly done: number;
  /** Called after each provisioner that ran, before the next begins, with how many are done. */
  reached(done: number): Promise<void>;
}

/** What a builder tells about its machine: `build.ID`, `build.Host` and what else templates may read, by name. */
export type MachineFacts = Readonly<Record<string, Text>>;

/** A machine that can be reached. */
export interface Reachable {
  readonly communicator: Communicator;
  readonly facts: MachineFacts;
}

export interface MachineBuilder<S extends BlockSchema = BlockSchema> {
  /**
   * Makes a machine, has it provisioned once, and turns it into an artifact; undefined when the options want none.
   *
   * @param provision runs the template's provisioners, those that are not done yet; its rejection must be passed on
   * @throws Failure with diagnostics
   */
  build(
    context: MachineContext,
    options: OptionsOf<S>,
    provision: (machine: Reachable, progress?: ProvisionProgress) => Promise<void>,
  ): Promise<Artifact | undefined>;
}

/** Clouds that machines are made in, by the word that chooses them: `nx run golden:build-image -c aws`. */
export const clouds = ['aws', 'azure'] as const;
export type Cloud = (typeof clouds)[number];

/** A builder that works on one live machine, as all of Packer's do. */
export interface MachineBuilderDefinition<S extends BlockSchema = BlockSchema>
  extends Definition<'builder', S> {
  readonly builds: 'machine';
  /** Names of `build.` that this builder has beside the common ones (`ID`, `Host`, `Port`, `User`, …). */
  readonly facts: readonly string[];
  /** Packer's `clean_resource_name`, which each cloud has its own idea of. @default a template that uses it is refused */
  cleanName?(name: string): string;
  /** All kinds of things it makes outside, so that `strata sweep` knows them. */
  readonly resources: readonly ResourceKind[];
  /** Where its machine is made, which costs money and wants a login. @default on this machine */
  readonly cloud?: Cloud;
  /** Whether it can keep states of its machine with these options: {@link MachineContext.checkpoints}. @default never */
  checkpoints?(options: OptionsOf<S>): boolean;
  load(): Promise<MachineBuilder<S>>;
}

/** Where a machine answers, and what its builder made to get in. What the options say comes first. */
export interface MachineAddress {
  readonly host?: string;
  /** @default the communicator's own */
  readonly port?: number;
  readonly username?: string;
  readonly password?: Text;
  /** WinRM: logs in by NTLM where the template does not say. @default false */
  readonly ntlm?: boolean;
  /** In OpenSSH's or PEM form. */
  readonly privateKey?: Text;
  /** Public keys of the machine, as `ssh-keyscan` prints them after the name; when given, no other is accepted. */
  readonly hostKeys?: readonly string[];
}

/** A machine that answered. */
export interface Connection {
  readonly communicator: Communicator;
  /**
   * Present when the template asks for it and the builder made the key that logs in: takes it out of the machine's
   * `authorized_keys`, after provisioning. What goes wrong is a warning. Packer's StepCleanupTempKeys.
   */
  readonly removeTemporaryKey?: () => Promise<void>;
  /** Lets go of the machine; doing so twice is no error. */
  close(): Promise<void>;
}

/** Waits until a machine answers, by the communicator that its source names. */
export type ConnectMachine = (
  context: PartContext,
  options: CommunicatorOptions,
  address: MachineAddress,
) => Promise<Connection>;

/** A running container and how to work in it. */
export interface ContainerAddress {
  readonly engine: ContainerEngine;
  /** Id or name. */
  readonly id: string;
  /** Who runs commands; by default the image's own user. */
  readonly user?: string | undefined;
  /** Uploaded files are given to whoever runs commands, instead of root. */
  readonly fixOwner: boolean;
}

/** Opens a running container for provisioners. */
export type ConnectContainer = (context: PartContext, container: ContainerAddress) => Promise<Connection>;
