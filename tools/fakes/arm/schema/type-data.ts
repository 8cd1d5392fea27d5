import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BodyCheck } from '../types/resource-type';
import { checkBody } from './check-shape';
import { readEnumerations } from './enumerations';
import type { Mappers } from './mapper';
import { type FindShape, readMappers } from './read-mappers';

/** Bodies of compute, by Microsoft's own type data inside the last SDK that had it. */
export const checkCompute = makeChecker('arm-compute-mappers');

/** Bodies of networks, by the type data of an SDK that the product does not use. */
export const checkNetwork = makeChecker('@azure/arm-network');

/** Makes checks by names of classes. The data is read when the first body comes: it is a megabyte. */
function makeChecker(name: string): (className: string) => BodyCheck {
  let find: FindShape | undefined;
  return (className) => (body) => {
    find ??= readPackage(name);
    return checkBody(find(className), body);
  };
}

function readPackage(name: string): FindShape {
  // Its exports leave these files out, so they are found by their place.
  const models = join(require.resolve(`${name}/package.json`), '../dist/commonjs/models');
  const mappers: Mappers = require(join(models, 'mappers.js'));
  const exported: Readonly<Record<string, unknown>> = require(join(models, 'index.js'));
  return readMappers(mappers, readEnumerations(readFileSync(join(models, 'index.d.ts'), 'utf8'), exported));
}
