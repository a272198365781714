import { isFailure } from '@app/common';
import { newLabels } from '../labels/desired-labels';
import type { SourceLabel } from '../model/source';
import { once } from './once';
import type { Session } from './session';

/** Knows which labels exist on the target and creates the missing ones, so that they get the source's colour. */
export class LabelDirectory {
  private readonly created = new Map<string, Promise<void>>();
  private readonly known = once(async () => new Set(await this.session.ports.store.loadKnownLabels()));
  private readonly onTarget = once(async () => {
    const labels = await this.session.ports.target.listLabels(this.session.signal);
    const names = labels.map(({ name }) => name);
    await this.session.ports.store.addKnownLabels(names);
    return new Set(names);
  });
  private readonly sourceLabels = once(() => this.session.ports.source.listLabels(this.session.signal));

  constructor(private readonly session: Session) {}

  /** Labels of the source, for texts that name some. */
  source(): Promise<SourceLabel[]> {
    return this.sourceLabels();
  }

  /** Before labels are put on an issue. `lost`: they were on it, so somebody may have deleted them. */
  async ensure(names: readonly string[], lost: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const known = await this.known();
    const unknown = names.filter((name) => !known.has(name) || lost.includes(name));
    if (unknown.length === 0) return;
    const existing = await this.onTarget();
    const missing = unknown.filter((name) => !existing.has(name));
    if (missing.length === 0) return;
    const sourceLabels = this.session.options.syncLabels ? await this.sourceLabels() : [];
    for (const label of newLabels(missing, sourceLabels, this.session.options)) {
      const creating = this.created.get(label.name) ?? this.create(label.name, label.color, label.description);
      this.created.set(label.name, creating);
      await creating;
    }
  }

  private async create(name: string, color: string, description: string | null): Promise<void> {
    const { ports, signal } = this.session;
    try {
      await ports.target.createLabel({ name, color, description }, signal);
      await ports.store.addKnownLabels([name]);
    } catch (error) {
      this.created.delete(name);
      if (!isFailure(error, 'permission', 'validation')) throw error;
      // GitLab makes it by itself when the issue is written, or leaves it out; both are better than no copy.
      this.session.warnOnce(
        'label_not_created',
        `The label ${name} could not be created on the target: ${error.reason}`,
      );
    }
  }
}
