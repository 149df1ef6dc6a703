import type { Step } from '../progress/step';
import type { ProjectStack } from '../stack/project-stack';
import { checkTypes } from '../stack/type-check';

/**
 * Starts the type check of a stack's chart, which runs at the same time as other steps.
 *
 * @returns a step that waits for its end, and throws Failure if the chart has a type error
 */
export function typeCheckStep({ project, name }: ProjectStack): Step {
  const checked = checkTypes(project, [name]);
  // The step reports the error. Until it runs, this is not an unhandled rejection.
  checked.catch(() => undefined);
  return {
    title: 'Check types',
    run: async ({ done }) => {
      await checked;
      done('Types checked');
    },
  };
}
