import { type Diagnostic, suggest } from '@strata/diagnostics';
import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';
import { fits, isOverridable, overridable, toBag } from './override';
import { otherProviders, providers } from './providers';

const LEAST_LEVEL = -1;
const HIGHEST_LEVEL = 9;

function isLevel(level: unknown): boolean {
  return (
    typeof level === 'number' && Number.isInteger(level) && level >= LEAST_LEVEL && level <= HIGHEST_LEVEL
  );
}

const LEVELS = `compression_level is a whole number from ${LEAST_LEVEL} to ${HIGHEST_LEVEL}`;

export const levelIsKnown: OptionRule = ({ compression_level: level }, at) =>
  level === undefined || isLevel(level)
    ? []
    : [problem('PPR050', { detail: `${LEVELS}, not ${level}.`, ...where(at('compression_level')) })];

/** Names and types of what stands in `override`, which may hold options of several providers. */
export const overrideIsKnown: OptionRule = ({ override }, at) => {
  if (override === undefined) return [];
  const bag = toBag(override);
  const tell = (detail: string, hint?: string): Diagnostic =>
    problem('PPR050', { detail, ...(hint !== undefined && { hint }), ...where(at('override')) });
  if (!bag) return [tell('override holds options by the name of a provider.', 'Write { libvirt = { … } }.')];
  return Object.entries(bag).flatMap(([provider, options]) => {
    const known = [...providers, ...otherProviders];
    if (!known.includes(provider)) {
      const near = suggest(provider, known);
      return [
        tell(
          `override names "${provider}", which is no provider; there are ${known.join(', ')}.`,
          near && `Did you mean ${near}?`,
        ),
      ];
    }
    return getOptionProblems(provider, options).map(({ detail, hint }) => tell(detail, hint));
  });
};

interface Told {
  readonly detail: string;
  readonly hint?: string | undefined;
}

function getOptionProblems(provider: string, options: unknown): readonly Told[] {
  const bag = toBag(options);
  if (!bag) return [{ detail: `override of ${provider} holds options by their name.` }];
  return Object.entries(bag).flatMap(([name, value]): readonly Told[] => {
    if (!isOverridable(name)) {
      const near = suggest(name, Object.keys(overridable));
      const names = Object.keys(overridable).join(', ');
      const hint = near === undefined ? undefined : `Did you mean ${near}?`;
      return [{ detail: `override of ${provider} cannot give "${name}"; there are ${names}.`, hint }];
    }
    if (!fits(name, value))
      return [{ detail: `override of ${provider}: ${name} is a ${overridable[name]}.` }];
    return name === 'compression_level' && !isLevel(value)
      ? [{ detail: `override of ${provider}: ${LEVELS}, not ${value}.` }]
      : [];
  });
}
