import { homedir } from 'node:os';
import type { Environment } from '../ports';

/** The environment as it is now: what changes later does not show. */
export function createEnvironment(): Environment {
  return { variables: { ...process.env }, cwd: process.cwd(), home: homedir(), platform: process.platform };
}
