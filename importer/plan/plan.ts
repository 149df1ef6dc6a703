import type { Leaf } from '../locate/leaf';
import type { ComposeModel } from '../read/compose-model';
import { kindOnDisk } from '../rules/disk';
import { legalName, type Service } from '../rules/service';
import { Project } from '../rules/subject';
import { text } from '../rules/values';
import { commentsOf } from './comments';
import { type Context, Names } from './context';
import { isPlannedDatabase, plannedDatabase } from './databases';
import { FileOrder } from './file-order';
import { movingTags } from './image';
import { inOrder } from './order';
import type { Part, Plan } from './planned';
import { portsOf } from './ports';
import { publishedConstructs } from './published';
import { localValues } from './local-values';
import { resourceConstants } from './resources';
import { SecretValues } from './secret-values';
import { sharedConstants, sharedVariables } from './shared-environment';
import { plannedService } from './service';
import { credentialsOf } from './credentials';
import { Variables } from './variables';
import { plannedVolumes } from './volumes';

/**
 * Says which constructs a Compose file becomes.
 *
 * @param model a model that Compose accepts
 * @param leaves the places of its leaves
 * @param chart absolute path of the chart, from which the paths of files start
 */
export function planOf(model: ComposeModel, leaves: readonly Leaf[], chart: string): Plan {
  const context = contextOf(model, leaves, chart);
  const { services } = context;
  const comments = commentsOf(model);
  const parts = [
    ...resourceConstants(context),
    ...sharedConstants(context),
    ...plannedVolumes(context),
    ...credentialsOf(context),
    ...services.flatMap((service) => [
      ...commented(plannedOf(service, context), comments.get(service.name)),
      ...publishedConstructs(service, context),
    ]),
  ];
  return {
    stack: legalName(text(model.project?.name)),
    ...inOrder(parts),
    movingTags: movingTags(services, context.project),
    secrets: localValues(context),
  };
}

function contextOf(model: ComposeModel, leaves: readonly Leaf[], chart: string): Context {
  const project = new Project(model, kindOnDisk);
  const order = new FileOrder(model, leaves);
  const services = [...project.all()].sort((one, other) => order.compareServices(one.name, other.name));
  const variables = new Variables();
  const names = new Names(variables);
  for (const { objectName } of services) names.service(objectName);
  return {
    project,
    services,
    order,
    shared: sharedVariables({ services, order }).map((group) => ({
      ...group,
      variable: variables.take('shared-environment'),
    })),
    chart,
    secrets: new SecretValues(storesFirst(services)),
    ports: new Map(services.map((service) => [service.name, portsOf(service, project)])),
    isDatabase: (service) => isPlannedDatabase(service, { project }),
    names,
  };
}

/** A password belongs to the database rather than to its clients. */
function storesFirst(services: readonly Service[]): Service[] {
  const stores = services.filter(({ kind }) => kind === 'StatefulSet');
  return [...stores, ...services.filter((service) => !stores.includes(service))];
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
