import { createPlaceholderRule, defineSchema, type OptionsOf } from '@strata/sdk';
import { providers } from './providers';
import { levelIsKnown, overrideIsKnown } from './rules';

/** What names and templates of a box may speak of. */
export const PLACEHOLDERS = ['ArtifactId', 'BuildName', 'Provider', 'Architecture'];

export const vagrantSchema = defineSchema({
  options: {
    output: {
      type: 'string',
      affects: 'run',
      default: 'packer_{{.BuildName}}_{{.Provider}}_{{.Architecture}}.box',
      doc: 'The box to write, which may name `{{.BuildName}}`, `{{.Provider}}`, `{{.Architecture}}` and `{{.ArtifactId}}`.',
    },
    compression_level: {
      type: 'number',
      affects: 'run',
      default: -1,
      doc: 'From 1, quick, to 9, small; 0 for none, -1 for what gzip holds best.',
    },
    include: {
      type: { list: 'string' },
      affects: 'run',
      path: 'file',
      doc: 'Files that go into the box beside its own. A `metadata.json` among them takes the place of the one that is made.',
    },
    vagrantfile_template: {
      type: 'string',
      affects: 'run',
      path: 'file',
      pathWhen: (options) => options['vagrantfile_template_generated'] !== true,
      doc: "A Vagrantfile whose text goes into the box's, with the same words filled in as in `output`.",
    },
    vagrantfile_template_generated: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: 'Says that `vagrantfile_template` is made by the build, so that it need not be there before.',
    },
    provider_override: {
      type: 'string',
      affects: 'run',
      allowed: providers,
      doc: 'The provider, for artifacts that do not say where they come from (`artifice`).',
    },
    architecture: {
      type: 'string',
      affects: 'run',
      doc: "Architecture of the machine, in Vagrant's words: `amd64`, `arm64`. By default this machine's.",
    },
    override: {
      type: 'any',
      affects: 'run',
      doc: 'Options for one provider, by its name: `{ libvirt = { compression_level = 9 } }`.',
    },
  },
  rules: [createPlaceholderRule('output', PLACEHOLDERS), levelIsKnown, overrideIsKnown],
});

export type VagrantOptions = OptionsOf<typeof vagrantSchema>;
