// Some life for the pictures: what a demo that has just begun can't show yet.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

const DAYS = 7;

const client = (url, headers) => async (method, path, body) => {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? undefined : response.json();
};

/** A way back, projects that are not mirrored yet, a mirror that fails, and numbers of a week. */
export async function bringToLife({ maestro, password, a, b, dataDir }) {
  const api = client(maestro, { authorization: `Basic ${Buffer.from(`admin:${password}`).toString('base64')}` });
  const [gitlabA, gitlabB] = [a, b].map(({ url, token }) => client(`${url}/api/v4`, { 'private-token': token }));

  const platform = await gitlabA('GET', '/groups/platform');
  for (const path of ['design-system', 'mobile-app', 'search']) {
    await gitlabA('POST', '/projects', { path, namespace_id: platform.id, visibility: 'internal' });
  }
  const imports = await gitlabA('POST', '/groups', { name: 'Imports', path: 'imports' });
  await gitlabA('POST', '/projects', { path: 'infrastructure', namespace_id: imports.id });

  const instances = await api('GET', '/api/instances');
  const idOf = (name) => instances.find((instance) => instance.name === name).id;
  const back = await api('POST', '/api/pairs', {
    name: 'Backup to Production',
    source_instance_id: idOf('Backup'),
    target_instance_id: idOf('Production'),
    mirror_direction: 'push',
  });
  await api('POST', '/api/mirrors', {
    instance_pair_id: back.id,
    source_project_path: 'backup/platform/infrastructure',
    target_project_path: 'imports/infrastructure',
  });

  const pairId = (await api('GET', '/api/pairs')).find(({ name }) => name === 'Production to Backup').id;
  await settings(api, pairId);
  await history(dataDir);

  // The next commit there (the demo makes one every half minute) is refused by GitLab.
  const shop = `/projects/${encodeURIComponent('backup/platform/core/web-shop')}/protected_branches`;
  await gitlabB('DELETE', `${shop}/main`).catch(() => undefined);
  await gitlabB('POST', shop, { name: 'main', push_access_level: 0, merge_access_level: 0 });
  await until(async () => {
    const [mirror] = await api('GET', '/api/mirrors?search=platform/core/web-shop');
    return mirror.last_update_status === 'failed';
  });
}

/** What people set up over time, so that no page is empty. */
async function settings(api, pairId) {
  await api('POST', '/api/group-follows', {
    instance_pair_id: pairId,
    source_group_path: 'platform/core',
    target_namespace_path: 'backup/platform/core',
  });
  await api('POST', '/api/group-defaults', {
    instance_pair_id: pairId,
    group_path: 'platform/core',
    only_mirror_protected_branches: true,
  });
  const night = { instance_pair_id: pairId, cron: '30 2 * * *', timezone: 'Europe/Berlin' };
  await api('POST', '/api/schedules', night);
  await api('POST', '/api/schedules', { ...night, cron: null, group_path: 'platform/core', interval_minutes: 60 });
  const people = [
    ['anna', 'Anna Berg', 'operator'],
    ['ben', 'Ben Okafor', 'viewer'],
    ['chen', 'Chen Wei', 'admin'],
  ];
  for (const [username, display_name, role] of people) {
    await api('POST', '/api/users', { username, display_name, role, password: randomBytes(18).toString('base64url') });
  }
  const channel = await api('POST', '/api/notifications/channels', {
    name: 'Operations',
    kind: 'mattermost',
    url: 'https://chat.example.com/hooks/operations',
  });
  // Of what does not happen here: nobody listens at that address.
  for (const [name, event, threshold] of [
    ['Tokens expire', 'token_expiring', 14],
    ['A GitLab is in trouble', 'instance_degraded'],
  ]) {
    await api('POST', '/api/notifications/rules', { name, event, threshold, channel_ids: [channel.id] });
  }
}

async function until(isSo) {
  for (let tries = 0; tries < 240; tries++) {
    if (await isSo()) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error('The demo did not become what the pictures shall show.');
}

/** Statistics of the days before today, as the roll-up of real syncs would have left them. */
async function history(dataDir) {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'demo/live/postgres.json'), 'utf8'));
  const connect = async (database) => {
    const connection = new Client({ host: '127.0.0.1', port, user: 'maestro', password, database });
    await connection.connect();
    return connection;
  };
  const server = await connect('postgres');
  const { rows } = await server.query(
    `select datname from pg_database where datname like 'demo_%' order by datname desc`,
  );
  await server.end();
  const database = await connect(rows[0].datname);
  await database.query(
    `insert into statistics_hours
     select hour, pair.id, syncs, syncs / 9, syncs, syncs * 2400, 9200, 3, 0, syncs / 3, syncs / 2, 0, syncs
       from pairs pair,
            generate_series(date_trunc('hour', now()) - make_interval(days => $1), date_trunc('hour', now()) - interval '1 hour', '1 hour') as hour,
            lateral (select (8 + 7 * sin((extract(hour from hour) - 8) / 24 * 6.283) + extract(epoch from hour)::bigint / 3600 % 5)::int as syncs) it
     on conflict do nothing`,
    [DAYS],
  );
  await database.end();
}
