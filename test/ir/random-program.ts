/** Makes small programs of nested control flow, all of which end, and which log what they do. */

/** Numbers that a seed decides (the mulberry32 generator). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** An integer from 0 to `limit`-1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

/** Past that many numbered parts, a program only gets simple statements. */
const sizeLimit = 30;

interface Context {
  /** Labels and loops around, for jumps. */
  readonly breakable: boolean;
  readonly continuable: boolean;
  readonly labels: readonly string[];
  /** Variables that can be read. */
  readonly names: readonly string[];
  readonly depth: number;
}

export function randomProgram(seed: number): string {
  return new Generator(new Random(seed)).program();
}

class Generator {
  readonly #random: Random;
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  program(): string {
    const body = this.#statements({ breakable: false, continuable: false, labels: [], names: ["p"], depth: 0 });
    return `function main(p) {\n${body}\n}\ntry { log("result", main(1)); } catch (e) { log("thrown", e); }`;
  }

  #next(): number {
    this.#count += 1;
    return this.#count;
  }

  #statements(context: Context): string {
    const names = [...context.names];
    const lines = Array.from({ length: 1 + this.#random.below(3) }, () => {
      if (this.#random.below(4) === 0) {
        const name = `v${this.#next()}`;
        const line = `let ${name} = ${this.#expression({ ...context, names })};`;
        names.push(name);
        return line;
      }
      return this.#statement({ ...context, names });
    });
    return lines.join("\n");
  }

  #block(context: Context): string {
    return `{\n${this.#statements({ ...context, depth: context.depth + 1 })}\n}`;
  }

  #statement(context: Context): string {
    const simple = this.#random.below(3) === 0 || context.depth > 3 || this.#count > sizeLimit;
    return simple ? this.#simple(context) : this.#compound(context);
  }

  #simple(context: Context): string {
    const label = context.labels[this.#random.below(context.labels.length + 1)];
    switch (this.#random.below(9)) {
      case 0:
        return `if (flip()) return ${this.#expression(context)};`;
      case 1:
        return `if (flip()) throw ${this.#next()};`;
      case 2:
        return context.breakable ? `if (flip()) break;` : this.#log(context);
      case 3:
        return context.continuable ? `if (flip()) continue;` : this.#log(context);
      case 4:
        return label === undefined ? this.#log(context) : `if (flip()) break ${label};`;
      case 5:
        return label?.startsWith("loop") === true ? `if (flip()) continue ${label};` : this.#log(context);
      case 6:
        return "risk();";
      case 7:
        return `${this.#random.pick(["p = ", "p += ", "p ||= ", "p &&= ", "p ??= "])}${this.#expression(context)};`;
      default:
        return this.#log(context);
    }
  }

  #log(context: Context): string {
    return `log(${this.#next()}, ${this.#expression(context)});`;
  }

  #compound(context: Context): string {
    switch (this.#random.below(9)) {
      case 0:
        return `if (${this.#expression(context)}) ${this.#block(context)}`;
      case 1:
        return `if (${this.#expression(context)}) ${this.#block(context)} else ${this.#block(context)}`;
      case 2:
        return this.#loop(context);
      case 3:
        return this.#loop(context);
      case 4:
        return `try ${this.#block(context)} catch (e) ${this.#block({ ...context, names: [...context.names, "e"] })}`;
      case 5:
        return `try ${this.#block(context)} finally ${this.#block(context)}`;
      case 6: {
        const handler = this.#block({ ...context, names: [...context.names, "e"] });
        return `try ${this.#block(context)} catch (e) ${handler} finally ${this.#block(context)}`;
      }
      case 7:
        return this.#switch(context);
      default: {
        const label = `block${this.#next()}`;
        return `${label}: ${this.#block({ ...context, labels: [...context.labels, label] })}`;
      }
    }
  }

  #loop(context: Context): string {
    const id = this.#next();
    const label = `loop${id}`;
    const inside = { ...context, breakable: true, continuable: true, labels: [...context.labels, label] };
    const named = { ...inside, names: [...context.names, `i${id}`] };
    switch (this.#random.below(5)) {
      case 0:
        return `${label}: for (const i${id} of items(${id}, 3)) ${this.#block(named)}`;
      case 1:
        return `${label}: for (let i${id} = 0; i${id} < 3; i${id}++) ${this.#block(named)}`;
      case 2:
        return `let n${id} = 3; ${label}: while (n${id}-- > 0) ${this.#block(inside)}`;
      case 3:
        return `let n${id} = 3; ${label}: do ${this.#block(inside)} while (n${id}-- > 0);`;
      default:
        return `${label}: for (const i${id} in { a: 1, b: 2 }) ${this.#block(named)}`;
    }
  }

  #switch(context: Context): string {
    const inside = { ...context, breakable: true };
    const clauses = Array.from({ length: 1 + this.#random.below(3) }, (_, index) => {
      const body = this.#block(inside);
      return `case number(${index}): ${body}${this.#random.below(2) === 0 ? " break;" : ""}`;
    });
    if (this.#random.below(2) === 0) {
      clauses.splice(this.#random.below(clauses.length + 1), 0, `default: ${this.#block(inside)}`);
    }
    return `switch (number(${this.#random.below(3)})) {\n${clauses.join("\n")}\n}`;
  }

  #expression(context: Context, depth = 0): string {
    const [first = "p", ...others] = context.names;
    const name = this.#random.pick([first, ...others]);
    if (depth > 2) {
      return name;
    }
    const inner = (): string => this.#expression(context, depth + 1);
    switch (this.#random.below(14)) {
      case 0:
        return `(${inner()} && ${inner()})`;
      case 1:
        return `(${inner()} || ${inner()})`;
      case 2:
        return `(${inner()} ?? ${inner()})`;
      case 3:
        return `(${inner()} ? ${inner()} : ${inner()})`;
      case 4:
        return `!${inner()}`;
      case 5:
        return `(${inner()}, ${inner()})`;
      case 6:
        return `maybe(${inner()})?.value`;
      case 7:
        return `maybe(${inner()})?.method?.(${inner()}).value`;
      case 8:
        return `(${inner()} + ${inner()})`;
      case 9:
        return "flip()";
      case 10:
        return `number(${this.#next()})`;
      case 11:
        return this.#random.pick(["null", "undefined", "0", "true", '"text"']);
      default:
        return name;
    }
  }
}
