import type { BuildOrigin } from '@strata/sdk';
import { version } from '../../../package.json';
import {
  buildType,
  predicateType,
  type Resource,
  type Statement,
  statementType,
  treeAlgorithm,
} from './types';

export interface StatementRequest {
  readonly origin: BuildOrigin;
  /** What was made. */
  readonly subject: readonly Resource[];
  /** Who answers for the build: an URI that whoever checks knows. */
  readonly builderId: string;
  /** When and in which run: only when somebody asks, because two builds never agree about it. */
  readonly run?: { readonly id: string /** Milliseconds since the epoch. */; readonly finished: number };
}

/** Says what a build made of what. The same build gives the same statement, on every machine. */
export function makeStatement({ origin, subject, builderId, run }: StatementRequest): Statement {
  const { project, build, variables, sensitive, key, steps, templates } = origin;
  return {
    _type: statementType,
    subject,
    predicateType,
    predicate: {
      buildDefinition: {
        buildType,
        externalParameters: {
          ...{ project, build, templates: templates.map(({ name }) => name), variables },
          ...(sensitive.length > 0 && { sensitiveVariables: sensitive }),
        },
        internalParameters: {
          ...(key !== undefined && { key }),
          steps: steps.map(({ label, part, partVersion, key: own }) => ({
            label,
            part,
            partVersion,
            key: own,
          })),
        },
        resolvedDependencies: listDependencies(origin),
      },
      runDetails: {
        builder: { id: builderId, version: { strata: version } },
        ...(run && {
          metadata: { invocationId: run.id, finishedOn: new Date(run.finished).toISOString() },
        }),
      },
    },
  };
}

/** Templates, the base or the layers of the parent, what the lock file says of it, and what steps were given. */
function listDependencies({ templates, base, steps }: BuildOrigin): readonly Resource[] {
  return [
    ...templates.map(({ name, sha256 }) => ({ name, digest: { sha256 } })),
    ...(base ? [{ name: `images.lock.json: ${base.label}`, digest: { sha256: getHex(base.facts) } }] : []),
    ...(base?.layers ?? []).map((layer, at) => ({
      name: `${base?.label}: layer ${at + 1}`,
      digest: { sha256: getHex(layer) },
    })),
    ...steps.flatMap(({ label, inputs }, at) =>
      inputs.map(({ option, digest }) => ({
        name: `step ${at + 1} (${label}): ${option}`,
        digest: { [treeAlgorithm]: getHex(digest) },
      })),
    ),
  ];
}

export function getHex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}
