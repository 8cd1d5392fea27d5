import { randomUUID } from 'node:crypto';
import { ANONYMOUS, namespaces } from '../../winrm/names';
import { escapeXml } from '../../winrm/xml';
import type { Fault } from './fault';

export interface Reply {
  readonly status: number;
  readonly body: string;
}

const prefixes = [
  `xmlns:s="${namespaces.soap}"`,
  `xmlns:a="${namespaces.addressing}"`,
  'xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer"',
  `xmlns:w="${namespaces.wsman}"`,
  `xmlns:rsp="${namespaces.shell}"`,
  `xmlns:p="${namespaces.microsoft}"`,
].join(' ');

export interface Answer {
  readonly action: string;
  readonly relatesTo: string;
  readonly body: string;
}

export function getReply({ action, relatesTo, body }: Answer): Reply {
  return { status: 200, body: getEnvelope(action, relatesTo, body) };
}

function getEnvelope(action: string, relatesTo: string, body: string): string {
  const header = `<a:Action>${action}</a:Action><a:MessageID>uuid:${randomUUID().toUpperCase()}</a:MessageID><a:To>${ANONYMOUS}</a:To><a:RelatesTo>${escapeXml(relatesTo)}</a:RelatesTo>`;
  return `<s:Envelope xml:lang="en-US" ${prefixes}><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

const FAULT_ACTION = 'http://schemas.dmtf.org/wbem/wsman/1/wsman/fault';

/** Windows writes its reason in the detail once more, with its own code. */
export function getFaultReply({ code, subcode, message }: Fault): Reply {
  const text = escapeXml(message);
  const detail = `<f:WSManFault xmlns:f="${namespaces.fault}" Code="${code}" Machine="127.0.0.1"><f:Message>${text}</f:Message></f:WSManFault>`;
  const body = `<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">${text}</s:Text></s:Reason><s:Detail>${detail}</s:Detail></s:Fault>`;
  return { status: 500, body: getEnvelope(FAULT_ACTION, '', body) };
}
