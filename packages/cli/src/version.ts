import { version } from '../package.json';

/** Version of Strata, as its package says. */
export const VERSION: string = version;
