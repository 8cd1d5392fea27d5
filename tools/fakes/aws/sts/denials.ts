/** Who was not allowed to do what. */
export interface Denial {
  /** `ec2:RunInstances`. */
  readonly action: string;
  readonly arn: string;
}

/** The text that UnauthorizedOperation carries and only DecodeAuthorizationMessage can read. */
export function encodeDenial({ action, arn }: Denial): string {
  const message = {
    allowed: false,
    explicitDeny: false,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: { principal: { arn }, action, resource: '*', conditions: { items: [] } },
  };
  return Buffer.from(JSON.stringify(message)).toString('base64url');
}

/** The words behind an encoded text; nothing when nobody gave it out. */
export function decodeDenial(encoded: string): string | undefined {
  const text = Buffer.from(encoded, 'base64url').toString();
  return text.startsWith('{"allowed":') ? text : undefined;
}
