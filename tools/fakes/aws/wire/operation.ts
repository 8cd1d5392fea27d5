import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticOperationSchema } from '@smithy/types';

/** An operation as the SDK's own model has it. */
export interface Operation {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Method, path with labels in braces, and status of success; only where the protocol is REST. */
  readonly http: readonly [method: string, path: string, status: number] | undefined;
}

/** Operations of a service, by name. */
export type Operations = ReadonlyMap<string, Operation>;

/** The numbers by which a schema says what it is. Source: `@smithy/types`, "static-schemas". */
const structureKind = 3;
const operationKind = 9;

/** Finds the operations among the exports of a client of the SDK. */
export function readOperations(client: object): Operations {
  const operations = Object.values(client).filter(isOperation).map(describeOperation);
  return new Map(operations.map((operation) => [operation.name, operation]));
}

function isOperation(value: unknown): value is StaticOperationSchema {
  return Array.isArray(value) && value[0] === operationKind;
}

function describeOperation([, , name, traits, input, output]: StaticOperationSchema): Operation {
  const http = typeof traits === 'object' ? traits.http : undefined;
  return { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output), http };
}

/** Members that a request must have. The SDK's schemas put them first and say how many they are. */
export function getRequired(schema: NormalizedSchema): readonly string[] {
  const structure: $SchemaRef = schema.getSchema();
  if (!Array.isArray(structure) || structure[0] !== structureKind) return [];
  return structure[4].slice(0, structure[6] ?? 0);
}
