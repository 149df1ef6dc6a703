import { factsOf } from '../../importer/know/images';
import { locate } from '../../importer/locate/locate';
import { kindOnDisk } from '../../importer/project/disk';
import { mountsOf } from '../../importer/project/mounts';
import { Project } from '../../importer/project/project';
import { segmentsOf } from '../../importer/project/secret-values';
import { legalName } from '../../importer/project/service';
import { listOf, mappingOf, text } from '../../importer/project/values';
import type { ComposeModel } from '../../importer/read/compose-model';

/** Whether a service asks for more than Pod Security "restricted" allows, or has an image that is known to. */
export function asksForMore(model: ComposeModel): boolean {
  const project = new Project(model, kindOnDisk);
  return project.all().some((service) => {
    const { user, privileged, cap_add: added } = service.spec;
    return (
      /^(0|root)(:|$)/.test(text(user)) ||
      privileged === true ||
      factsOf(text(service.spec.image)).startsAsRoot !== undefined ||
      listOf(added).some((each) => !/^(CAP_)?NET_BIND_SERVICE$/.test(text(each))) ||
      mountsOf(service, project).some(({ kind }) => kind === 'machine')
    );
  });
}

/** The Secrets that exist already, as `Secret/name`. */
export function externalSecrets({ project }: ComposeModel): string[] {
  return Object.entries(mappingOf(project?.secrets))
    .filter(([, definition]) => mappingOf(definition).external === true)
    .map(([name, definition]) => `Secret/${legalName(text(mappingOf(definition).name) || name)}`);
}

/** The secret values of variables, but those that the file has in another place too, where they are no secret, such as `app`. */
export function secretsOf(model: ComposeModel): string[] {
  const { leaves } = locate(model);
  const segments = leaves.flatMap(({ path, value }) => {
    const [, variable] = /\.environment(?:\.|\[")(.*?)(?:"\])?$/.exec(path) ?? [];
    return variable === undefined ? [text(value)] : segmentsOf(variable, text(value));
  });
  const open = segments.filter((segment) => typeof segment === 'string').join('\n');
  const secrets = segments.flatMap((segment) => (typeof segment === 'string' ? [] : [segment.secret]));
  return [...new Set(secrets)].filter((secret) => secret.length >= 4 && !open.includes(secret));
}
