/** What stands in the place of a secret. */
const HIDDEN = '(left out)';

/** Names of parameters, elements and members whose values nobody may keep. */
const SECRETS =
  /^(.*\.)?(UserData|userData|PasswordData|passwordData|KeyMaterial|keyMaterial|SecretAccessKey|SessionToken|SecretString|SecretBinary|WebIdentityToken|EncodedMessage|TokenCode)(\..*)?$/;

/** A body of a request or an answer as it may be kept: a form, XML or JSON. Values of encrypted parameters go, too. */
export function redactBody(body: string): string {
  if (body.startsWith('<')) return redactXml(body);
  if (body.startsWith('{')) return redactJson(body);
  return redactForm(body);
}

function redactForm(body: string): string {
  const form = new URLSearchParams(body);
  for (const name of [...form.keys()]) if (SECRETS.test(name)) form.set(name, HIDDEN);
  return form.toString();
}

function redactXml(body: string): string {
  return body.replace(/<(\w+)>([^<]*)<\/\1>/g, (element, name: string) =>
    SECRETS.test(name) ? `<${name}>${HIDDEN}</${name}>` : element,
  );
}

function redactJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), redactMember);
  } catch {
    return HIDDEN;
  }
}

function redactMember(name: string, value: unknown): unknown {
  if (SECRETS.test(name)) return HIDDEN;
  if (typeof value !== 'object' || value === null || !('Type' in value) || value.Type !== 'SecureString')
    return value;
  return { ...value, Value: HIDDEN };
}
