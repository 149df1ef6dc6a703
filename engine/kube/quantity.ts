const units: Readonly<Record<string, number>> = {
  ...{ '': 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};

/**
 * The number that a quantity stands for: bytes of `51200Ki`, `1.5Gi` or `20G`, CPUs of `250m`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function amountOf(quantity: string): number {
  const [, figure, exponent = '', unit = ''] = /^([\d.]+)(e[-+]?\d+)?([a-zA-Z]*)$/i.exec(quantity) ?? [];
  const scale = units[unit];
  if (figure === undefined || scale === undefined) throw new Error(`no quantity: '${quantity}'`);
  return Number(figure + exponent) * scale;
}
