import type { Leaf } from '../locate/leaf';
import type { Project } from '../project/project';
import type { Outcome } from '../rules/outcome';
import { caseFor, type Rule } from '../rules/rule';
import { fill, manifestPlaces, type Subject, subjectOf } from '../rules/subject';
import { rules, unknown } from '../rules/table';
import { placeText } from '../source/place';
import type { Entry } from './entry';
import { Leaves } from './leaves';

/**
 * Says what becomes of each leaf of a project, an entry each, in their order.
 *
 * @param folder where the paths of files in `at` start @default - the folder of the first Compose file
 */
export function ledger(project: Project, leaves: readonly Leaf[], folder = project.folder): Entry[] {
  const all = new Leaves(project.model, leaves);
  const entries = new Map<Leaf, Entry>();
  const enter = (taken: readonly Leaf[], rule: Rule): void => {
    for (const leaf of taken) {
      const subject = subjectOf(leaf, project);
      const at = placeText(leaf.at, folder);
      entries.set(leaf, { path: leaf.path, at, ...judged(rule, subject) });
    }
  };
  for (const rule of rules) enter(all.take(rule), rule);
  enter(all.rest(), unknown);
  return leaves.flatMap((leaf) => entries.get(leaf) ?? []);
}

/** The fate that the first case gives which holds. */
function judged(rule: Rule, subject: Subject): Omit<Entry, 'path' | 'at'> {
  const { outcome } = caseFor(rule, subject);
  return {
    fate: outcome.fate,
    ...('to' in outcome && { to: outcome.to.flatMap((target) => manifestPlaces(target, subject)) }),
    rule: rule.name,
    ...words(outcome, subject),
  };
}

function words(outcome: Outcome, subject: Subject): Pick<Entry, 'why' | 'fix'> {
  return {
    ...('why' in outcome && { why: fill(outcome.why, subject) }),
    ...('fix' in outcome && outcome.fix !== undefined && { fix: fill(outcome.fix, subject) }),
  };
}
