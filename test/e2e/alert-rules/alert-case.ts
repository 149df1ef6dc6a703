/** Series by name and labels: a value that stays, or promtool's notation, a sample each 15 s. */
export type Series = Readonly<Record<string, number | string>>;

/** When an alert must fire, and when it must not. */
export interface AlertCase {
  /** Name of the part of the stack, and of the alert. */
  readonly alert: string;

  /** Minutes that it must last, as docs/operations.md says. */
  readonly minutes: number;

  /** What is seen when it must fire, and what just before. */
  readonly fires: Series;
  readonly silent: Series;
}

/** A counter that grows by so much in a second. */
export const perSecond = (rate: number): string => `0+${rate * 15}x120`;

export const gigabyte = 1024 ** 3;

/** The exporter says that the database is away, or is away itself. */
export function down(part: string, up: string): AlertCase {
  return {
    alert: `${part} DatabaseDown`,
    minutes: 1,
    fires: { [`${up}{job="${part}"}`]: 0 },
    silent: { [`${up}{job="${part}"}`]: 1, [`${up}{job="another"}`]: 0 },
  };
}

/** A gauge of one instance above and below its limit. */
export function gauge(
  alert: string,
  minutes: number,
  series: (value: number) => Series,
  limits: [number, number],
) {
  return { alert, minutes, fires: series(limits[0]), silent: series(limits[1]) };
}
