import { randomUUID } from 'node:crypto';
import { ANONYMOUS, CMD_SHELL, namespaces } from './names';
import { escapeXml } from './xml';

/** One question to the service. */
export interface Request {
  readonly action: string;
  /** XML, with `r:` for the namespace of shells. */
  readonly body: string;
  readonly shellId?: string;
  readonly options?: Readonly<Record<string, string>>;
}

/** How long the service may think before it says that there is nothing yet. As Packer. */
export const OPERATION_SECONDS = 60;

/** Bytes: what every Windows takes in one message, whatever it was set to; newer ones take 500 KiB by themselves. */
export const MAX_ENVELOPE = 153_600;

const prefixes = [
  `xmlns:s="${namespaces.soap}"`,
  `xmlns:a="${namespaces.addressing}"`,
  `xmlns:w="${namespaces.wsman}"`,
  `xmlns:p="${namespaces.microsoft}"`,
  `xmlns:r="${namespaces.shell}"`,
].join(' ');

/** The SOAP message of a question, as [MS-WSMV] 3.1.4.1 wants it. */
export function getEnvelope(url: string, { action, body, shellId, options }: Request): string {
  const header = [
    `<a:To>${escapeXml(url)}</a:To>`,
    `<a:ReplyTo><a:Address s:mustUnderstand="true">${ANONYMOUS}</a:Address></a:ReplyTo>`,
    `<a:Action s:mustUnderstand="true">${action}</a:Action>`,
    `<a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID>`,
    `<w:ResourceURI s:mustUnderstand="true">${CMD_SHELL}</w:ResourceURI>`,
    `<w:MaxEnvelopeSize s:mustUnderstand="true">${MAX_ENVELOPE}</w:MaxEnvelopeSize>`,
    `<w:OperationTimeout>PT${OPERATION_SECONDS}S</w:OperationTimeout>`,
    '<w:Locale xml:lang="en-US" s:mustUnderstand="false"/>',
    '<p:DataLocale xml:lang="en-US" s:mustUnderstand="false"/>',
    shellId === undefined ? '' : getSelector(shellId),
    options === undefined ? '' : getOptionSet(options),
  ].join('');
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${prefixes}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

function getSelector(shellId: string): string {
  return `<w:SelectorSet><w:Selector Name="ShellId">${escapeXml(shellId)}</w:Selector></w:SelectorSet>`;
}

function getOptionSet(options: Readonly<Record<string, string>>): string {
  const list = Object.entries(options).map(
    ([name, value]) => `<w:Option Name="${name}">${escapeXml(value)}</w:Option>`,
  );
  return `<w:OptionSet>${list.join('')}</w:OptionSet>`;
}
