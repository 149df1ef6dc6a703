import type { Leaf } from '../locate/leaf';
import { movingTags } from '../project/image';
import { checkNames } from '../project/names';
import type { Project } from '../project/project';
import { legalName, type Service } from '../project/service';
import { commentsOf } from './comments';
import { configConstants } from './configs';
import { type Context, Names } from './context';
import { credentialsOf } from './credentials';
import { plannedDatabase } from './databases';
import { FileOrder } from './file-order';
import { localValues } from './local-values';
import { inOrder } from './order';
import { parityFacts } from './parity';
import type { Part, Plan } from './planned';
import { mainEntry, publishedConstructs } from './published';
import { resourceConstants } from './resources';
import { plannedService } from './service';
import { sharedConstants, sharedVariables } from './shared-environment';
import { Variables } from './variables';
import { plannedVolumes } from './volumes';

/**
 * Says which constructs a Compose file becomes.
 *
 * @param project a project that Compose accepts
 * @param leaves the places of its leaves
 * @param chart absolute path of the chart of a stack, from which the paths of files start
 * @throws Failure if two services have one name on Kubernetes
 */
export function planOf(project: Project, leaves: readonly Leaf[], chart: (stack: string) => string): Plan {
  const context = contextOf(project, leaves, chart);
  const { services } = context;
  const comments = commentsOf(project.model);
  const parity = parityFacts(context);
  const parts = [
    ...resourceConstants(context),
    ...sharedConstants(context),
    ...configConstants(context),
    ...plannedVolumes(context),
    ...credentialsOf(context),
    ...services.flatMap((service) => [
      ...commented(plannedOf(service, context), comments.get(service.name)),
      ...publishedConstructs(service, context),
    ]),
  ];
  return {
    stack: legalName(context.project.name),
    ...inOrder(parts),
    movingTags: movingTags(services, context.project.name),
    secrets: localValues(context),
    ...(parity && { parity }),
  };
}

function contextOf(project: Project, leaves: readonly Leaf[], chart: (stack: string) => string): Context {
  const order = new FileOrder(project.model, leaves);
  checkNames(project);
  const services = project.all();
  const variables = new Variables();
  const names = new Names(variables);
  for (const { objectName } of services) names.service(objectName);
  const shared = sharedVariables({ services, order });
  return {
    project,
    services,
    order,
    shared: shared.map((group) => ({ ...group, variable: variables.take('shared-environment') })),
    chart: chart(legalName(project.name)),
    main: mainEntry(services),
    names,
  };
}

function plannedOf(service: Service, context: Context): Part[] {
  const database = plannedDatabase(service, context);
  return database ? [database] : plannedService(service, context);
}

/** The comment of a service is above the first of its parts. */
function commented(parts: readonly Part[], comment: string | undefined): readonly Part[] {
  const [first, ...others] = parts;
  return first && comment !== undefined ? [{ ...first, comment }, ...others] : parts;
}
