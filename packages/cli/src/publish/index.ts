export { chooseDestinations } from './choose-destinations';
export type { Destination, PublishContext, PublishSubject } from './destination';
export { openPublishContext } from './open-context';
export { formatOutcome, type Outcome, publishImage } from './publish-image';
export { readDestinations } from './settings/destinations-file';
