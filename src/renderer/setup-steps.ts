import { describeSetupStep } from '../shared/describe-setup';
import { setupSteps } from '../shared/ipc';
import type { SetupStepId, SetupStepResult } from '../shared/ipc';
import type { Words } from './words';

/** Every step of the checklist in its order; those not yet told about wait. */
export function allSteps(told: readonly SetupStepResult[]): readonly SetupStepResult[] {
  return setupSteps.map(
    (step) => told.find((one) => one.step === step) ?? { step, state: 'waiting', text: '', values: {} },
  );
}

export interface StepCount {
  readonly ok: number;
  readonly bad: number;
  readonly total: number;
}

/** A warning works, so it counts as well. */
export function countSteps(told: readonly SetupStepResult[]): StepCount {
  const count = (states: readonly SetupStepResult['state'][]) =>
    told.filter((step) => states.includes(step.state)).length;
  return { ok: count(['ok', 'warning']), bad: count(['failed']), total: setupSteps.length };
}

/** What a step found, as a sentence; the bare variant where a value is missing. Empty while it waits or runs. */
export function stepText(result: SetupStepResult, t: Words): string {
  if (result.state === 'waiting' || result.state === 'running') return '';
  const text = describeSetupStep(result, t);
  if (text !== result.text) return text;
  return t.tryText(`setup.${result.step}.${result.text}.bare`, result.values) ?? '';
}

/** The first step that failed: those below it could not be tried. */
export function firstFailed(told: readonly SetupStepResult[]): SetupStepId | null {
  return allSteps(told).find((step) => step.state === 'failed')?.step ?? null;
}
