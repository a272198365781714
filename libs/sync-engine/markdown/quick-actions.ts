import { WORD_JOINER } from './clean';
import type { Edit } from './edits';
import { rangeFinder } from './range-finder';
import type { Range } from './regions';

/*
 * A quick action is a line that begins with `/word`. A word joiner before the slash makes it a plain line: for GitLab's
 * line scanner it no longer begins with a slash, for its newer paragraph scanner neither, and nobody sees a difference.
 */

const SPACE = String.raw`[ \t\u00a0\u1680\u180e\u2000-\u200d\u202f\u205f\u3000\ufeff]*`;
const CONTAINER = String.raw`(?:(?:>|[-*+]|\d{1,9}[.)]|\[[ xX]\]|<!--|\|)${SPACE})*`;
/** A line may begin after anything that some reader takes for the end of one. */
const LINE_START = new RegExp(
  String.raw`(?<=^|[\n\v\f\u0085\u2028\u2029])${SPACE}${CONTAINER}(?<slash>\\?(?:\/|&#0*47;|&#[xX]0*2[fF];|&sol;))(?=[A-Za-z_])`,
  'gu',
);

/** Commands of GitLab up to 19.x with their aliases; only used for lines inside code. */
const COMMANDS =
  'open|in|make_confidential|remove_assignee|clear_due_date|clear_health|copy_metadata_from|add_child|add_children|add_contacts|add_email|add_parent|assign|assign_reviewer|attention|award|blocked_by|blocks|board_move|child_of|clear_health_status|clear_parent|clear_weight|clone|close|cc|confidential|convert_to_ticket|copy_metadata|create_merge_request|done|draft|due|duplicate|ensure|epic|estimate|estimate_time|health_status|invite_email|iteration|label|labels|link|linked_items|lock|merge|milestone|move|page|parent|parent_epic|promote|promote_to|promote_to_incident|publish|react|ready|reassign|reassign_reviewer|rebase|relabel|relate|remove_child|remove_child_epic|remove_children|remove_contacts|remove_due_date|remove_email|remove_epic|remove_estimate|remove_iteration|remove_milestone|remove_parent|remove_parent_epic|remove_reviewer|remove_time_estimate|remove_time_spent|remove_zoom|reopen|request_changes|request_review|rotate|run_pipeline|set_parent|severity|ship|shrug|spend|spend_time|spent|ssubscribe|start_date|status|submit_review|subscribe|tableflip|tag|target_branch|timeline|title|todo|type|unapprove|unassign|unassign_reviewer|unlabel|remove_label|unlink|unlock|unsubscribe|unlinkzoom|unpublish|weight|wip|zoom|approve|checkin_reminder|check_conflicts|clear_status|clear_epic|nothing|reconcile';
const COMMAND_LINE = new RegExp(String.raw`^[ \t]*(?<slash>\/)(?:${COMMANDS})(?=[ \t]|$)`, 'gim');

/**
 * What GitLab's line scanner leaves alone: fences by themselves, and all of it as it takes one after the other, where a
 * lone backtick pairs with the next one, be that the beginning of a fence. Its lines end with LF and nothing else.
 */
const [START, END] = [String.raw`(?<![^\n])`, String.raw`(?![^\n])`];
const FENCE = String.raw`${START}\x60{3}.+?\n\x60{3}${END}`;
const TAGS = String.raw`${START}<[^>]+?>\n.+?\n<\/[^>]+?>${END}`;
const QUOTE = String.raw`${START}>>>.+?\n>>>${END}`;
const SCANNERS = [
  new RegExp(FENCE, 'gs'),
  new RegExp([FENCE, String.raw`\x60[\s\S][^\x60]*\x60`, TAGS, QUOTE].join('|'), 'gs'),
];

/** Lines that may begin such a block: each that never ends is looked for to the end of the text. */
const OPENING_LINE = /^(?:```|<|>>>)/gm;
const MAX_OPENING_LINES = 500;

/**
 * Makes every line outside code that reads as a command harmless. Inside code a line is touched only if it is a known
 * command *and* GitLab's scanner, which knows only fences of three backticks, would not see that it is code (`~~~` and
 * indented blocks, fences left open, fences in lists).
 */
export function neutraliseQuickActions(text: string, code: readonly Range[]): Edit[] {
  if (!/\/|&#|&sol;/.test(text)) return [];
  const edits: Edit[] = [];
  const inCode = rangeFinder(code);
  for (const match of text.matchAll(LINE_START)) {
    const at = match.index + match[0].length - (match.groups?.['slash']?.length ?? 1);
    if (!inCode(at)) edits.push(insertion(at));
  }
  if (code.length === 0) return edits;
  const commands = [...text.matchAll(COMMAND_LINE)]
    .map((match) => match.index + match[0].indexOf('/'))
    .filter((at) => inCode(at));
  if (commands.length === 0) return edits;
  const isCostly = [...text.matchAll(OPENING_LINE)].length > MAX_OPENING_LINES;
  const hidden = SCANNERS.map((scanner) =>
    rangeFinder(
      [...(isCostly ? [] : text.matchAll(scanner))].map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
      })),
    ),
  );
  for (const at of commands) if (!hidden.every((covers) => covers(at))) edits.push(insertion(at));
  return edits;
}

const insertion = (at: number): Edit => ({ start: at, end: at, text: WORD_JOINER });
