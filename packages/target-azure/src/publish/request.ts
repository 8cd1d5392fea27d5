import type { DiskFile, MapFolder } from '../vhd';
import type { PublicationLog } from './publication-log';
import type { AzureDestination } from './settings';

/** A raw disk that is there for as long as it is held. */
export interface MadeDisk extends AsyncDisposable {
  readonly file: DiskFile;
}

/** What is made of an image in Azure, and from what. */
export interface MakeRequest {
  readonly destination: AzureDestination;
  /** Name of the image's project. */
  readonly image: string;
  /** Called when the disk has to be uploaded, and then alone. */
  readonly makeDisk: () => Promise<MadeDisk>;
  readonly maps: MapFolder;
  /** Names of the definitions of images that the image stands on. */
  readonly parents: readonly string[];
  readonly log: PublicationLog;
}
