/**
 * `*` stands for anything within one part of a path, `**` for anything, and a whole part `**` for any number of parts, none
 * included. Letters of either case are the same.
 */
export function matchesGlob(path: string, glob: string): boolean {
  const text = path.toLowerCase();
  // All places in the text that the pattern so far can reach: never more than the text is long, whatever the pattern.
  let reached = new Set([0]);
  for (const part of glob.toLowerCase().split(/((?<![^/])\*\*\/|\*\*|\*)/)) {
    if (part === '') continue;
    if (part === '**/') reached = new Set([...reached, ...skip(text, spread(text, reached, true), '/')]);
    else reached = part.startsWith('*') ? spread(text, reached, part === '**') : skip(text, reached, part);
    if (reached.size === 0) return false;
  }
  return reached.has(text.length);
}

function skip(text: string, from: Set<number>, part: string): Set<number> {
  return new Set([...from].filter((at) => text.startsWith(part, at)).map((at) => at + part.length));
}

function spread(text: string, from: Set<number>, overSlashes: boolean): Set<number> {
  const reached = new Set<number>();
  for (const start of from) {
    for (let at = start; at <= text.length && !reached.has(at); at++) {
      reached.add(at);
      if (text[at] === '/' && !overSlashes) break;
    }
  }
  return reached;
}
