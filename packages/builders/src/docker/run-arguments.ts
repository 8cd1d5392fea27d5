import { fillPlaceholders } from '@strata/sdk';
import type { Work } from './builder';

/** Arguments of the engine that start the container, Packer's own first. @param files a folder of the build's own */
export function getRunArguments({ context, image, name, options }: Work, files: string): readonly string[] {
  const each = (flag: string, values: readonly string[] | undefined) =>
    (values ?? []).flatMap((value) => [flag, value]);
  const volumes = Object.entries(options.volumes ?? {}).map(([host, guest]) => `${host}:${guest}`);
  return [
    'run',
    ...['--name', name, '--label', `strata.build=${context.buildId}`],
    ...(options.privileged ? ['--privileged'] : []),
    ...each('--runtime', options.runtime === undefined ? [] : [options.runtime]),
    ...each('--platform', options.platform === undefined ? [] : [options.platform]),
    ...each('--cap-add', options.cap_add),
    ...each('--cap-drop', options.cap_drop),
    ...each('--device', options.device),
    ...each('--tmpfs', options.tmpfs),
    ...each('-v', [...volumes, `${files}:${options.container_dir}`]),
    ...options.run_command.map((word) => fillPlaceholders(word, { Image: image })),
  ];
}
