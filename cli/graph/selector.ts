/** Labels of pods, or the labels that a selector requires. */
export type Labels = Readonly<Record<string, string>>;

/** Whether a selector matches one of these pods, each given by its labels. An empty selector matches all. */
export function selects(selector: Labels, pods: readonly Labels[]): boolean {
  return pods.some((labels) => Object.entries(selector).every(([key, value]) => labels[key] === value));
}
