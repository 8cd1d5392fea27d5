/** Source: EC2 user guide, "Decode authorization message": the code stands at the end of the message. */
const ENCODED = /\s*Encoded authorization failure message:\s*(?<encoded>[\w+/=-]+)\.?/i;

/** The part of a refusal that only AWS can read; undefined where there is none. */
export function getEncodedMessage(message: string): string | undefined {
  return ENCODED.exec(message)?.groups?.['encoded'];
}

/** It is hundreds of letters long and tells people nothing. */
export function withoutEncodedMessage(message: string): string {
  return message.replace(ENCODED, '');
}

interface Decoded {
  readonly explicitDeny?: boolean;
  readonly matchedStatements?: { readonly items?: readonly { readonly statementId?: string }[] };
  readonly context?: {
    readonly principal?: { readonly arn?: string };
    readonly action?: string;
    readonly resource?: string;
  };
}

/** One sentence out of what `DecodeAuthorizationMessage` gives, a JSON text. */
export function describeDecoded(text: string): string {
  const { explicitDeny: isDenied, matchedStatements: matched, context = {} } = parse(text);
  const who = context.principal?.arn ?? 'the caller';
  const what = `${context.action ?? 'this'} on ${context.resource ?? 'the resource'}`;
  const names = (matched?.items ?? []).flatMap(({ statementId }) => statementId || []);
  const by = names.length > 0 ? ` (statement ${names.join(', ')})` : '';
  return isDenied === true ? `A policy denies ${who} ${what}${by}` : `No policy allows ${who} ${what}`;
}

function parse(text: string): Decoded {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
