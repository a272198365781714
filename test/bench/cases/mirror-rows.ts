import type { Client } from 'pg';

/** Every 20th uses a group token, every 50th has none; the database is left as autovacuum leaves it. */
export async function insertMirrors(client: Client, mirrors: number, pair: number, other: number): Promise<void> {
  await client.query(
    `insert into group_tokens (id, gitlab_instance_id, group_path, token_name, token_encrypted, expires_at)
     select i, source_instance_id, 'group-' || i, 'token', 'sealed', current_date + i * 40
       from pairs, generate_series(1, 10) as i where pairs.id = $1`,
    [pair],
  );
  await client.query(
    `insert into mirrors (instance_pair_id, source_project_id, target_project_id, source_project_path,
       target_project_path, direction, phase, mirror_id, next_check_at, enabled, last_update_status, last_update_at,
       last_successful_update, mirror_url, verify_status, group_token_id, mirror_token_id, mirror_token_name, mirror_token_encrypted, mirror_token_expires_at)
     select case when i % 10 = 0 then $3::bigint else $2::bigint end, i, i,
            'group-' || i % 97 || '/sub-' || i % 13 || '/project-' || i,
            'backup/group-' || i % 97 || '/project-' || i, case when i % 9 = 0 then 'pull' else 'push' end, 'active', i,
            'infinity', i % 11 <> 0,
            (array['finished', 'finished', 'finished', 'failed', 'pending', 'updating'])[1 + i % 6],
            case when i % 7 > 0 then now() - make_interval(secs => i) end,
            case when i % 5 > 0 then now() - make_interval(secs => i * 2) end,
            'https://gitlab.example.com/backup/group-' || i % 97 || '/project-' || i || '.git',
            (array['healthy', 'healthy', 'healthy', 'drift', null])[1 + i % 5],
            case when i % 20 = 0 then 1 + i % 10 end, case when i % 20 > 0 and i % 50 > 0 then i end,
            'mirror-maestro-' || i, repeat('gAAAAABl', 18), case when i % 3 > 0 then current_date + i % 400 - 5 end
       from generate_series(1, $1::int) as i`,
    [mirrors, pair, other],
  );
  // Without a checkpoint the newest rows may not count as seen by all yet.
  await client.query('checkpoint');
  await client.query('vacuum analyze mirrors');
}
