import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';

const SHORTEST = 3;
const LONGEST = 128;

/** What an image's name may not hold. Source: EC2 API reference, CreateImage, Name. */
const FOREIGN = /[^A-Za-z0-9()[\] ./'@_-]/gu;

/** Packer's `clean_resource_name`, as the builders of Amazon have it. */
export function cleanName(name: string): string {
  return name.replace(FOREIGN, '-');
}

/** The image's name is one that AWS takes. */
export const imageName: OptionRule = ({ ami_name: name }, at, write) => {
  if (typeof name !== 'string' || name === '') return [];
  const foreign = [...new Set(name.match(FOREIGN))];
  const problems = [];
  if (name.length < SHORTEST || name.length > LONGEST)
    problems.push(
      problem('AWS032', {
        detail: `\`ami_name\` is "${name}", with a length of ${name.length}; names of images have ${SHORTEST} to ${LONGEST}.`,
        hint: `Write ${write('ami_name', '"my-image-{{timestamp}}"')}.`,
        ...where(at('ami_name')),
      }),
    );
  if (foreign.length > 0)
    problems.push(
      problem('AWS032', {
        detail: `\`ami_name\` is "${name}"; ${foreign.map((one) => `"${one}"`).join(', ')} cannot stand in names of images, which are made of letters, digits, spaces and ( ) [ ] . / - ' @ _.`,
        hint: `{{isotime | clean_resource_name}} writes "-" for everything else; here that is "${cleanName(name)}".`,
        ...where(at('ami_name')),
      }),
    );
  return problems;
};
