import { type JsonNode, type JsonObject, memberOf } from '@strata/hcl';
import type { BlockSchema, PartRegistry } from '@strata/sdk';
import { writeBody } from './body';
import { getFilterNames, getLocalNames, type SourcesByName } from './builders';
import { getText, type OldPart, type OldTemplate } from './old-template';
import { quote } from './quote';
import { type Scribe, takeNotes } from './scribe';
import { writeValue } from './value';

/** What the steps of a build refer to. */
export interface StepContext {
  readonly byName: SourcesByName;
  readonly scribe: Scribe;
  readonly registry: PartRegistry;
}

/** The provisioners in their order, then the one that cleans up after errors. */
export function writeProvisioners(
  { provisioners, errorCleanup }: Pick<OldTemplate, 'provisioners' | 'errorCleanup'>,
  context: StepContext,
): string {
  const write = (kind: string, part: OldPart) =>
    writeStep(kind, part, { ...context, schema: context.registry.provisioners.get(part.type)?.schema });
  const cleanup = errorCleanup ? [write('error-cleanup-provisioner', errorCleanup)] : [];
  return [...provisioners.map((part) => write('provisioner', part)), ...cleanup].join('\n');
}

/** The chains of post-processors; one alone needs no chain. */
export function writeChains(chains: OldTemplate['chains'], context: StepContext): string {
  return chains
    .map((chain) => {
      const steps = chain.map((part) => writePostProcessor(part, context));
      return steps.length === 1 ? steps.join('') : `post-processors {\n${steps.join('')}}\n`;
    })
    .join('\n');
}

function writePostProcessor(part: OldPart, context: StepContext): string {
  const name = getText(memberOf(part.body, 'name'));
  const body = name === part.type ? omit(part.body, ['name']) : part.body;
  const schema = context.registry.postProcessors.get(part.type)?.schema;
  return writeStep('post-processor', { ...part, body }, { ...context, schema });
}

function writeStep(
  kind: string,
  { type, body }: OldPart,
  context: StepContext & { readonly schema: BlockSchema | undefined },
): string {
  const { scribe, schema } = context;
  const given = getGiven(body, context);
  const first = kind === 'post-processor' ? memberOf(body, KEEP) : undefined;
  const rest = omit(body, [...Object.keys(given), ...(first ? [KEEP] : [])]);
  const kept = first ? `${KEEP} = ${writeValue(first, scribe)}\n` : '';
  const inside = kept + writeBody(rest, { scribe, schema, given });
  return `${takeNotes(scribe)}${kind} ${quote(type)} {\n${inside}}\n`;
}

/** What matters most about a post-processor stands first. */
const KEEP = 'keep_input_artifact';

/** What names builders, by their new names. */
function getGiven(body: JsonObject, context: StepContext): Readonly<Record<string, string>> {
  const lists = ['only', 'except'].flatMap((name) => {
    const names = memberOf(body, name);
    return names?.kind === 'array' ? [[name, writeNames(names.items, context)] as const] : [];
  });
  const override = memberOf(body, 'override');
  const overrides =
    override?.kind === 'object' ? [['override', writeOverride(override, context)] as const] : [];
  return Object.fromEntries([...lists, ...overrides]);
}

function writeNames(items: readonly JsonNode[], { byName }: StepContext): string {
  const names = items.flatMap((item) => getText(item) ?? []).flatMap((old) => getFilterNames(old, byName));
  return `[${names.map(quote).join(', ')}]`;
}

function writeOverride({ members }: JsonObject, { byName, scribe }: StepContext): string {
  const lines = members.flatMap(({ name, value }) =>
    getLocalNames(name.string, byName).map((key) => `${quote(key)} = ${writeValue(value, scribe)}\n`),
  );
  return `{\n${lines.join('')}}`;
}

function omit(body: JsonObject, names: readonly string[]): JsonObject {
  return { ...body, members: body.members.filter(({ name }) => !names.includes(name.string)) };
}
