import { Failure } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import { problem } from '../codes';
import type { Destination, PublishSubject } from '../publish';

/** Cuts the work of a release short, at one of its acts: `reveal web at b`. */
export type Trouble = (act: string) => void;

/** What lies at a place of memory, and what is seen there. */
export interface MemoryPlace {
  readonly destination: Destination;
  /** Versions by image, whether they are seen or not. */
  readonly versions: Map<string, Set<string>>;
  /** The version that an image's name means, by image. */
  readonly names: Map<string, string>;
}

export function failure(detail: string): Failure {
  return new Failure(problem('CLI032', { detail }));
}

/** The version of an image is what its receipt says that it is made of. */
export function versionOf({ receipt }: PublishSubject): string {
  return receipt.layers.map(({ diffId }) => diffId).join('+');
}

/** A place that images are published to, which is a map. */
export function createMemoryPlace(name: string, log: string[], trouble: Trouble): MemoryPlace {
  const versions = new Map<string, Set<string>>();
  const names = new Map<string, string>();
  const act = (what: string) => {
    log.push(what);
    trouble(what);
  };
  const destination: Destination = {
    name,
    prepare: async (_, subject) => {
      const { image, parent } = subject;
      const version = versionOf(subject);
      const published: readonly Published[] = [{ name: `${name} ${image}`, reference: `${name}/${version}` }];
      const isSeen = names.get(image) === version;
      act(`compare ${image} at ${name}${parent.map(({ reference }) => ` on ${reference}`).join('')}`);
      return {
        published,
        changes: isSeen ? [] : [`make ${version}`],
        open: async () => {
          const own = versions.get(image) ?? new Set<string>();
          versions.set(image, own);
          const wasThere = own.has(version);
          let before: { readonly version: string | undefined } | undefined;
          const conceal = async () => {
            if (!before) return [];
            log.push(`conceal ${image} at ${name}`);
            if (before.version === undefined) names.delete(image);
            else names.set(image, before.version);
            before = undefined;
            return [];
          };
          return {
            send: async () => {
              if (!wasThere) own.add(version);
              act(`${wasThere ? 'take' : 'send'} ${image} at ${name}`);
              return published;
            },
            reveal: async () => {
              before = { version: names.get(image) };
              names.set(image, version);
              act(`reveal ${image} at ${name}`);
            },
            conceal,
            discard: async () => {
              await conceal();
              log.push(`discard ${image} at ${name}`);
              if (!wasThere) own.delete(version);
              return [];
            },
            handOver: async () => act(`hand over ${image} at ${name}`),
            finish: async () => act(`finish ${image} at ${name}`),
            [Symbol.asyncDispose]: async () => void log.push(`close ${image} at ${name}`),
          };
        },
      };
    },
  };
  return { destination, versions, names };
}
