import { createPlaceholderRule, defineSchema, type OptionRule, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';

/** Two documents in one file would be none. */
const needsOwnFiles: OptionRule = ({ format, output }, at) => {
  const several = Array.isArray(format) && new Set(format).size > 1;
  if (!several || typeof output !== 'string' || /\{\{-?\s*\.(Format|Extension)\s*-?\}\}/.test(output))
    return [];
  const detail = `output is ${JSON.stringify(output)} for each of ${format.length} formats.`;
  const hint = 'Write {{.Format}} or {{.Extension}} into it.';
  return [problem('PPR032', { detail, hint, ...where(at('output')) })];
};

export const sbomSchema = defineSchema({
  options: {
    format: {
      type: { list: 'string' },
      doc: 'What to write: CycloneDX 1.6, SPDX 2.3, both as JSON.',
      affects: 'run',
      allowed: ['cyclonedx', 'spdx'],
      default: ['cyclonedx'],
    },
    output: {
      type: 'string',
      doc: 'The file to write for each format. It may name `{{.BuildName}}`, `{{.BuilderType}}`, `{{.Format}}` and `{{.Extension}}` (`cdx.json`, `spdx.json`).',
      affects: 'run',
      default: 'sbom_{{.BuildName}}.{{.Extension}}',
    },
    docker_path: {
      type: 'string',
      doc: 'The container engine, for images that only it has. Where docker is not there, podman is taken.',
      affects: 'run',
      default: 'docker',
    },
  },
  rules: [
    createPlaceholderRule('output', ['BuildName', 'BuilderType', 'Format', 'Extension']),
    needsOwnFiles,
  ],
});

export type SbomOptions = OptionsOf<typeof sbomSchema>;
