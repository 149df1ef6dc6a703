/** `: did you mean 'x'?`, to end an error message with; empty if no known name is near to what was typed. */
export function suggestion(typed: string, known: readonly string[]): string {
  const near = nearest(typed, known);
  return near === undefined ? '' : `: did you mean '${near}'?`;
}

/** The known name that `typed` most likely stands for, or undefined if none is near. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((name) => ({ name, distance: nameDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  const isPart = typed.length >= 3 && best.name.includes(typed.toLowerCase());
  // Of a word of three letters two others are no slip of the finger.
  return isPart || best.distance <= Math.min(2, typed.length / 2) ? best.name : undefined;
}

// Whoever leaves a part of `flask-nginx` out means it all the same.
function nameDistance(typed: string, name: string): number {
  const parts = typed.includes('-') ? [] : name.split('-').filter((part) => part.length >= 4);
  return Math.min(...[name, ...parts].map((text) => distance(typed, text)));
}

/** Fewest insertions, deletions and replacements that make `a` into `b`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === b[j] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
