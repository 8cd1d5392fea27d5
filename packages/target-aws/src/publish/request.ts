import type { DiskFile, MapFolder } from '../snapshot';
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
