/** Names of variables in a chart, each taken once. */
export class Variables {
  private readonly taken = new Set(reserved);

  /** A variable for a construct with an id such as `order-api`: `orderApi`. */
  public take(id: string): string {
    const name = camelCase(id);
    for (let number = 1; ; number++) {
      const free = number === 1 ? name : `${name}${number}`;
      if (this.taken.has(free)) continue;
      this.taken.add(free);
      return free;
    }
  }
}

function camelCase(id: string): string {
  const name = id.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) =>
    (letter ?? '').toUpperCase(),
  );
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  return /^\d/.test(lower) || lower === '' ? `_${lower}` : lower;
}

/** The name of a class for a stack such as `my-shop`: `MyShop`. */
export function className(stack: string): string {
  const name = camelCase(stack);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Words that are no variables, and names that a chart has already. */
const reserved = `
  arguments await break case catch class const continue debugger default delete do else enum eval
  export extends false finally for function if implements import in instanceof interface let new
  null package private protected public return static super switch this throw true try typeof
  undefined var void while with yield
  slipway scope environment Construct join readFileSync movingTags withoutLimits
`
  .trim()
  .split(/\s+/);
