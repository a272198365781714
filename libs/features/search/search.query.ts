import { Injectable } from '@nestjs/common';
import { containing, Tx } from '@app/database';
import type { SearchInstanceView, SearchMirrorView, SearchPairView } from './search.view';

/** Ranked by similarity, what begins with the text first; the trigram indexes serve mirrors. */
@Injectable()
export class SearchQuery {
  constructor(private readonly tx: Tx) {}

  instances(text: string, limit: number): Promise<SearchInstanceView[]> {
    return this.tx.query<SearchInstanceView>(
      `select id, name, url from instances where name ilike $2 or url ilike $2 or description ilike $2
        order by greatest(similarity(name, $1), similarity(url, $1)) desc, name limit $3`,
      [text, containing(text), limit],
    );
  }

  pairs(text: string, limit: number): Promise<SearchPairView[]> {
    return this.tx.query<SearchPairView>(
      `select p.id, p.name, s.name as source_instance_name, t.name as target_instance_name
         from pairs p join instances s on s.id = p.source_instance_id join instances t on t.id = p.target_instance_id
        where p.name ilike $2 or p.description ilike $2
        order by similarity(p.name, $1) desc, p.name limit $3`,
      [text, containing(text), limit],
    );
  }

  mirrors(text: string, limit: number): Promise<SearchMirrorView[]> {
    return this.tx.query<SearchMirrorView>(
      `select m.id, m.source_project_path, m.target_project_path, m.instance_pair_id, p.name as pair_name,
              m.enabled, m.last_update_status
         from mirrors m join pairs p on p.id = m.instance_pair_id
        where (m.source_project_path || ' ' || m.target_project_path) ilike $2
        order by greatest(similarity(m.source_project_path, $1), similarity(m.target_project_path, $1)) desc,
                 m.source_project_path, m.id limit $3`,
      [text, containing(text), limit],
    );
  }
}
