import type { TextRule } from '../settings/readers';

/** Source of the forms: the pages of RegisterImage, CreateTags, PutParameter and ModifyImageAttribute in AWS's API references. */
export const region: TextRule = {
  pattern: /^[a-z]{2}(?:-[a-z]+)+-\d+$/,
  meaning: 'a region such as "eu-central-1"',
};
export const account: TextRule = { pattern: /^\d{12}$/, meaning: 'an account: 12 digits, as a text' };
export const organization: TextRule = {
  pattern: /^arn:aws[\w-]*:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}$/,
  meaning: 'the ARN of an organization: "arn:aws:organizations::123456789012:organization/o-…"',
};
export const organizationalUnit: TextRule = {
  pattern: /^arn:aws[\w-]*:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}$/,
  meaning: 'the ARN of an organizational unit: "arn:aws:organizations::123456789012:ou/o-…/ou-…"',
};
export const role: TextRule = {
  pattern: /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/,
  meaning: 'the ARN of a role: "arn:aws:iam::123456789012:role/images"',
};
export const kmsKey: TextRule = {
  // The EBS direct APIs take no other form.
  pattern: /^arn:aws[\w-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/.+$/,
  meaning: 'the ARN of a key of KMS: "arn:aws:kms:eu-central-1:123456789012:key/…"',
};
export const tagName: TextRule = {
  pattern: /^(?!aws:|strata:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u,
  meaning: 'a name of a tag: at most 128 letters, digits and _.:/=+-@, and neither aws: nor strata: first',
};
export const tagValue: TextRule = {
  pattern: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u,
  meaning: 'a value of a tag: at most 256 letters, digits, spaces and _.:/=+-@',
};
export const channel: TextRule = {
  pattern: /^(?=.*\{image\})\/?(?!\/?(?:aws|ssm)\b)(?:[\w.-]|\{image\})+(?:\/(?:[\w.-]|\{image\})+)*$/i,
  meaning:
    'a name of a parameter with {image} in it: letters, digits, _.- between slashes, such as "/images/{image}/stable"',
};
/** Two versions of an image are two images, and no two of a region may have one name. */
export const imageName: TextRule = {
  pattern: /^(?=.*\{image\})(?=.*\{version\})(?:[\w ()[\]./'@-]|\{image\}|\{version\}){3,128}$/,
  meaning:
    "a name of an image with {image} and {version} in it: at most 128 letters, digits, spaces and ()[]./-'@_",
};
