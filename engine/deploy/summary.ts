/** The change of an object, done or planned. */
export interface Change {
  readonly name: string;
  readonly change: 'created' | 'configured' | 'replaced' | 'deleted' | 'unchanged';
}

const namedAtMost = 5;

/** `3 created, 1 configured (Deployment/app), 23 unchanged`, with the names if there are few. */
export function summary(changes: readonly Change[], unchanged: number): string {
  const parts = (['created', 'configured', 'replaced', 'deleted'] as const).flatMap((change) => {
    const names = changes.filter((each) => each.change === change).map(({ name }) => name);
    if (names.length === 0) return [];
    return [`${names.length} ${change}${names.length <= namedAtMost ? ` (${names.join(', ')})` : ''}`];
  });
  return [...parts, ...(unchanged > 0 ? [`${unchanged} unchanged`] : [])].join(', ');
}
