import type { BuildEvent } from '@strata/engine';

/**
 * The events of an event file, in order. A last line without an end was cut off by a kill and counts for nothing, as does
 * any line that is no event.
 */
export function readEvents(text: string): readonly BuildEvent[] {
  return text.split('\n').slice(0, -1).flatMap(parseLine);
}

function parseLine(line: string): readonly BuildEvent[] {
  try {
    const event = JSON.parse(line) as Partial<BuildEvent> | null;
    return typeof event?.kind === 'string' && typeof event.at === 'number' ? [event as BuildEvent] : [];
  } catch {
    return [];
  }
}
