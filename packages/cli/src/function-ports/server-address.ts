import { parseHttpAddress } from '@strata/sdk';

/** The address of a server out of a variable; a text says what is wrong with it. */
export function parseAddress(variable: string, text: string, example: string): URL | string {
  return parseHttpAddress(text) ?? `${variable} is "${text}", which is no address; write it like ${example}`;
}

/** The URL of a path below the address of a server. Each name of the path is escaped. */
export function urlBelow(server: URL, prefix: string, path: string): URL {
  const names = path.split('/').map(encodeURIComponent).join('/');
  const url = new URL(server);
  url.pathname = `${server.pathname.replace(/\/$/, '')}${prefix}${names}`;
  return url;
}
