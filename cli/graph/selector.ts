type Labels = Readonly<Record<string, string>>;

/** Whether a selector takes pods with these labels; an empty one takes all. */
export function selects(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
