export interface Answer {
  id: string;
  question: string;
  answer: string;
  /** Where to do it. */
  link?: { to: string; label: string };
}

/** What people ask most. The documents below them go deeper. */
export const ANSWERS: Answer[] = [
  {
    id: 'first',
    question: 'How do I make my first mirror?',
    answer:
      'Add the two GitLab instances with an access token each, join them to a pair, then choose a project on each side. GitLab keeps the repositories in sync from then on.',
    link: { to: '/instances', label: 'Add an instance' },
  },
  {
    id: 'group',
    question: 'How do I mirror a whole group?',
    answer:
      'The wizard compares the groups on both sides and shows as a plan what it would create. It can also follow the group, so that projects that come later are mirrored by themselves.',
    link: { to: '/groups', label: 'Mirror a group' },
  },
  {
    id: 'push-pull',
    question: 'What is the difference between push and pull?',
    answer:
      'With push, the source GitLab sends every change to the target; this works in every edition. With pull, the target GitLab fetches from the source, which needs GitLab Premium or Ultimate on the target.',
    link: { to: '/pairs', label: 'Settings of the pairs' },
  },
  {
    id: 'scopes',
    question: 'Which scopes does an access token need?',
    answer:
      'The token of an instance needs “api”, since mirrors, project tokens and issues are managed with it. A group token that only carries the data needs “read_repository”, and “write_repository” where it pushes.',
    link: { to: '/instances', label: 'Instances and their tokens' },
  },
  {
    id: 'failed',
    question: 'A mirror fails. What can I do?',
    answer:
      'Open it: the reason stands there in GitLab’s words, with advice below it. After the cause is gone, “Sync now” tries again at once; without it, the next sync does.',
    link: { to: '/mirrors?status=failed', label: 'Mirrors that fail' },
  },
  {
    id: 'diverged',
    question: 'What happens when somebody commits to the target?',
    answer:
      'The branch diverges. With “overwrite diverged branches” the source wins and the commit is lost on the target; without it, GitLab leaves that branch alone and reports the mirror as failed.',
  },
  {
    id: 'held',
    question: 'Why is a mirror held?',
    answer:
      'The pair holds suspicious changes: many branches vanished from the source at once, or its history was replaced. Look at it, then approve the change to let it go on.',
    link: { to: '/mirrors?held=true', label: 'Mirrors that are held' },
  },
  {
    id: 'stale',
    question: 'What does stale mean?',
    answer:
      'The last success is longer ago than a limit, whether the mirror fails or not. The topology lets you choose the limits; a notification rule can tell you.',
    link: { to: '/topology', label: 'Topology' },
  },
  {
    id: 'issues',
    question: 'How are issues synced?',
    answer:
      'Issues, comments, labels and attachments are copied from source to target and kept up to date. A copy names its source in a footer. What people change on the copy is overwritten when the source changes.',
    link: { to: '/issue-sync', label: 'Issue sync' },
  },
  {
    id: 'expiry',
    question: 'What happens when a token expires?',
    answer:
      'Project tokens that were made here are rotated before they end. The tokens of instances and groups are yours: replace them in time, a notification rule can remind you.',
    link: { to: '/notifications', label: 'Notifications' },
  },
  {
    id: 'delete',
    question: 'What is lost when I delete a mirror, a pair or an instance?',
    answer:
      'The mirror is removed from GitLab along with the token that was made for it, and its issue sync ends. Projects, repositories and issues stay on both sides. Deleting a pair or an instance deletes all of its mirrors.',
  },
  {
    id: 'move',
    question: 'How do I move or back up the configuration?',
    answer:
      'Export it as one YAML document without secrets. Applying a document first shows as a plan what would be created, changed and deleted.',
    link: { to: '/import-export?tab=configuration', label: 'Import and export' },
  },
  {
    id: 'told',
    question: 'How do I get told when something goes wrong?',
    answer:
      'Add a channel (e-mail, chat or a webhook of yours) and a rule that says what is told there. Alike alerts are gathered into one message, and quiet hours are kept.',
    link: { to: '/notifications', label: 'Notifications' },
  },
  {
    id: 'who',
    question: 'Who changed this setting?',
    answer: 'The audit trail has every change with its author and both values, and can be saved as CSV.',
    link: { to: '/activity?tab=audit', label: 'Audit trail' },
  },
  {
    id: 'keys',
    question: 'Which keys can I use?',
    answer:
      'Ctrl K (⌘ K on a Mac) searches everything and jumps anywhere. In the list of mirrors j and k move, x selects, s syncs, and / goes to the search.',
  },
];

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** All words must occur; those in the title count more. Without words, nothing. */
export function relevance(words: string[], title: string, text: string): number {
  if (words.length === 0) return 0;
  const [inTitle, inText] = [title.toLowerCase(), text.toLowerCase()];
  let points = 0;
  for (const word of words) {
    const hit = (inTitle.includes(word) ? 3 : 0) + (inText.includes(word) ? 1 : 0);
    if (hit === 0) return 0;
    points += hit;
  }
  return points;
}

/** The entries that fit, best first. */
export function rank<T>(entries: T[], query: string, read: (entry: T) => { title: string; text: string }): T[] {
  const words = wordsOf(query);
  return entries
    .map((entry) => ({ entry, points: relevance(words, read(entry).title, read(entry).text) }))
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points)
    .map(({ entry }) => entry);
}

export const answersFor = (query: string): Answer[] =>
  rank(ANSWERS, query, ({ question, answer }) => ({ title: question, text: answer }));
