import type { QemuOptions } from '../schema';
import { qemuSchema } from '../schema';

/** The options as the schema gives them to a builder when a template sets none. */
export function defaultsOf(given: Partial<QemuOptions> = {}): QemuOptions {
  const defaults = Object.entries(qemuSchema.options).map(([name, spec]) => [
    name,
    'default' in spec ? spec.default : undefined,
  ]);
  return { ...(Object.fromEntries(defaults) as QemuOptions), ...given };
}
