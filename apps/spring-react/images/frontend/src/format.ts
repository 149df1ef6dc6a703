export const money = (amount: number, currency: string) =>
  new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: 2, // also of currencies that are mostly shown without
  }).format(amount);

export const day = (time: string) => new Date(time).toLocaleDateString('en', { dateStyle: 'medium' });
