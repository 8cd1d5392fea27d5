import type { Receipt } from '@strata/engine';
import type { Store } from '@strata/layers/store';
import type { Ports, SecretFilter, StartActivity } from '@strata/sdk';

/** What publishing uses of the run that it is part of. */
export interface PublishContext {
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** What destinations learn of passwords goes in here. */
  readonly secrets: Pick<SecretFilter, 'register'>;
  readonly startActivity: StartActivity;
  readonly store: Store;
}

/** An image that is to be published. */
export interface PublishSubject {
  readonly receipt: Receipt;
  /** What the image that it stands on was published as. */
  readonly parent: readonly Published[];
}

/** Where an image was published. */
export interface Published {
  /** What the user called the place: `registry.example/team/golden:1.2`. */
  readonly name: string;
  /** What means this image for ever: `registry.example/team/golden@sha256:…`. */
  readonly reference: string;
}

/** A place that images are published to. */
export interface Destination {
  readonly name: string;
  /**
   * Compares what is there with the image. Changes nothing.
   *
   * @throws Failure when the place cannot be asked
   */
  prepare(context: PublishContext, subject: PublishSubject): Promise<Publication>;
}

/** What publishing to a place means today. */
export interface Publication {
  readonly published: readonly Published[];
  /** What will be done, a line each, for people. Empty when the image is there and nothing is to do. */
  readonly changes: readonly string[];
  /**
   * Does it. What has to be seen last comes last, so that nobody sees half an image; done twice, it does nothing the second
   * time.
   *
   * @throws Failure with what went wrong; what was done stays, and is not done again
   */
  send(): Promise<void>;
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
