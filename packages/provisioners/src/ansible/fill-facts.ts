import { type MachineFacts, reveal, Secret, type Text } from '@strata/sdk';
import { renderTemplate } from '../command-template/render';

/** Fills in what is known of the machine: `{{.WinRMPassword}}`. A text with a secret in it becomes one. */
export function fillFacts(text: Text, facts: MachineFacts): Text {
  const known = Object.entries(facts);
  const values = Object.fromEntries(known.map(([name, value]) => [name, reveal(value)]));
  const filled = renderTemplate(text, values);
  if (typeof filled !== 'string') return filled;
  const isOpen = Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
  return renderTemplate(reveal(text), isOpen) === filled ? filled : new Secret(filled);
}
