/** Labels of pods, or what a selector asks of them. */
export type Labels = Readonly<Record<string, string>>;

/** Whether a selector takes some of these pods, each given by its labels; an empty one takes all. */
export function selects(selector: Labels, pods: readonly Labels[]): boolean {
  return pods.some((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value));
}
