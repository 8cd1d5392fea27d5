import {
  formatsOfWord,
  getPlaceholders,
  memoryStep,
  type OptionRule,
  parseDiskSize,
  where,
} from '@strata/sdk';
import { problem } from '../codes';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** Two formats in one file would be none. */
export const checkNames: OptionRule = ({ formats, output }, at) => {
  const count = isList(formats) ? new Set(formats).size : 0;
  if (count < 2 || typeof output !== 'string' || getPlaceholders(output).includes('.Format')) return [];
  const detail = `output is ${JSON.stringify(output)} for each of ${count} formats.`;
  return [problem('PPR032', { detail, hint: 'Write {{.Format}} into it.', ...where(at('output')) })];
};

/** What says nothing of any format here was meant for another one. */
export const checkMeant: OptionRule = (options, at) => {
  const { formats } = options;
  if (!isList(formats)) return [];
  return Object.entries(formatsOfWord)
    .filter(([word]) => options[word] !== undefined && options[word] !== false)
    .filter(([, meant]) => !meant.some((format) => formats.includes(format)))
    .map(([word, meant]) => {
      const detail = `${word} says nothing of ${formats.join(', ')}. Formats that it is for: ${meant.join(', ')}.`;
      return problem('PPR080', { detail, ...where(at(word)) });
    });
};

export const checkSizes: OptionRule = (options, at) =>
  ['size', 'free'].flatMap((name) => {
    const text = options[name];
    if (typeof text !== 'string' || parseDiskSize(text) !== undefined) return [];
    const detail = `${name} is ${JSON.stringify(text)}. Allowed: a number with M, G or T, such as "4G".`;
    return [problem('PPR081', { detail, ...where(at(name)) })];
  });

export const checkTogether: OptionRule = ({ compress, backing }, at) => {
  if (compress !== true || backing === undefined) return [];
  const detail = 'A disk over another one is not compressed: compress and backing exclude each other.';
  return [problem('PPR082', { detail, ...where(at('compress')) })];
};

/** VMware takes whole numbers, of memory in steps. */
export const checkHardware: OptionRule = ({ cpus, memory }, at) => {
  const isWrong = (value: unknown, step: number) =>
    typeof value === 'number' && !(Number.isInteger(value) && value > 0 && value % step === 0);
  return [
    ...(isWrong(cpus, 1)
      ? [problem('PPR012', { detail: `cpus is ${cpus}. Allowed: 1 or more.`, ...where(at('cpus')) })]
      : []),
    ...(isWrong(memory, memoryStep)
      ? [
          problem('PPR012', {
            detail: `memory is ${memory}. Allowed: MiB, a multiple of ${memoryStep}.`,
            ...where(at('memory')),
          }),
        ]
      : []),
  ];
};
