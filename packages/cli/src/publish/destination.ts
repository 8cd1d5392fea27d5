import type { Diagnostic } from '@strata/diagnostics';
import type { Published, Receipt } from '@strata/engine';
import type { Store } from '@strata/layers/store';
import type { Delivery, LastingResources, Ports, SecretFilter, StartActivity } from '@strata/sdk';
import type { GuestFirmware } from '../guest/firmware';
import type { Keeper } from './keeper';
import type { WrittenDestination } from './settings/destinations-file';
import type { VersionKeeper } from './version-keeper';

/** The ledger of a publication. What is removed is removed though the run is interrupted. */
export interface PublishLedger extends LastingResources, AsyncDisposable {
  /** Removes all that it names, the last noted first. @returns what could not be removed */
  undo(): Promise<readonly Diagnostic[]>;
}

/** What publishing uses of the run that it is part of. */
export interface PublishContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** What destinations learn of passwords goes in here. */
  readonly secrets: Pick<SecretFilter, 'register'>;
  readonly startActivity: StartActivity;
  readonly store: Store;
  /** Root of the workspace, absolute. */
  readonly root: string;
  /** Folder in which a publication keeps what a later run goes on with, absolute. */
  readonly publications: string;
  /** Folder for files of this run alone, absolute. */
  readonly scratch: string;
  /**
   * Opens the ledger of a publication, which has the same name in every run. Nobody else has it meanwhile: two publications
   * at a time would do everything twice.
   */
  openLedger(name: string): Promise<PublishLedger>;
  /** Kinds of what a publication that was killed has left in its ledger. */
  findLeft(name: string): Promise<readonly string[]>;
  /** Told what may be wrong but stops nothing. */
  readonly warn: (message: string) => void;
}

/** An image that is to be published. */
export interface PublishSubject {
  /** Name of its project. */
  readonly image: string;
  readonly receipt: Receipt;
  /** What the image that it stands on was published as. */
  readonly parent: readonly Published[];
}

/** A place that images are published to. */
export interface Destination {
  readonly name: string;
  /** What alone starts images there: the gate wants tests in a machine that this started. @default whatever it was */
  readonly firmware?: GuestFirmware | undefined;
  /**
   * Compares what is there with the image. Changes nothing.
   *
   * @throws Failure when the place cannot be asked
   */
  prepare(context: PublishContext, subject: PublishSubject): Promise<Publication>;
  /** Lets go of connections. */
  close?(): void;
}

/** What publishing to a place means today. */
export interface Publication {
  /** What the image is published as, or will be; empty where nobody can know that before it is. */
  readonly published: readonly Published[];
  /** What will be done, a line each, for people. Empty when the image is there and nothing is to do. */
  readonly changes: readonly string[];
  /** Makes ready to do it. */
  open(): Promise<Delivery<readonly Published[]>>;
}

/** One kind of place: a folder of its own beside this file. */
export interface DestinationKind {
  /** Whether an address is of this kind. */
  fits(address: string): boolean;
  /**
   * The places that some addresses, all of this kind, name; those that belong together are one.
   *
   * @throws Failure with everything that is wrong with them
   */
  open(addresses: readonly string[]): readonly Destination[];
}

/** One kind of place whose settings stand in the workspace's file of destinations. */
export interface WrittenKind {
  readonly kind: string;
  /** @throws Failure with everything that is wrong with the settings */
  open(written: WrittenDestination): Destination;
  /**
   * Who looks after the images that are published there; undefined where the settings have no rules for that.
   *
   * @param all the destinations of the file: one may hold on to what another one published
   * @throws Failure with everything that is wrong with the settings
   */
  openKeeper?(written: WrittenDestination, all: readonly WrittenDestination[]): Keeper | undefined;
  /** Who promotes and deprecates versions there. @throws Failure with everything that is wrong with the settings */
  openVersions?(written: WrittenDestination): VersionKeeper;
}
