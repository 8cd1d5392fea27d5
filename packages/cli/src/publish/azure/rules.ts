import type { TextRule } from '../settings/readers';

/** Source of the forms: Microsoft's "Naming rules and restrictions for Azure resources" and the reference of galleries. */
export const subscription: TextRule = {
  pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  meaning: 'an id of a subscription: "az account show --query id" shows it',
};
export const region: TextRule = {
  pattern: /^[a-z][a-z0-9]+$/,
  meaning: 'a region such as "westeurope", in small letters and without spaces',
};
export const group: TextRule = {
  pattern: /^[\w().-]{0,89}[\w()-]$/,
  meaning: 'a name of a resource group: at most 90 letters, digits and -_.(), no dot at the end',
};
export const gallery: TextRule = {
  pattern: /^[A-Za-z0-9](?:[\w.]{0,78}[A-Za-z0-9])?$/,
  meaning: 'a name of a gallery: at most 80 letters, digits, dots and underscores, and no hyphen',
};
export const account: TextRule = {
  pattern: /^[a-z0-9]{3,24}$/,
  meaning: 'a name of a storage account: 3 to 24 small letters and digits',
};
export const container: TextRule = {
  pattern: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  meaning: 'a name of a container: 3 to 63 small letters, digits and single hyphens',
};
export const encryptionSet: TextRule = {
  pattern:
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/diskEncryptionSets\/[^/]+$/i,
  meaning: 'the id of a disk encryption set: "/subscriptions/…/diskEncryptionSets/NAME"',
};
export const tagName: TextRule = {
  pattern: /^(?!strata-|microsoft|azure|windows)[^<>%&\\?/]{1,512}$/i,
  meaning:
    'a name of a tag: at most 512 signs, none of <>%&\\?/, and none of strata-, microsoft, azure, windows first',
};
export const tagValue: TextRule = { pattern: /^.{0,256}$/s, meaning: 'a value of a tag: at most 256 signs' };
export const definition: TextRule = {
  pattern: /^(?=.*\{image\})(?:[\w.-]|\{image\}){1,80}$/,
  meaning: 'a name of a definition with {image} in it: at most 80 letters, digits and -_.',
};
export const identifier: TextRule = {
  pattern: /^(?:[\w.-]|\{image\}){1,128}$/,
  meaning: 'a text of letters, digits and -_., in which {image} may stand',
};
export const version: TextRule = {
  pattern: /^(?:date|\d{1,10}\.\d{1,10}(?:\.\d{1,10})?)$/,
  meaning:
    '"date", a series such as "1.4", of which the next free version is taken, or a version such as "1.4.2"',
};
