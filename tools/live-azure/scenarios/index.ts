import { build } from './build';
import { publish } from './publish';
import type { Scenario } from './scenario';
import { start } from './start';

/** In their order: the last needs what the one before has made. */
export const scenarios: readonly Scenario[] = [publish, build, start];
