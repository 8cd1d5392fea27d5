import type { AccessOptions } from '../access';
import type { DiskFile, MapFolder } from '../snapshot';
import type { Desk } from './desk';
import type { PublicationLedger } from './holdings';
import type { ImageContent } from './keys';
import type { PublicationLog } from './publication-log';
import type { AwsDestination } from './settings';

/** A raw disk that is there for as long as it is held. */
export interface MadeDisk extends AsyncDisposable {
  readonly file: DiskFile;
}

/** What is made of an image in AWS, and from what. */
export interface MakeRequest {
  readonly destination: AwsDestination;
  /** Name of the image's project. */
  readonly image: string;
  /** Called when the disk has to be uploaded, and then alone. */
  readonly makeDisk: () => Promise<MadeDisk>;
  readonly maps: MapFolder;
  /** Ids of images in the home region that the image stands on. */
  readonly parents: readonly string[];
  readonly log: PublicationLog;
}

/** An image that is to be published to a destination. */
export interface AwsPublicationRequest extends MakeRequest {
  readonly content: ImageContent;
  readonly desk: Desk;
  /** Whose login it is, so that a sweep finds what is left when the process is killed. */
  readonly login: Partial<AccessOptions>;
  /** Holds what is made in a ledger of this image at this destination: it is the same in every run. */
  openLedger(): Promise<PublicationLedger>;
  /** Told what may be wrong but stops nothing. */
  readonly warn: (message: string) => void;
}

export interface RegionImage {
  readonly region: string;
  /** Id of the image. */
  readonly id: string;
}
