import type { Step } from '../progress/step';
import type { ProjectStack } from '../stack/project-stack';
import { checkTypes } from '../stack/type-check';

/**
 * Begins to check the types of a stack's chart, and gives the step that waits for it: so it goes on beside other steps.
 *
 * @returns a step that throws Failure if the chart has a type error
 */
export function typeCheckStep({ project, name }: ProjectStack): Step {
  const checked = checkTypes(project, [name]);
  // Whoever runs the step is told; until then it is no unhandled rejection.
  checked.catch(() => undefined);
  return {
    title: 'Check types',
    run: async ({ done }) => {
      await checked;
      done('Types checked');
    },
  };
}
