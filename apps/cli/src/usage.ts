export const USAGE = `Usage: maestro <command> [options]

  apply -f FILE [--dry-run] [--prune] [--secrets FILE] [--no-wait]
      Bring the server to what the document says. --dry-run shows the plan; --prune deletes what the document does not
      name; --secrets names a file with the tokens of new instances ("Instance name: token"). FILE - is standard input.
  export [--pair NAME] [-o FILE] [--format yaml|json]
      Write the whole configuration, or the mirrors of a pair, to FILE or standard output.
  sync <pair or mirror> [--no-wait]
      Have GitLab update the mirrors of a pair (its name), or one mirror (its id, or the path of one of its projects).
  status
      Show the health of all mirrors and what failed.

Options of all commands:
  --json       machine-readable output
  -h, --help   this text
  --version    the version

Environment: MAESTRO_URL (http://127.0.0.1:8000), MAESTRO_USER (admin), MAESTRO_PASSWORD

Exit codes: 0 all is well, 1 something failed, 2 wrong usage, 3 apply --dry-run found something to change
`;
