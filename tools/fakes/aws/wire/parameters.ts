/** Parameters of a query request as a tree: `Filter.1.Name=x` is `{ Filter: { 1: { Name: 'x' } } }`. */
export interface ParameterTree {
  [name: string]: ParameterTree | string;
}

/** Reads a form into a tree. A name that is both a value and a branch keeps the branch. */
export function readParameters(body: string): ParameterTree {
  const root: ParameterTree = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let branch = root;
    for (const part of parts) branch = descend(branch, part);
    branch[last] ??= value;
  }
  return root;
}

function descend(branch: ParameterTree, part: string): ParameterTree {
  const found = branch[part];
  if (typeof found === 'object') return found;
  const made: ParameterTree = {};
  branch[part] = made;
  return made;
}
