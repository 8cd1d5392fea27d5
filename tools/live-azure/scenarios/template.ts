import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LiveWorld, RUN_TAG } from '../world';

const FOLDER = 'live';

/** Where the machine keeps the run's id, for whoever starts its image. */
export const MARK = '/etc/strata-live';

/** Name of the managed image that is built. */
export const getImage = (id: string) => `strata-live-${id}`;

/** What a template says beside the machine. */
export interface TemplateParts {
  readonly name: string;
  /** Options of the builder, a line each. */
  readonly options: readonly string[];
  /** Lines of the shell, where somebody logs in. */
  readonly script: readonly string[];
}

/** Writes a template of `azure-arm` in the group of the run. @returns its path in the workspace */
export function writeTemplate(
  { id, root, settings }: LiveWorld,
  { name, options, script }: TemplateParts,
): string {
  const { allowed, group, logsIn, size, subscription } = settings;
  const text = (value: string) => JSON.stringify(value);
  const login = logsIn ? ['communicator = "ssh"', 'ssh_username = "packer"'] : ['communicator = "none"'];
  const lines = [
    `subscription_id = ${text(subscription)}`,
    `build_resource_group_name = ${text(group)}`,
    'os_type = "Linux"',
    `vm_size = ${text(size)}`,
    `azure_tags = { ${text(RUN_TAG)} = ${text(id)} }`,
    ...(allowed === undefined ? [] : [`allowed_inbound_ip_addresses = [${text(allowed)}]`]),
    ...login,
    ...options,
  ];
  const provisioner = logsIn
    ? `  provisioner "shell" {
    inline          = ${JSON.stringify(script)}
    execute_command = "chmod +x {{.Path}}; {{.Vars}} sudo -E {{.Path}}"
  }
`
    : '';
  const path = `${FOLDER}/${name}.pkr.hcl`;
  mkdirSync(join(root, FOLDER), { recursive: true });
  writeFileSync(
    join(root, path),
    `source "azure-arm" "${name}" {\n  ${lines.join('\n  ')}\n}\n\nbuild {\n  sources = ["source.azure-arm.${name}"]\n${provisioner}}\n`,
  );
  return path;
}
