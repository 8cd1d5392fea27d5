import type { Enumerations } from './enumerations';
import type { Mapper, Mappers } from './mapper';
import type { Member, ObjectShape, Shape } from './shape';

/** Finds the shape of a body by the name of its class: `GalleryImage`. A name that there is not is a mistake of the fake. */
export type FindShape = (name: string) => Shape;

/** Reads shapes as they stand on the wire out of the mappers of an SDK, which are flattened. */
export function readMappers(mappers: Mappers, enumerations: Enumerations): FindShape {
  const known = new Map<string, Shape>();
  const find: FindShape = (name) => {
    const found = known.get(name) ?? readObject(name);
    known.set(name, found);
    return found;
  };

  function readObject(name: string): ObjectShape {
    const properties = mappers[name]?.type.modelProperties;
    if (!properties) throw new Error(`The type data has no ${name}.`);
    const root = makeBranch();
    for (const [member, mapper] of Object.entries(properties)) {
      const path = splitName(mapper.serializedName ?? member);
      const { required = false, readOnly = false } = mapper;
      place(root, path, { shape: readShape(mapper, `${name}.${member}`), required, readOnly });
    }
    return closeBranch(name, root);
  }

  function readShape({ type, constraints = {} }: Mapper, member: string): Shape {
    const {
      InclusiveMinimum: least,
      InclusiveMaximum: most,
      Pattern: pattern,
      MaxLength: longest,
    } = constraints;
    switch (type.name) {
      case 'String':
      case 'Uuid': {
        const values = enumerations.get(member);
        return {
          kind: 'text',
          ...(values && { values }),
          ...(pattern && { pattern }),
          ...(longest && { longest }),
        };
      }
      case 'Enum':
        return { kind: 'text', values: type.allowedValues ?? [] };
      case 'Number':
        return { kind: 'number', ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
      case 'Boolean':
        return { kind: 'flag' };
      case 'DateTime':
      case 'Date':
        return { kind: 'date' };
      case 'Sequence':
        return { kind: 'list', item: type.element ? readShape(type.element, member) : { kind: 'anything' } };
      case 'Dictionary':
        return { kind: 'map', value: type.value ? readShape(type.value, member) : { kind: 'anything' } };
      case 'Composite':
        return { kind: 'reference', find: () => find(type.className ?? '') };
      default:
        return { kind: 'anything' };
    }
  }

  return find;
}

/** An object that is being put together out of flattened names. */
interface Branch {
  readonly leaves: Map<string, Member>;
  readonly branches: Map<string, Branch>;
}

function makeBranch(): Branch {
  return { leaves: new Map(), branches: new Map() };
}

/** Dots that are part of a name are written behind a backslash. */
function splitName(name: string): readonly string[] {
  return name.split(/(?<!\\)\./).map((part) => part.replaceAll('\\', ''));
}

function place(branch: Branch, [name = '', ...rest]: readonly string[], member: Member): void {
  if (rest.length === 0) {
    branch.leaves.set(name, member);
    return;
  }
  const next = branch.branches.get(name) ?? makeBranch();
  branch.branches.set(name, next);
  place(next, rest, member);
}

function closeBranch(name: string, { leaves, branches }: Branch): ObjectShape {
  const members = new Map(leaves);
  for (const [member, branch] of branches) {
    const shape = closeBranch(name, branch);
    const required = [...shape.members.values()].some((one) => one.required && !one.readOnly);
    members.set(member, { shape, required, readOnly: false });
  }
  return { kind: 'object', name, members };
}
