import { listFiles, readFile, workspaceRoot } from '../sources/files';
import { parseSource } from '../sources/syntax';
import { outside } from './directions';
import { getImports, isTest, validateImport } from './imports';
import { findPlaces, getMachineHosts } from './places';
import { getSideEffects } from './side-effects';

/** What is wrong with one source file of a package. */
export function validateSource(file: string, text: string): readonly string[] {
  const source = parseSource(text);
  const imports = getImports(source).flatMap(({ specifier, line }) => {
    const problem = validateImport(file, specifier);
    return problem ? [`${file}:${line} ${problem}`] : [];
  });
  if (isTest(file) || outside.world.some((allowed) => allowed.test(file))) return imports;
  const effects = getSideEffects(source).map(
    ({ what, line }) =>
      `${file}:${line} ${what} is for cli, nx and the sdk's node ports: take it as an argument`,
  );
  return [...imports, ...effects];
}

function validatePlaces(): readonly string[] {
  const hosts = getMachineHosts();
  return listFiles().flatMap((file) =>
    findPlaces(readFile(file), [...hosts, workspaceRoot]).map(
      ({ place, line }) => `${file}:${line} names ${place}, which is another place on another machine`,
    ),
  );
}

/** Every import in the wrong direction, side effect in the wrong room, and name of one machine's places. */
export function validateBoundaries(): readonly string[] {
  const sources = listFiles('packages/*.ts').filter((file) => !file.includes('/files/'));
  return [...sources.flatMap((file) => validateSource(file, readFile(file))), ...validatePlaces()];
}
