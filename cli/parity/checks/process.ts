import type { Facts } from '../facts';
import type { ProcessFindings } from '../probe/question';

/** Variables that tell the container's place, not its configuration. */
const ofThePlace = /^(HOSTNAME|KUBERNETES_.*)$/;

/** Files that either side mounts into every container. */
const ofTheEngine = /^\/(etc\/(hosts|hostname|resolv\.conf)|run\/\.containerenv)$/;

/**
 * Notes what process 1 of an app is and sees.
 *
 * @param secrets names of its variables whose values must not be shown, as they differ by intention
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

/** A secret as it may be shown: a URL without its password, anything else not at all. */
export function masked(value: string): string {
  if (!/^[\w+.:-]+:\/\//.test(value)) return '(secret)';
  return value.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@').replace(/(password=)[^&]*/, '$1…');
}
