import { HttpRefusal, WsmanFault } from './errors';
import type { HttpReply } from './http';
import { namespaces } from './names';
import { findElement, parseXml, type XmlElement } from './xml';

const OK = 200;

/**
 * The envelope of an answer.
 *
 * @throws WsmanFault when it says no
 * @throws HttpRefusal when it is no answer of WinRM
 */
export function readReply(reply: HttpReply): XmlElement {
  const envelope = readEnvelope(reply);
  const fault = findElement(envelope, namespaces.soap, 'Fault');
  if (fault) throw readFault(fault);
  if (reply.status !== OK) throw getRefusal(reply);
  return envelope;
}

function readEnvelope(reply: HttpReply): XmlElement {
  try {
    const root = parseXml(reply.body);
    if (root.namespace === namespaces.soap && root.name === 'Envelope') return root;
  } catch {
    // No XML at all: not what was asked for, either.
  }
  throw getRefusal(reply);
}

function getRefusal({ status, offers, server }: HttpReply): HttpRefusal {
  return new HttpRefusal(status, offers, server);
}

function readFault(fault: XmlElement): WsmanFault {
  const detail = findElement(fault, namespaces.fault, 'WSManFault');
  const code = Number(detail?.attributes['Code']);
  const message = detail && findElement(detail, namespaces.fault, 'Message');
  const reason = findElement(fault, namespaces.soap, 'Text');
  const words = [message, reason].flatMap((element) => (element ? [getText(element)] : []));
  return new WsmanFault(words.find((text) => text !== '') ?? 'no reason given', code || undefined);
}

/** With that of elements in it: a provider's fault is wrapped once more. */
function getText(element: XmlElement): string {
  return [element.text, ...element.children.map(getText)].join(' ').replace(/\s+/g, ' ').trim();
}
