/** Subjects of runs: what they work on. */
export const mirrorSubject = (id: number): string => `mirror:${id}`;
export const instanceSubject = (id: number): string => `instance:${id}`;
export const pairSubject = (id: number): string => `pair:${id}`;
export const followSubject = (id: number): string => `group-follow:${id}`;

export const idOf = (subject: string): number => Number(subject.slice(subject.indexOf(':') + 1));
