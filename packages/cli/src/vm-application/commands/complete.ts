import { extname } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import {
  checkApplication,
  checkDeployment,
  checkOffer,
  type VmApplication,
} from '@strata/target-azure/vm-applications';
import { problem } from '../../codes';
import type { Definition } from '../definition/definition';
import { generateCommands } from './generate';

/** The application as a gallery is told of it: with the commands and names that its file leaves out. */
export function completeApplication(definition: Definition): VmApplication {
  const { name, version, os, description, afterReboot, commands } = definition;
  const packageFile = definition.packageFile ?? `${name}${getEnding(definition)}`;
  const configurationFile =
    definition.configurationFile ?? `${name}-configuration${extname(definition.configuration ?? '')}`;
  const generated = generateCommands(definition, packageFile);
  // An install command of one's own and an update command that goes with another would not fit together.
  const update = commands.update ?? (commands.install === undefined ? generated.update : undefined);
  return {
    ...{ name, version, os, packageFile, configurationFile, afterReboot },
    ...(description !== undefined && { description }),
    commands: {
      install: commands.install ?? generated.install,
      ...(update !== undefined && { update }),
      remove: commands.remove ?? generated.remove,
    },
  };
}

/** The agent downloads under a name without any ending, and installers look at theirs. */
function getEnding({ os, package: source }: Definition): string {
  if (source.kind === 'files' || source.kind === 'debs') return os === 'Linux' ? '.tar.gz' : '.zip';
  const [ending = ''] = /\.(?:tar\.gz|[a-z]+)$/i.exec(source.file) ?? [];
  return ending;
}

/** All that is wrong with an application, but what only Azure knows. @param now milliseconds since the epoch */
export function checkDefinition(definition: Definition, now: number): readonly Diagnostic[] {
  const { at, deployment, publish } = definition;
  return [
    ...checkSystem(definition),
    ...checkApplication(completeApplication(definition), at),
    ...checkDeployment(deployment, at),
    ...(publish ? checkOffer(publish, at, now) : []),
  ];
}

function checkSystem(definition: Definition): readonly Diagnostic[] {
  const { os, package: source, at } = definition;
  const told = (path: string, detail: string): Diagnostic => {
    const subject = at(path);
    return problem('CLI060', { detail, ...(subject && { subject }) });
  };
  if (source.kind === 'debs' && os === 'Windows')
    return [told('package', 'Packages of Debian are for Linux, and "os" is "windows".')];
  if (source.kind === 'installer' && os === 'Linux')
    return [told('package', `"${source.file}" installs on Windows, and "os" is "linux".`)];
  const places =
    source.kind === 'files'
      ? source.files.map(({ to }, index) => ({ to, path: `package.files.${index}` }))
      : source.kind === 'archive'
        ? [{ to: source.to, path: 'package' }]
        : [];
  return places
    .filter(({ to }) => to.startsWith('/') !== (os === 'Linux'))
    .map(({ to, path }) => told(`${path}.to`, `"${to}" is no path on ${os}.`));
}
