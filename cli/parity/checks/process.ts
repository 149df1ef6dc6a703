import type { Facts } from '../facts';
import type { ProcessFindings } from '../probe/question';

/** Variables about the place of a container, not about its configuration. */
const ofThePlace = /^(HOSTNAME|KUBERNETES_.*)$/;

/** Files that Docker and Kubernetes mount into every container. */
const ofTheEngine = /^\/(etc\/(hosts|hostname|resolv\.conf)|run\/\.containerenv)$/;

/**
 * Notes the facts of process 1 of an app: its command, its rights and its environment.
 *
 * @param secrets names of its variables whose values must not be shown; they always differ
 */
export function noteProcess(
  facts: Facts,
  app: string,
  found: ProcessFindings,
  secrets: ReadonlySet<string>,
): void {
  const note = (what: string, value: string): unknown => facts.set(`${app}: ${what}`, value);
  note('command', found.command);
  note('working directory', found.workingDirectory);
  note('user', found.user);
  note('capabilities', /^[0\s]*$/.test(found.capabilities) ? 'none' : found.capabilities);
  note('can gain privileges', found.noNewPrivileges ? 'no' : 'yes');
  note('system calls', found.seccomp ? 'filtered' : 'all');
  note('root file system', found.rootIsReadOnly ? 'read-only' : 'writable');
  note('writable folders', found.writable.filter((path) => !ofTheEngine.test(path)).join(', ') || 'none');
  for (const [name, value] of Object.entries(found.environment).sort()) {
    if (!ofThePlace.test(name)) note(`variable ${name}`, secrets.has(name) ? masked(value) : value);
  }
}

/** A secret for the report: a URL without its password, or `(secret)`. */
export function masked(value: string): string {
  if (!/^[\w+.:-]+:\/\//.test(value)) return '(secret)';
  return value.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@').replace(/(password=)[^&]*/, '$1…');
}
