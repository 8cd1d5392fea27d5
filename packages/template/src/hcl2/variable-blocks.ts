import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import type { Attribute, Block, FunctionPorts } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Validation } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitAttributes, omitBlocks, withLiterals } from './body-parts';
import { readBody, readNamed } from './shape';
import { readValidation } from './validation-blocks';
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
    const body = take(readBody(block.body, {}, 'A variables block'));
    return take(readNamed(body)).map((attribute) => take(readShorthand(attribute, ports)));
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

function readVariable(block: Block, ports: FunctionPorts): Checked<VariableDeclaration> {
  return collect((take) => {
    const { labels, headerRange } = block;
    const name = labels[0] ?? '';
    const body = take(readBody(block.body, { validation: [] }, `A variable "${name}" block`));
    const alsoTakes = ['type', 'default'];
    const context = { scope: {}, title: `variable "${name}"`, range: headerRange, alsoTakes };
    const own = withLiterals(omitAttributes(omitBlocks(body), alsoTakes));
    const { description, sensitive } = take(readArguments(own, ARGUMENTS, context));
    const typing = { type: body.attributes.get('type'), default: body.attributes.get('default') };
    return {
      name,
      ...(typeof description === 'string' && { description }),
      sensitive: sensitive === true,
      ...take(readTyping(typing, ports)),
      validations: body.blocks.flatMap((one) => take(readValidation(one, name))),
      range: headerRange,
    };
  });
}
