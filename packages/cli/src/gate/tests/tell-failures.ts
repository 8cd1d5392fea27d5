import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import { formatLayer, type GateView } from '../subject';
import type { Trace } from '../trace/trace-failures';
import { describeRun, type FailedTest } from './judge-tests';

/** A failed test with the layer that brought it, as far as that is known, and what to do about it. */
export function tellFailure(view: GateView, { place, failure }: FailedTest, trace: Trace): Diagnostic {
  const { title, image, file, line, message } = failure;
  const where = line === undefined ? file : `${file} line ${line}`;
  const tested = place === 'machine' ? ' in a machine' : ' in its layers';
  return problem('CLI043', {
    detail: `${title} failed${tested} of ${view.image} (a test of ${image}, ${where}): ${message} ${describeTrace(view, trace)}`,
    hint: getNextStep(view, trace),
  });
}

/** Of a service a dozen files may have changed at once. */
const NAMED = 3;

function describeTrace(view: GateView, trace: Trace): string {
  if (trace.kind === 'unknown') return `Which layer brought it cannot be told: ${trace.reason}.`;
  if (trace.kind === 'never') return `No layer has ${trace.name}.`;
  const more = trace.parts.length > NAMED ? ` and ${trace.parts.length - NAMED} more` : '';
  const parts = trace.parts.slice(0, NAMED).join(', ') + more;
  const layer = formatLayer(view, trace.layer);
  const did = trace.change === 'removed' ? 'took it away' : 'left it so';
  return `The layer that ${did}: ${layer}; it is about ${parts}.`;
}

function getNextStep(view: GateView, trace: Trace): string {
  const then = `Then build ${view.image} and test it: ${describeRun(view)}.`;
  if (trace.kind !== 'layer')
    return `Correct the template or the test; strata shell ${view.place(view.image)} looks into the image. ${then}`;
  const origin = view.origins[trace.layer];
  if (!origin)
    return `Correct what makes that layer; strata shell ${view.place(view.image)} looks into the image. ${then}`;
  const { image, step } = origin;
  return `Correct step ${step} of ${image}; strata shell -step=${step} ${view.place(image)} shows what it left. ${then}`;
}
