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

/**
 * Where GitLab does not look for commands (fenced code, inline code, HTML blocks, `>>>` quotes), or a line that reads as one
 * with the blank lines after it. Its scanner knows nothing of Markdown: any backtick pairs with the next one.
 */
const [START, END] = [String.raw`(?<![^\n])`, String.raw`(?![^\n])`];
const SKIPPED_OR_LINE = new RegExp(
  [
    String.raw`${START}\x60{3}.+?\n\x60{3}${END}`,
    String.raw`\x60[\s\S][^\x60]*\x60`,
    String.raw`${START}<[^>]+?>\n.+?\n<\/[^>]+?>${END}`,
    String.raw`${START}>>>.+?\n>>>${END}`,
    String.raw`${START}\/(?<typed>[a-z_]+)(?: (?<argument>[^\n]*))?(?:[ \t\v\f\n]*\n|${END})`,
  ].join('|'),
  'gis',
);

const withoutEnd = (text: string): string => text.replace(/[ \t\n\v\f\0]+$/, '');

/**
 * Takes the command lines out of a text. A command stands at the very start of its line. Whatever the text says, its
 * carriage returns vanish first, and white space at its end last; U+2028 ends no line.
 */
export function takeCommands(text: string): { text: string; commands: Command[] } {
  const clean = text.replaceAll('\r', '');
  if (!clean.includes('/')) return { text: withoutEnd(clean), commands: [] };
  const commands: Command[] = [];
  let kept = '';
  let at = 0;
  for (const match of clean.matchAll(SKIPPED_OR_LINE)) {
    const typed = match.groups?.['typed']?.toLowerCase();
    const name = typed === undefined ? undefined : (ALIASES[typed] ?? typed);
    if (name === undefined || !NAMES.has(name)) continue;
    const argument = (match.groups?.['argument'] ?? '').trim();
    commands.push({ name, argument });
    const substitution = SUBSTITUTIONS[name];
    const instead = substitution ? `${argument ? `${argument} ` : ''}${substitution}\n` : '';
    kept += clean.slice(at, match.index) + instead;
    at = match.index + match[0].length;
  }
  return { text: withoutEnd(kept + clean.slice(at)), commands };
}
