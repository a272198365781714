import { Injectable } from '@nestjs/common';
import { containing, Tx } from '@app/database';
import type { SearchInstanceView, SearchMirrorView, SearchPairView } from './search.view';

/** How much of a word must be there, from 0 to 1: one letter too few or wrong in five still finds it. */
const ALIKE = '0.4';

/** 2: it is the text; 1: a path that ends with the text, the name of its project; 0: neither. $1 is the text. */
const exactness = (column: string): string =>
  `case when lower(${column}) = lower($1) then 2
        when right(lower(${column}), length($1::text) + 1) = '/' || lower($1) then 1 else 0 end`;

/** What holds the text, what is called exactly so first, then by similarity; when nothing does, what is like it, since fingers slip. */
@Injectable()
export class SearchQuery {
  constructor(private readonly tx: Tx) {}

  instances(text: string, limit: number): Promise<SearchInstanceView[]> {
    return this.find<SearchInstanceView>(text, limit, {
      holds: `name ilike $2 or url ilike $2 or description ilike $2`,
      isLike: `$1 <% name`,
      select: (condition) =>
        `select id, name, url from instances where ${condition}
          order by ${exactness('name')} desc, greatest(similarity(name, $1), similarity(url, $1)) desc, name limit $3`,
    });
  }

  pairs(text: string, limit: number): Promise<SearchPairView[]> {
    return this.find<SearchPairView>(text, limit, {
      holds: `p.name ilike $2 or p.description ilike $2`,
      isLike: `$1 <% p.name`,
      select: (condition) =>
        `select p.id, p.name, s.name as source_instance_name, t.name as target_instance_name
           from pairs p join instances s on s.id = p.source_instance_id join instances t on t.id = p.target_instance_id
          where ${condition}
          order by ${exactness('p.name')} desc, similarity(p.name, $1) desc, p.name limit $3`,
    });
  }

  /** Served by the trigram index of `search_text`, both paths in lower case. */
  mirrors(text: string, limit: number): Promise<SearchMirrorView[]> {
    return this.find<SearchMirrorView>(text, limit, {
      holds: `m.search_text like lower($2)`,
      isLike: `lower($1) <% m.search_text`,
      select: (condition) =>
        `select m.id, m.source_project_path, m.target_project_path, m.instance_pair_id, p.name as pair_name,
                m.enabled, m.last_update_status
           from mirrors m join pairs p on p.id = m.instance_pair_id
          where ${condition}
          order by greatest(${exactness('m.source_project_path')}, ${exactness('m.target_project_path')}) desc,
                   greatest(similarity(m.source_project_path, $1), similarity(m.target_project_path, $1)) desc,
                   m.source_project_path, m.id limit $3`,
    });
  }

  /** $1 is the text, $2 the pattern that finds it anywhere, $3 the limit. */
  private async find<Row>(
    text: string,
    limit: number,
    query: { holds: string; isLike: string; select: (condition: string) => string },
  ): Promise<Row[]> {
    const parameters = [text, containing(text), limit];
    const found = await this.tx.query<Row>(query.select(query.holds), parameters);
    if (found.length > 0) return found;
    // $2 has no place in what follows, and PostgreSQL wants to know the type of every parameter.
    const similar = query.select(`(${query.isLike}) and $2::text is not null`);
    return this.tx.run(async () => {
      await this.tx.query(`select set_config('pg_trgm.word_similarity_threshold', $1, true)`, [ALIKE]);
      return this.tx.query<Row>(similar, parameters);
    });
  }
}
