import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import {
  convert,
  createDefaultFunctions,
  createFunctions,
  evaluate,
  type JsonObject,
  memberOf,
  references,
  type Scope,
  Type,
  Value,
} from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import { getOrder } from '../evaluate/order';
import { getFixedRoots } from '../evaluate/roots';
import type { Material } from '../load/load-template';
import type { Variable } from '../template';
import { type RawVariable, readRawVariables, readSensitive } from './raw-variables';

/** Reads `variables`, gives them their texts and calls the functions in those, each after what it refers to. */
export function readVariables(root: JsonObject, material: Material): Checked<ReadonlyMap<string, Variable>> {
  return collect((take, report) => {
    const sensitive = take(readSensitive(memberOf(root, 'sensitive-variables')));
    const raws = take(readRawVariables(root, material));
    const { nodes, rings } = getOrder(new Map([...raws].map(([name, raw]) => [name, getNeeds(raw)])));
    for (const ring of rings) report(getRing(ring, raws));
    const stuck = new Set(rings.flat());
    const outer = getOuterScope(material);
    const values = new Map<string, Value>();
    for (const name of nodes) {
      const raw = raws.get(name) as RawVariable;
      const value = stuck.has(name) ? UNKNOWN : take(evaluateRaw(raw, values, outer));
      values.set(name, sensitive.has(name) ? Value.sensitive(value) : value);
    }
    return new Map(
      [...values].map(([name, value]) => [name, createVariable(raws.get(name) as RawVariable, value)]),
    );
  });
}

const UNKNOWN = Value.unknown(Type.string);

function createVariable({ name, declared, environment, range }: RawVariable, value: Value): Variable {
  return {
    name,
    ...(declared !== undefined && { default: Value.string(declared) }),
    sensitive: value.sensitive === true,
    type: Type.string,
    validations: [],
    environment,
    value,
    range,
  };
}

function getNeeds({ expr }: RawVariable): readonly string[] {
  if (!expr) return [];
  return references(expr).flatMap(({ root, steps: [step] }) =>
    root === 'var' && step?.kind === 'attribute' ? [step.name] : [],
  );
}

function getRing(ring: readonly string[], raws: ReadonlyMap<string, RawVariable>): Diagnostic {
  const subject = raws.get(ring[0] as string)?.range;
  const detail = `The variable ${[...ring, ring[0]].join(' needs ')}, so none of them has a value.`;
  return problem('TPL023', { detail, ...(subject && { subject }) });
}

function getOuterScope({ request, found, ports }: Material): Scope {
  return {
    variables: getFixedRoots({ root: found.root, cwd: request.cwd }, new Map()),
    functions: new Map([...createFunctions(ports), ...createDefaultFunctions(ports)]),
  };
}

function evaluateRaw(raw: RawVariable, known: ReadonlyMap<string, Value>, parent: Scope): Checked<Value> {
  if (!raw.expr) return { value: UNKNOWN, diagnostics: [getUnset(raw.name, raw.range)] };
  const needed = new Map(
    getNeeds(raw).flatMap((name) => (known.has(name) ? [[name, known.get(name) as Value]] : [])),
  );
  const scope = { variables: new Map([['var', Value.object(needed)]]), parent };
  const { value, diagnostics } = evaluate(raw.expr, scope);
  return { value: convert(value, Type.string).value ?? UNKNOWN, diagnostics };
}

function getUnset(name: string, subject: Range): Diagnostic {
  return problem('TPL017', {
    detail: `The variable "${name}" has no default and got no value.`,
    subject,
    hint: `Give it with -var ${name}=VALUE or in a -var-file.`,
  });
}
