/** One `/command argument` line that was taken out of a text. */
export interface Command {
  name: string;
  argument: string;
}

const ALIASES: Record<string, string> = {
  open: 'reopen',
  labels: 'label',
  remove_label: 'unlabel',
  reassign: 'assign',
  remove_assignee: 'unassign',
  estimate_time: 'estimate',
  remove_time_estimate: 'remove_estimate',
  spent: 'spend',
  spend_time: 'spend',
  in: 'due',
  clear_due_date: 'remove_due_date',
  make_confidential: 'confidential',
  clear_health_status: 'clear_health',
  copy_metadata_from: 'copy_metadata',
  todo: 'noop',
  done: 'noop',
};

const NAMES = new Set([
  'close',
  'reopen',
  'title',
  'label',
  'unlabel',
  'relabel',
  'assign',
  'unassign',
  'milestone',
  'remove_milestone',
  'due',
  'remove_due_date',
  'estimate',
  'remove_estimate',
  'spend',
  'remove_time_spent',
  'confidential',
  'lock',
  'unlock',
  'weight',
  'clear_weight',
  'duplicate',
  'move',
  'clone',
  'promote',
  'promote_to',
  'promote_to_incident',
  'relate',
  'unlink',
  'blocks',
  'blocked_by',
  'epic',
  'remove_epic',
  'set_parent',
  'remove_parent',
  'add_child',
  'remove_child',
  'iteration',
  'remove_iteration',
  'health_status',
  'clear_health',
  'copy_metadata',
  'create_merge_request',
  'convert_to_ticket',
  'add_email',
  'remove_email',
  'add_contacts',
  'remove_contacts',
  'page',
  'publish',
  'react',
  'award',
  'type',
  'severity',
  'subscribe',
  'unsubscribe',
  'cc',
  'zoom',
  'remove_zoom',
  'timeline',
  'link',
  'status',
  'noop',
  'shrug',
  'tableflip',
]);

const SUBSTITUTIONS: Record<string, string> = { shrug: '¯\\_(ツ)_/¯', tableflip: '(╯°□°)╯︵ ┻━┻' };

function commandOf(line: string): Command | null {
  const match = /^\/([a-z_]+)(?: (.*))?$/i.exec(line.trimEnd());
  const typed = match?.[1]?.toLowerCase();
  if (typed === undefined) return null;
  const name = ALIASES[typed] ?? typed;
  return NAMES.has(name) ? { name, argument: (match?.[2] ?? '').trim() } : null;
}

/** Where GitLab does not look for commands: the text from this line to its closing line, if it has one. */
function closingLine(lines: readonly string[], from: number): number | null {
  const line = lines[from] ?? '';
  const find = (closes: (candidate: string) => boolean, start = from + 1): number | null => {
    for (let at = start; at < lines.length; at++) if (closes(lines[at] ?? '')) return at;
    return null;
  };
  if (line.startsWith('```')) return find((candidate) => candidate === '```');
  if (line.startsWith('>>>')) return find((candidate) => candidate === '>>>');
  const tag = /^<[^>]+>$/.test(line);
  if (tag) return find((candidate) => /^<\/[^>]+>$/.test(candidate), from + 2);
  // A line that ends in a backtick opens inline code, closed by a later line that ends in one.
  if (line.endsWith('`')) return find((candidate) => candidate.endsWith('`'));
  return null;
}

const withoutEnd = (text: string): string => text.replace(/[ \t\n\v\f\0]+$/, '');

/**
 * Takes the command lines out of a text. A command stands at the very start of its line, outside of fenced code, `>>>` quotes,
 * HTML blocks and inline code that spans lines. Whatever the text says, its carriage returns vanish first, and white space at its end
 * last; U+2028 ends no line.
 */
export function takeCommands(text: string): { text: string; commands: Command[] } {
  const clean = text.replaceAll('\r', '');
  if (!clean.includes('/')) return { text: withoutEnd(clean), commands: [] };
  const lines = clean.split('\n');
  const kept: string[] = [];
  const commands: Command[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const end = closingLine(lines, at);
    if (end !== null) {
      kept.push(...lines.slice(at, end + 1));
      at = end;
      continue;
    }
    const command = commandOf(line);
    if (!command) {
      kept.push(line);
      continue;
    }
    commands.push(command);
    const substitution = SUBSTITUTIONS[command.name];
    if (substitution) kept.push(command.argument ? `${command.argument} ${substitution}` : substitution);
    // The blank lines after a command go with it.
    while (lines[at + 1]?.trim() === '') at++;
  }
  return { text: withoutEnd(kept.join('\n')), commands };
}
