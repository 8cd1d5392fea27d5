import { refuse } from '../refusal';

const longestName = 1011;
const mostLevels = 15;

/** Refuses a name that no parameter may have. Sources: PutParameter's own page, "Requirements for parameter names". */
export function checkName(name: string): void {
  if (/^\/?(aws|ssm)/i.test(name))
    throw refuse('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (!/^[\w./-]+$/.test(name))
    throw refuse(
      'ValidationException',
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (name.includes('/') && !name.startsWith('/'))
    throw refuse('ValidationException', 'Parameter name must be a fully qualified name.');
  if (name.length > longestName)
    throw refuse('ValidationException', `Parameter names are at most ${longestName} characters long.`);
  if (name.split('/').length - 1 > mostLevels)
    throw refuse(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${mostLevels} levels.`,
    );
}
