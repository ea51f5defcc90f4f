/** An attribute by name, or undefined where the host has none. */
export type Attributes = (name: string) => string | undefined;

/**
 * Evaluates a `memberOf` expression: `attribute:seat == 007`, `!=`, `in [a, b]`, `not_in`, `exists`, joined by `and`,
 * `or`, with `not` and parentheses. Undefined where the grammar of AWS has more than that.
 */
export function evaluate(expression: string, attributes: Attributes): boolean | undefined {
  const tokens = expression.match(/\(|\)|\[|\]|,|==|!=|&&|\|\||!(?!=)|[^\s()[\],=!&|]+/g) ?? [];
  let at = 0;
  const peek = () => tokens[at]?.toLowerCase();
  const take = () => tokens[at++];

  function or(): boolean {
    let value = and();
    while (peek() === 'or' || peek() === '||') {
      take();
      const right = and();
      value = value || right;
    }
    return value;
  }

  function and(): boolean {
    let value = unary();
    while (peek() === 'and' || peek() === '&&') {
      take();
      const right = unary();
      value = value && right;
    }
    return value;
  }

  function unary(): boolean {
    if (peek() === 'not' || peek() === '!') {
      take();
      return !unary();
    }
    if (peek() === '(') {
      take();
      const value = or();
      if (take() !== ')') throw new Unsupported();
      return value;
    }
    return comparison();
  }

  function comparison(): boolean {
    const subject = take();
    const operator = take()?.toLowerCase();
    if (!subject || !operator || !/^(attribute:|ec2InstanceId$)/.test(subject)) throw new Unsupported();
    const actual = attributes(subject.replace(/^attribute:/, ''));
    if (operator === 'exists') return actual !== undefined;
    if (operator === 'in' || operator === 'not_in') return list().includes(actual ?? '\0') === (operator === 'in');
    const wanted = take();
    if (wanted === undefined) throw new Unsupported();
    if (operator === '==' || operator === 'equals') return actual === wanted;
    if (operator === '!=' || operator === 'not_equals') return actual !== wanted;
    throw new Unsupported();
  }

  function list(): string[] {
    if (take() !== '[') throw new Unsupported();
    const values: string[] = [];
    for (let token = take(); token !== ']'; token = take()) {
      if (token === undefined) throw new Unsupported();
      if (token !== ',') values.push(token);
    }
    return values;
  }

  try {
    const value = or();
    return at === tokens.length && at > 0 ? value : undefined;
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

class Unsupported extends Error {}
