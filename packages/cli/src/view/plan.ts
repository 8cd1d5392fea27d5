import type { ImageProject } from '@strata/engine';
import type { BasePlan, LayeredBuildPlan, MachineBuildPlan } from '@strata/plan';
import type { LayerRecord } from '@strata/sdk';
import { formatBytes } from './units';

/** A build's plan for people: one line a layer, with a mark for those that would be built. */
export function formatPlan(
  project: ImageProject,
  build: LayeredBuildPlan,
  stored: readonly (readonly LayerRecord[] | undefined)[],
): string {
  const rows = [
    { label: describeBase(build.base), key: build.base.key },
    ...build.layers.map(({ label, key, network }) => ({
      label: network ? label : `${label} (no network)`,
      key,
    })),
  ];
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, key }, index) => {
    const layers = stored[index];
    const size = layers ? formatBytes(layers.reduce((sum, layer) => sum + layer.size, 0)) : '';
    return `  ${layers ? '=' : '+'} ${label.padEnd(width)}  ${shorten(key)}  ${layers ? `stored, ${size}` : 'to build'}`;
  });
  const missing = rows.length - stored.filter(Boolean).length;
  return `${project.name}/${build.id}\n${lines.join('\n')}\n  ${missing === 0 ? 'Nothing to build.' : `${missing} of ${rows.length} to build.`}\n`;
}

/** A machine's build for people: its steps, and whether a build may begin behind some of them. */
export function formatMachinePlan(project: ImageProject, build: MachineBuildPlan): string {
  const rows = [{ label: build.builder.type }, ...build.steps].map(({ label }, index) => ({
    label,
    key: build.checkpoints?.[index]?.key ?? '',
  }));
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, key }) => `  + ${label.padEnd(width)}  ${shorten(key)}`.trimEnd());
  const last = build.checkpoints
    ? 'A live machine: a build begins from the last state with a key that was kept.'
    : 'A live machine: every step runs each time.';
  return `${project.name}/${build.id}\n${lines.join('\n')}\n  ${last}\n`;
}

function describeBase(base: BasePlan): string {
  if (base.kind === 'base') return `base ${base.foundation.type}`;
  const { project, source } = base.foundation.reference;
  return `on ${project}${source ? ` (${source})` : ''}`;
}

/** Keys and digests are shown as git shows commits. */
export function shorten(key: string): string {
  return key.replace(/^sha256:/, '').slice(0, 12);
}
