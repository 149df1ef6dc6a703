import type { BackupState } from '../../engine/backup/state';
import { invocation } from '../../engine/machine/invocation';
import { formatDuration } from '../../engine/text/duration';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';

/** Lines about the backups of each store; none for a stack without backups. */
export function describeBackupStates(
  states: readonly BackupState[],
  stack: string,
  context: string,
  style: Style = plain,
): string[] {
  if (states.length === 0) return [];
  const rows = states.map(({ store, schedule, age, trouble, unseen }): Row => {
    const last = age === undefined ? 'none' : `${formatDuration(age)} ago`;
    return {
      cells: [store, schedule, last, trouble ?? (unseen ? 'ok when it was made' : 'ok')],
      format: trouble === undefined ? 'none' : 'yellow',
    };
  });
  const troubled = states.filter(({ trouble }) => trouble !== undefined).map(({ madeBy }) => madeBy);
  return [
    '',
    ...styledTable(['BACKUPS OF', 'SCHEDULE', 'LAST GOOD', 'STATE'], rows, style),
    ...(troubled.length > 0 ? [''] : []),
    ...(troubled.includes('slipway')
      ? [`'${invocation(`backup ${stack}`, context)}' backs up now, or shows why it fails.`]
      : []),
    ...(troubled.includes('CloudNativePG')
      ? [`CloudNativePG backs up a cluster. docs/outgrowing.md shows how to back up now.`]
      : []),
  ];
}
