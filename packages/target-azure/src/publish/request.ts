import type { DiskFile, MapFolder } from '../vhd';
import type { PublicationLog } from './publication-log';
import type { AzureDestination } from './settings';
import type { VersionPlace } from './version-standing';

/** A raw disk that is there for as long as it is held. */
export interface MadeDisk extends AsyncDisposable {
  readonly file: DiskFile;
}

/** A version of the same gallery, by its names. */
export type ParentVersion = Pick<VersionPlace, 'definition' | 'version'>;

/** What is made of an image in Azure, and from what. */
export interface MakeRequest {
  readonly destination: AzureDestination;
  /** Name of the image's project. */
  readonly image: string;
  /** Called when the disk has to be uploaded, and then alone. */
  readonly makeDisk: () => Promise<MadeDisk>;
  readonly maps: MapFolder;
  /** Versions of the same gallery that the image stands on. */
  readonly parents: readonly ParentVersion[];
  readonly log: PublicationLog;
}
