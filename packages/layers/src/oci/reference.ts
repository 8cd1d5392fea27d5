import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';

/** An image of a registry: `registry.example:5000/team/app:1.2@sha256:…`. */
export interface ImageReference {
  /** Host, with a port where there is one. */
  readonly registry: string;
  readonly repository: string;
  /** Tag or digest; a digest when there are both. */
  readonly version: string;
}

const repositoryPattern =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestPattern = /^sha256:[0-9a-f]{64}$/;

/**
 * Reads a reference as the OCI distribution specification defines it. The registry has to be said: which one is meant
 * by `debian` differs from tool to tool and from machine to machine.
 */
export function parseReference(text: string): ImageReference {
  const slash = text.indexOf('/');
  const registry = text.slice(0, Math.max(0, slash));
  if (!isHost(registry)) throw invalid(text, 'It does not begin with the name of a registry.');
  const [named = '', digest] = text.slice(slash + 1).split('@', 2);
  const colon = named.indexOf(':');
  const repository = colon < 0 ? named : named.slice(0, colon);
  const tag = colon < 0 ? 'latest' : named.slice(colon + 1);
  if (!repositoryPattern.test(repository))
    throw invalid(
      text,
      `${JSON.stringify(repository)} is no repository: lower-case words joined by / . _ or -.`,
    );
  if (!tagPattern.test(tag)) throw invalid(text, `${JSON.stringify(tag)} is no tag.`);
  if (digest !== undefined && !digestPattern.test(digest))
    throw invalid(text, `${JSON.stringify(digest)} is no sha256 digest.`);
  return { registry, repository, version: digest ?? tag };
}

/** As Docker tells hosts from the first word of a repository: a dot, a port, or this machine. */
function isHost(text: string): boolean {
  return (
    text === 'localhost' ||
    (/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:\d+)?$/.test(text) && /[.:]/.test(text)) ||
    /^\[[0-9a-f:]+\](:\d+)?$/.test(text)
  );
}

function invalid(text: string, reason: string): Failure {
  return new Failure(
    problem('LAY031', {
      detail: `${JSON.stringify(text)} cannot be read as the reference of an image. ${reason}`,
      hint: 'Write it as `registry.example/team/image:tag` or `…@sha256:digest`.',
    }),
  );
}

/** Names of Docker Hub, whose API is at another host. */
const dockerHub = ['docker.io', 'index.docker.io'];
const dockerHubApi = 'registry-1.docker.io';

/** Where a registry's API begins. Only this machine may talk without encryption. */
export function getRegistryUrl({ registry, repository }: Omit<ImageReference, 'version'>): URL {
  if (!dockerHub.includes(registry)) {
    return new URL(`${isLoopback(registry) ? 'http' : 'https'}://${registry}/v2/${repository}/`);
  }
  // Docker Hub's own images have a folder that nobody writes.
  const path = repository.includes('/') ? repository : `library/${repository}`;
  return new URL(`https://${dockerHubApi}/v2/${path}/`);
}

/** Whether a host, with or without a port, is this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

/** A reference that always means the same image. */
export function formatReference({ registry, repository, version }: ImageReference): string {
  return `${registry}/${repository}${version.startsWith('sha256:') ? '@' : ':'}${version}`;
}
