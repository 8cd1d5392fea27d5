import { build } from './build';
import { collect } from './collect';
import type { Command } from './command';
import { exportCommand } from './export';
import { lock } from './lock';
import { plan } from './plan';
import { shell } from './shell';
import { sweep } from './sweep';
import { validate } from './validate';
import { why } from './why';

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  build,
  validate,
  plan,
  why,
  shell,
  lock,
  exportCommand,
  collect,
  sweep,
];
