import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

const KINDS = ['source', 'sources', 'content'] as const;

const oneKindOfSource: OptionRule = (options, at) => {
  const given = KINDS.filter((kind) => options[kind] !== undefined);
  const second = given[1];
  if (second) {
    const detail = `Give only one of source, sources and content; ${given.join(' and ')} are given.`;
    return [problem('PRV004', { detail, ...where(at(second)) })];
  }
  if (given.length === 1) return [];
  return [
    problem('PRV005', {
      detail: 'There is nothing to send: give one of source, sources and content.',
      ...where(at()),
    }),
  ];
};

const downloadHasNoContent: OptionRule = ({ direction, content, mode }, at) => {
  if (direction !== 'download') return [];
  return [...(content === undefined ? [] : ['content']), ...(mode === undefined ? [] : ['mode'])].map(
    (option) =>
      problem('PRV004', {
        detail: `${option} is for files that are sent; this one is fetched.`,
        ...where(at(option)),
      }),
  );
};

const modeIsOctal: OptionRule = ({ mode }, at, write) => {
  if (typeof mode !== 'string' || mode === '<unknown>' || /^[0-7]{3,4}$/.test(mode)) return [];
  const detail = `"${mode}" must be three or four octal digits.`;
  const hint = `For example: ${write('mode', '"0640"')}`;
  return [problem('PRV008', { detail, hint, ...where(at('mode')) })];
};

const destinationIsGiven: OptionRule = ({ destination }, at) => {
  if (destination !== '') return [];
  return [problem('PRV005', { detail: 'destination is empty.', ...where(at('destination')) })];
};

export const fileRules = [oneKindOfSource, downloadHasNoContent, modeIsOctal, destinationIsGiven];
