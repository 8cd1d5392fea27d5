import type { Diagnostic } from '@strata/diagnostics';
import { type HclCode, problem } from '../codes';
import type { Locations } from '../scan/locations';
import { Kind } from '../scan/token';
import type { TokenList } from '../scan/token-list';
import { TokenRange } from '../scan/token-range';

/** What to say of a token that has no place in any source, and how often. */
interface Complaint {
  readonly code: HclCode;
  readonly detail: string;
  /** Which occurrences are told: each kind of advice is not repeated without end. */
  readonly tell: (occurrence: number) => boolean;
  /** Complaints of one group are counted together. */
  readonly group: string;
}

const always = () => true;
const once = (occurrence: number) => occurrence === 0;
/** Quote marks come in pairs, of which the first is enough; after the second pair all is said. */
const openingOnes = (occurrence: number) => occurrence === 0 || occurrence === 2;
const fourTimes = (occurrence: number) => occurrence < 4;

const bitwise = (advice: string): Complaint => ({
  code: 'HCL003',
  detail: `Bitwise operators are not supported.${advice}`,
  tell: fourTimes,
  group: 'bitwise',
});
const character = (group: string, detail: string, tell: Complaint['tell']): Complaint => ({
  code: 'HCL001',
  detail,
  tell,
  group,
});

const complaints: ReadonlyMap<Kind, Complaint> = new Map<Kind, Complaint>([
  [Kind.bitwiseAnd, bitwise(' Did you mean boolean AND ("&&")?')],
  [Kind.bitwiseOr, bitwise(' Did you mean boolean OR ("||")?')],
  [Kind.bitwiseNot, bitwise(' Did you mean boolean NOT ("!")?')],
  [Kind.bitwiseXor, bitwise('')],
  [
    Kind.backtick,
    character(
      'backtick',
      'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
      openingOnes,
    ),
  ],
  [
    Kind.apostrophe,
    character(
      'apostrophe',
      'Single quotes are not valid. Use double quotes (") to enclose strings.',
      openingOnes,
    ),
  ],
  [
    Kind.semicolon,
    character(
      'semicolon',
      'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
      once,
    ),
  ],
  [
    Kind.badEncoding,
    {
      code: 'HCL002',
      detail: 'All input files must be UTF-8 encoded. Ensure that UTF-8 encoding is selected in your editor.',
      tell: once,
      group: 'encoding',
    },
  ],
  [
    Kind.quotedNewline,
    {
      code: 'HCL004',
      detail:
        'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
      tell: always,
      group: 'newline',
    },
  ],
  [Kind.invalid, character('invalid', 'This character is not used within the language.', always)],
]);

const curly = character(
  'curly',
  '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".',
  always,
);

/** Enough for any person; a binary file would have a million of them. */
const mostComplaints = 1000;

/** Tells of tokens that are wrong wherever they stand, before any parsing. */
export function validateTokens(tokens: TokenList, locations: Locations): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<string, number>();
  for (let token = 0; token < tokens.count && diagnostics.length < mostComplaints; token++) {
    const complaint = complaintOf(tokens, token);
    if (complaint === undefined) continue;
    const occurrence = counts.get(complaint.group) ?? 0;
    counts.set(complaint.group, occurrence + 1);
    if (!complaint.tell(occurrence)) continue;
    diagnostics.push(
      problem(complaint.code, { detail: complaint.detail, subject: new TokenRange(locations, token, token) }),
    );
  }
  return diagnostics;
}

function complaintOf(tokens: TokenList, token: number): Complaint | undefined {
  const kind = tokens.kinds[token] as Kind;
  if (kind < Kind.bitwiseAnd) return undefined;
  if (kind !== Kind.invalid) return complaints.get(kind);
  const text = tokens.text.slice(tokens.starts[token], tokens.ends[token]);
  return text === '“' || text === '”' ? curly : complaints.get(kind);
}
