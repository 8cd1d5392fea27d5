import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import type { Attribute, Block, FunctionPorts } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Validation } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitAttributes, omitBlocks } from './body-parts';
import { readBlocks } from './shape';
import { readValidations } from './validation-blocks';
import { readTyping, type Typed } from './variable-typing';

/** A variable before it has its value. */
export interface VariableDeclaration extends Typed {
  readonly name: string;
  readonly description?: string;
  readonly sensitive: boolean;
  readonly validations: readonly Validation[];
  readonly range: Range;
}

const ARGUMENTS = createArguments({ description: 'string', sensitive: 'bool' });

/** Reads `variable "name"` blocks and the attributes of `variables` blocks. */
export function readVariables(
  blocks: readonly Block[],
  ports: FunctionPorts,
): Checked<ReadonlyMap<string, VariableDeclaration>> {
  return collect((take, report) => {
    const declarations = new Map<string, VariableDeclaration>();
    for (const declaration of blocks.flatMap((block) => take(readBlock(block, ports)))) {
      const first = declarations.get(declaration.name);
      if (first) report(getRepeated(declaration, first));
      else declarations.set(declaration.name, declaration);
    }
    return declarations;
  });
}

function getRepeated({ name, range }: VariableDeclaration, first: VariableDeclaration): Diagnostic {
  const { file, start } = first.range;
  const detail = `The variable "${name}" is already declared in ${file} on line ${start.line}.`;
  return problem('TPL010', { detail, subject: range });
}

function readBlock(block: Block, ports: FunctionPorts): Checked<readonly VariableDeclaration[]> {
  return collect((take) => {
    if (block.type === 'variable') return [take(readVariable(block, ports))];
    take(readBlocks(block.body.blocks, {}, 'A variables block'));
    return [...block.body.attributes.values()].map((attribute) => take(readShorthand(attribute, ports)));
  });
}

function readShorthand(attribute: Attribute, ports: FunctionPorts): Checked<VariableDeclaration> {
  return collect((take) => ({
    name: attribute.name,
    sensitive: false,
    validations: [],
    ...take(readTyping({ type: undefined, default: attribute }, ports)),
    range: attribute.nameRange,
  }));
}

function readVariable(
  { body, labels, headerRange }: Block,
  ports: FunctionPorts,
): Checked<VariableDeclaration> {
  return collect((take) => {
    const name = labels[0] ?? '';
    const alsoTakes = ['type', 'default'];
    const context = { scope: {}, title: `variable "${name}"`, range: headerRange, alsoTakes };
    const own = omitAttributes(omitBlocks(body), alsoTakes);
    const { description, sensitive } = take(readArguments(own, ARGUMENTS, context));
    const typing = { type: body.attributes.get('type'), default: body.attributes.get('default') };
    return {
      name,
      ...(typeof description === 'string' && { description }),
      sensitive: sensitive === true,
      ...take(readTyping(typing, ports)),
      validations: take(readValidations(body.blocks, name, context.title)),
      range: headerRange,
    };
  });
}
