import type { BlockDeviceMapping } from '@aws-sdk/client-ec2';
import type { Login } from '../steps/key-pair';
import type { SourceImage } from './source-image';
import type { Tags } from './tags';

/** Everything that is known of a machine when it is launched. */
export interface Launch {
  readonly image: SourceImage;
  readonly login: Login;
  readonly groupIds: readonly string[];
  /** Of the instance profile. */
  readonly profile: string | undefined;
  readonly mappings: readonly BlockDeviceMapping[];
  /** In Base64; undefined for none. */
  readonly userData: string | undefined;
  /** Of the machine and its network interfaces. */
  readonly tags: Tags;
  readonly volumeTags: Tags;
}
