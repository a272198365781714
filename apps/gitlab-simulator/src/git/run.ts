import { spawn } from 'node:child_process';

export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

const SETTINGS = { 'safe.directory': '*', 'gc.auto': '0' };

/** An environment in which git knows nothing of this machine's settings, only these: by environment, so no secret shows in `ps`. */
export function gitEnv(settings: Record<string, string> = {}): Record<string, string> {
  const config = Object.entries({ ...SETTINGS, ...settings });
  return {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(
      config.flatMap(([key, value], i) => [
        [`GIT_CONFIG_KEY_${i}`, key],
        [`GIT_CONFIG_VALUE_${i}`, value],
      ]),
    ),
  };
}

/** Runs git and waits; a code other than 0 is an answer, not an exception. */
export function git(
  repository: string,
  args: readonly string[],
  options: { input?: string | Buffer; env?: Record<string, string>; config?: Record<string, string> } = {},
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: repository, env: { ...gitEnv(options.config), ...options.env } });
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on('error', () => undefined); // git may leave before it has read everything
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr }));
    child.stdin.end(options.input ?? '');
  });
}

/** The output as text; a code other than 0 throws what git said. */
export async function gitText(...parameters: Parameters<typeof git>): Promise<string> {
  const result = await git(...parameters);
  if (result.code !== 0)
    throw new Error(`git ${parameters[1].join(' ')}: ${result.stderr.trim() || `exit ${result.code}`}`);
  return result.stdout.toString();
}
