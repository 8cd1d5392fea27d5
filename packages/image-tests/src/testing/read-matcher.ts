import type { Json } from '../match/json';
import { match } from '../match/match';
import { readTestFile } from '../read/read-file';

/** Reads what is expected from YAML, and holds a value against it. */
export function matchYaml(expected: string, found: Json) {
  const { checks, diagnostics } = readTestFile(
    'm.yaml',
    `matching: { m: { content: 1, matches: ${expected} } }`,
  );
  const matcher = checks[0]?.expectations[0]?.matcher;
  if (!matcher) throw new Error(JSON.stringify(diagnostics));
  return match(matcher, found);
}
