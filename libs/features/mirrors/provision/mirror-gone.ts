/** The mirror was deleted while something was done about it; its leftovers take care of the rest. */
export class MirrorGone extends Error {
  constructor() {
    super('The mirror was deleted in the meantime.');
    this.name = 'MirrorGone';
  }
}
