import { getBlock, isGiven, type OptionRule, UNKNOWN_TEXT, where } from '@strata/sdk';
import { problem } from '../../codes';
import { parseGalleryImageId } from '../../machine/gallery-image-id';
import type { Options } from './rule';

/** Options that say one thing together, with a value for each. */
const PLATFORM = { image_publisher: 'Debian', image_offer: 'debian-12', image_sku: '12-gen2' };
const CUSTOM = { custom_managed_image_name: 'golden', custom_managed_image_resource_group_name: 'images' };
/** Each of them says by itself which image of a gallery it is. */
const GALLERY_KINDS = ['id', 'gallery_name', 'community_gallery_image_id', 'direct_shared_gallery_image_id'];
const GALLERY_NAMES = ['subscription', 'resource_group', 'image_name'];

/** What a source is given by, among several kinds. */
interface Kind {
  readonly option: string;
  readonly what: string;
}

/** How a block names its image; undefined for a block of variables that nobody set, which is none as in Packer. */
export function findGalleryKind(block: Options): string | undefined {
  return GALLERY_KINDS.find((name) => isGiven(block[name]));
}

function namesGalleryImage(options: Options): boolean {
  return findGalleryKind(getBlock(options, 'shared_image_gallery')) !== undefined;
}

/** Says something, but not which image it is. */
function isHalf(options: Options): boolean {
  const block = getBlock(options, 'shared_image_gallery');
  return !namesGalleryImage(options) && GALLERY_NAMES.some((name) => isGiven(block[name]));
}

/** The kinds of source that options name. */
export function findSources(options: Options): readonly Kind[] {
  const named = (names: readonly string[]) => names.find((name) => isGiven(options[name]));
  const found: readonly (readonly [string | undefined, string])[] = [
    [named(['image_url']), 'a VHD'],
    [named(Object.keys(CUSTOM)), 'a managed image'],
    [named(Object.keys(PLATFORM)), 'an image of the marketplace'],
    [namesGalleryImage(options) ? 'shared_image_gallery' : undefined, 'an image of a gallery'],
  ];
  return found.flatMap(([option, what]) => (option === undefined ? [] : [{ option, what }]));
}

const oneSource: OptionRule = (options, at, write) => {
  const kinds = findSources(options);
  const [first, second] = kinds;
  if (first === undefined && isHalf(options)) return [];
  if (first === undefined)
    return [
      problem('AZU030', {
        detail:
          'Nothing says what the machine starts from: neither an image of the marketplace, nor `image_url`, `custom_managed_image_name` or `shared_image_gallery` is given.',
        hint: `Write ${write('image_publisher', '"Debian"')}, ${write('image_offer', '"debian-12"')} and ${write('image_sku', '"12-gen2"')}.`,
        ...where(at()),
      }),
    ];
  if (second === undefined) return [];
  return [
    problem('AZU031', {
      detail: `The machine would start from ${kinds.map(({ option, what }) => `${what} (\`${option}\`)`).join(' and from ')}.`,
      hint: 'Take all but one out.',
      ...where(at(second.option)),
    }),
  ];
};

/** Options of which all are given or none. */
function goTogether(examples: Readonly<Record<string, string>>): OptionRule {
  return (options, at, write) => {
    const given = Object.keys(examples).filter((name) => isGiven(options[name]));
    const [first] = given;
    if (first === undefined) return [];
    return Object.entries(examples)
      .filter(([name]) => !given.includes(name))
      .map(([name, example]) =>
        problem('AZU030', {
          detail: `\`${first}\` is given without \`${name}\`.`,
          hint: `Write ${write(name, `"${example}"`)}.`,
          ...where(at(first)),
        }),
      );
  };
}

const gallery: OptionRule = (options, at) => {
  const block = getBlock(options, 'shared_image_gallery');
  const subject = where(at('shared_image_gallery'));
  const kinds = GALLERY_KINDS.filter((name) => isGiven(block[name]));
  if (kinds.length > 1)
    return [
      problem('AZU031', {
        detail: `shared_image_gallery names an image by ${kinds.map((name) => `\`${name}\``).join(' and by ')}.`,
        hint: 'Take all but one out.',
        ...subject,
      }),
    ];
  if (kinds[0] === undefined && (!isHalf(options) || findSources(options).length > 0)) return [];
  if (kinds[0] === undefined)
    return [
      problem('AZU030', {
        detail: 'shared_image_gallery does not say which image it is.',
        hint: `Give one of ${GALLERY_KINDS.join(', ')}.`,
        ...subject,
      }),
    ];
  return checkNames(block, kinds[0]).map((told) => problem(told.code, { ...told, ...subject }));
};

function checkNames(block: Options, kind: string) {
  if (kind === 'gallery_name')
    return GALLERY_NAMES.filter((name) => !isGiven(block[name])).map((name) => ({
      code: 'AZU030' as const,
      detail: `shared_image_gallery has a \`gallery_name\`, but no \`${name}\`.`,
      hint: `Add ${name}, or name the version by its id alone.`,
    }));
  if (kind !== 'id') return [];
  if (block['id'] !== UNKNOWN_TEXT && !parseGalleryImageId(String(block['id'])))
    return [
      {
        code: 'AZU032' as const,
        detail: `\`id\` of shared_image_gallery is "${block['id']}", which is no id of an image of a gallery.`,
        hint: 'Write /subscriptions/ID/resourceGroups/GROUP/providers/Microsoft.Compute/galleries/NAME/images/IMAGE/versions/1.0.0.',
      },
    ];
  return [...GALLERY_NAMES, 'image_version']
    .filter((name) => isGiven(block[name]))
    .map((name) => ({
      code: 'AZU031' as const,
      detail: `shared_image_gallery has an \`id\`, which says all that \`${name}\` says.`,
      hint: `Take ${name} out.`,
    }));
}

const PLAN = ['plan_name', 'plan_product', 'plan_publisher'];

const plan: OptionRule = (options, at) => {
  const block = getBlock(options, 'plan_info');
  if (![...PLAN, 'plan_promotion_code'].some((name) => isGiven(block[name]))) return [];
  return PLAN.filter((name) => !isGiven(block[name])).map((name) =>
    problem('AZU030', {
      detail: `plan_info does not say the \`${name}\`.`,
      hint: 'Ask `az vm image show` for the plan of the image; it has all three.',
      ...where(at('plan_info')),
    }),
  );
};

/** A VHD makes VHDs, and versions of galleries. */
const disksMakeDisks: OptionRule = (options, at) => {
  if (!isGiven(options['image_url']) || !isGiven(options['managed_image_resource_group_name'])) return [];
  return [
    problem('AZU031', {
      detail:
        'A managed image is made of machines with managed disks, but the source is a VHD (`image_url`).',
      hint: 'Start from a managed image of that VHD: az image create --source URL.',
      ...where(at('image_url')),
    }),
  ];
};

/** What the machine starts from is said once, and wholly. */
export const sourceRules: readonly OptionRule[] = [
  oneSource,
  goTogether(PLATFORM),
  goTogether(CUSTOM),
  gallery,
  plan,
  disksMakeDisks,
];
