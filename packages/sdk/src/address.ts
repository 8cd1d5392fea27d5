import { problem } from './codes';
import type { OptionRule } from './schema';
import { reveal, Secret } from './secret';
import { where } from './where';

/** A text that HTTP can ask, as a URL; undefined for any other. */
export function parseHttpAddress(text: string, base?: URL): URL | undefined {
  const url = URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url : undefined;
}

/** Refuses an option that is no address for HTTP, when it is given. A sensitive one is not shown. */
export function createAddressRule(option: string): OptionRule {
  return (options, at) => {
    const given = options[option];
    const isText = typeof given === 'string' || given instanceof Secret;
    if (!isText || parseHttpAddress(reveal(given))) return [];
    const shown = typeof given === 'string' ? `is "${given}", which` : 'holds a sensitive value that';
    const detail = `${option} ${shown} is no address that begins with http:// or https://.`;
    return [problem('SDK009', { detail, hint: 'Write all of it: https://HOST/PATH.', ...where(at(option)) })];
  };
}
