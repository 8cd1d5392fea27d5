import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file in which a workspace says where its images are published to. */
const fileName = 'destinations.json';

/**
 * Names of the workspace's destinations, of which each is a configuration of what publishes. A file that cannot be read has
 * none here: what is wrong with it is told when an image is to be published.
 */
export function readDestinationNames(workspaceRoot: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(workspaceRoot, fileName), 'utf8'));
    // Editors look at `$schema` for help.
    return Object.keys(Object(parsed)).filter((name) => name !== '$schema');
  } catch {
    return [];
  }
}
