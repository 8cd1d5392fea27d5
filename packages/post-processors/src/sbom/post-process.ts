import { resolve } from 'node:path';
import { fillPlaceholders, type OpenImage, type PostProcessor } from '@strata/sdk';
import { findContents } from '../contents/find-contents';
import { type Bill, makeBill } from './bill';
import { writeCyclonedx } from './cyclonedx';
import type { SbomOptions, sbomSchema } from './schema';
import { writeSpdx } from './spdx';

interface Form {
  readonly extension: string;
  readonly write: (bill: Bill) => string;
}

const forms: Readonly<Record<string, Form>> = {
  cyclonedx: { extension: 'cdx.json', write: writeCyclonedx },
  spdx: { extension: 'spdx.json', write: writeSpdx },
};

export function createSbom(openImage: OpenImage): PostProcessor<typeof sbomSchema> {
  return {
    async postProcess(context, artifact, options) {
      const { buildName, ports, baseDirectory, reporter } = context;
      const contents = await findContents(context, { openImage, artifact, dockerPath: options.docker_path });
      if (contents.packages.length === 0)
        reporter.warn('The image has no packages that its data bases know of.');
      const bill = makeBill(buildName, artifact, contents);
      const outputs: string[] = [];
      for (const format of new Set(options.format)) {
        const { extension, write } = forms[format] as Form;
        const name = getOutput(context, options, { Format: format, Extension: extension });
        await ports.files.write(resolve(baseDirectory, name), write(bill));
        reporter.say(`${bill.items.length} packages listed in ${name}`);
        outputs.push(name);
      }
      const files = [...new Set([...artifact.files, ...outputs])];
      return { artifact: { ...artifact, files }, input: 'must-keep' };
    },
  };
}

function getOutput(
  { buildName, builderType }: { readonly buildName: string; readonly builderType: string },
  { output }: SbomOptions,
  more: Readonly<Record<string, string>>,
): string {
  return fillPlaceholders(output, { BuildName: buildName, BuilderType: builderType, ...more });
}
