import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

const sourceOrPaths: OptionRule = ({ source, paths }, at) => {
  if (source === undefined || paths === undefined) return [];
  const detail = 'Give paths, which keep their places, or one source with its destination; both are given.';
  return [problem('PRV004', { detail, ...where(at('source')) })];
};

const pathsAreSome: OptionRule = ({ paths }, at) => {
  if (!Array.isArray(paths) || paths.length > 0) return [];
  return [problem('PRV005', { detail: 'paths is empty: nothing would be copied.', ...where(at('paths')) })];
};

const destinationIsAbsolute: OptionRule = ({ destination }, at) => {
  if (typeof destination !== 'string' || destination === '<unknown>' || destination.startsWith('/'))
    return [];
  const detail = `destination is a path of the image and begins with "/"; it is "${destination}".`;
  return [problem('PRV008', { detail, ...where(at('destination')) })];
};

/** The copy stays in its source and its destination, and the lists it is made with have one name a line. */
const pathsStayInside: OptionRule = ({ paths, source, destination }, at) =>
  Object.entries({ paths, source, destination }).flatMap(([option, value]) =>
    [value ?? []]
      .flat()
      .filter((path) => typeof path === 'string' && (path.split('/').includes('..') || /[\n\0]/.test(path)))
      .map((path) => {
        const detail = `${JSON.stringify(path)} in ${option} holds ".." or a line end.`;
        return problem('PRV008', { detail, ...where(at(option)) });
      }),
  );

export const imageCopyRules = [sourceOrPaths, pathsAreSome, destinationIsAbsolute, pathsStayInside];
