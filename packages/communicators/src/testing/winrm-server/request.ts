import { ANONYMOUS, actions, CMD_SHELL, namespaces } from '../../winrm/names';
import { findElement, findElements, parseXml, type XmlElement } from '../../winrm/xml';
import { refuse } from './fault';

export type Operation = keyof typeof actions;

/** A question that is as [MS-WSMV] and DSP0226 want it. */
export interface Request {
  readonly operation: Operation;
  readonly action: string;
  readonly messageId: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly shellId: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly body: XmlElement;
}

/** @throws Fault for whatever Windows would refuse */
export function readRequest(document: string, largest: number): Request {
  if (Buffer.byteLength(document) > largest)
    throw refuse.size(
      `The WS-Management service cannot process the request. The request size exceeded the configured MaxEnvelopeSize quota of ${largest} bytes.`,
    );
  const { header, body } = readEnvelope(document);
  const action = need(header, namespaces.addressing, 'Action');
  const operation = findOperation(action.text.trim());
  for (const element of [action]) needUnderstanding(element);
  const to = need(header, namespaces.addressing, 'To').text.trim();
  if (!/^https?:\/\/[^/]+\/wsman$/.test(to))
    throw refuse.resource(`The address "${to}" is not that of this service.`);
  const messageId = need(header, namespaces.addressing, 'MessageID').text.trim();
  if (!/^uuid:[0-9A-F-]{36}$/i.test(messageId)) throw refuse.header('The MessageID is no uuid.');
  const replyTo = findElement(
    need(header, namespaces.addressing, 'ReplyTo'),
    namespaces.addressing,
    'Address',
  );
  if (replyTo?.text.trim() !== ANONYMOUS) throw refuse.header('ReplyTo must be the anonymous address.');
  const resource = findElement(header, namespaces.wsman, 'ResourceURI');
  if (!resource)
    throw refuse.resource(
      'The WS-Management service cannot process the request because the request did not contain a valid ResourceURI.',
    );
  if (resource.text.trim() !== CMD_SHELL)
    throw refuse.resource(`The resource URI (${resource.text.trim()}) was not found.`);
  return {
    operation,
    action: action.text.trim(),
    messageId,
    timeout: readTimeout(header),
    shellId: readShellId(header, operation),
    options: readOptions(header),
    body,
  };
}

function readEnvelope(document: string) {
  const root = parse(document);
  const isEnvelope = root.namespace === namespaces.soap && root.name === 'Envelope';
  const [header, body, ...more] = root.children;
  const isWhole =
    isEnvelope && header?.namespace === namespaces.soap && header.name === 'Header' && body?.name === 'Body';
  if (!isWhole || body.namespace !== namespaces.soap || more.length > 0)
    throw refuse.envelope('The SOAP packet did not contain a valid SOAP envelope.');
  return { header, body };
}

function parse(document: string): XmlElement {
  try {
    return parseXml(document);
  } catch {
    throw refuse.envelope(
      'The SOAP XML in the message does not match the corresponding XML schema definition.',
    );
  }
}

function need(header: XmlElement, namespace: string, name: string): XmlElement {
  const found = findElements(header, namespace, name);
  if (found.length === 1) return found[0] as XmlElement;
  throw refuse.header(`The header ${name} is missing, or there more than once.`);
}

function needUnderstanding({ name, attributes }: XmlElement): void {
  if (attributes['mustUnderstand'] !== 'true') throw refuse.header(`${name} must be understood.`);
}

function findOperation(action: string): Operation {
  const found = Object.entries(actions).find(([, uri]) => uri === action);
  if (!found) throw refuse.action(`The action "${action}" is not supported by the service.`);
  return found[0] as Operation;
}

const DEFAULT_TIMEOUT = 60_000;

/** Only seconds, with a fraction, are written by the clients there are. */
function readTimeout(header: XmlElement): number {
  const text = findElement(header, namespaces.wsman, 'OperationTimeout')?.text.trim();
  if (text === undefined) return DEFAULT_TIMEOUT;
  const seconds = /^PT(\d+(?:\.\d+)?)S$/.exec(text)?.[1];
  if (seconds === undefined) throw refuse.header(`The OperationTimeout "${text}" is no duration.`);
  return Number(seconds) * 1_000;
}

function readShellId(header: XmlElement, operation: Operation): string | undefined {
  const set = findElement(header, namespaces.wsman, 'SelectorSet');
  const selectors = set ? findElements(set, namespaces.wsman, 'Selector') : [];
  const [selector] = selectors;
  if (operation === 'create') return undefined;
  if (!selector || selectors.length > 1 || selector.attributes['Name'] !== 'ShellId')
    throw refuse.selectors('The request did not contain the selectors of one shell.');
  return selector.text.trim();
}

const known: readonly string[] = [
  'WINRS_NOPROFILE',
  'WINRS_CODEPAGE',
  'WINRS_CONSOLEMODE_STDIN',
  'WINRS_SKIP_CMD_SHELL',
  'WSMAN_CMDSHELL_OPTION_KEEPALIVE',
];

function readOptions(header: XmlElement): Readonly<Record<string, string>> {
  const set = findElement(header, namespaces.wsman, 'OptionSet');
  const list = set ? findElements(set, namespaces.wsman, 'Option') : [];
  const options = list.map(({ attributes, text }) => [attributes['Name'] ?? '', text.trim()] as const);
  for (const [name] of options)
    if (!known.includes(name)) throw refuse.options(`The option "${name}" is not known.`);
  return Object.fromEntries(options);
}
