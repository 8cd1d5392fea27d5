import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import type { Wanted } from './wanted';

/** Nobody answered: the machine is offline, or a name does not resolve, or a connection is refused. */
export function noNetwork(wanted: Pick<Wanted, 'label' | 'urls'>, cause: unknown): Failure {
  const hosts = [...new Set(wanted.urls.map((url) => url.host))].join(', ');
  return new Failure(
    problem('LAY074', {
      detail: `${wanted.label} is not in the download cache and ${hosts} cannot be reached: ${reason(cause)}.`,
      hint: 'Connect to the network, or set http_proxy and https_proxy, and build again: what has come is kept.',
    }),
    { cause },
  );
}

/** Every server that was asked says that there is no such file. */
export function notFound(wanted: Pick<Wanted, 'label' | 'urls'>): Failure {
  return new Failure(
    problem('LAY075', {
      detail: `${wanted.label} is not at ${wanted.urls.map(show).join(' nor at ')}.`,
      hint: 'Check the address.',
    }),
  );
}

/** A server answered, but not with the file. */
export function refused(wanted: Pick<Wanted, 'label' | 'urls'>, status: number): Failure {
  return new Failure(
    problem('LAY076', {
      detail: `${wanted.urls.map((url) => url.host).join(', ')} answered ${status} when asked for ${wanted.label}.`,
      hint: 'Try again later, or check whether a proxy on the way demands a login.',
    }),
  );
}

/** The download cache does not fit on its disk. */
export function diskFull(wanted: Pick<Wanted, 'label'>): Failure {
  return new Failure(
    problem('LAY005', {
      detail: `${wanted.label} does not fit on the disk of the download cache.`,
      hint: 'Free some space there or choose another folder for downloads; the part that has come is kept.',
    }),
  );
}

/** The bytes that came are not those that were promised. */
export function wrongChecksum(wanted: Wanted, actual: string): Failure {
  return new Failure(wrongChecksumDiagnostic(wanted.label, `sha256:${wanted.sha256}`, `sha256:${actual}`));
}

/** Says both checksums, each with its algorithm in front. */
export function wrongChecksumDiagnostic(label: string, expected: string, actual: string): Diagnostic {
  return problem('LAY077', {
    detail: `${label} should have the checksum ${expected} but has ${actual}. Nothing of it was kept.`,
    hint: 'Compare both with the checksum that the publisher names. If the file was replaced there, write the new one.',
  });
}

/** An address without the name and password that may be in it. */
export function show(url: URL): string {
  const bare = new URL(url.href);
  bare.username = '';
  bare.password = '';
  return bare.href;
}

function reason(cause: unknown): string {
  const { message, errors } = cause as { message?: string; errors?: readonly unknown[] };
  // Node hides the reasons of several addresses of one name in an AggregateError without a message.
  return message || (errors?.[0] ? reason(errors[0]) : String(cause));
}
