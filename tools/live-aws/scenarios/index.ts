import { build } from './build';
import { launch } from './launch';
import { publish } from './publish';
import type { Scenario } from './scenario';

/** In their order: the last needs what the one before has made. */
export const scenarios: readonly Scenario[] = [publish, build, launch];
