export { chooseDestinations } from './choose-destinations';
export type { PublishContext, PublishSubject } from './destination';
export { formatOutcome, type Outcome, publishImage } from './publish-image';
export { readDestinations } from './settings/destinations-file';
