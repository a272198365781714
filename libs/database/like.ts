/** A LIKE pattern for texts that contain `part`, with its wildcards taken literally. */
export const containing = (part: string): string => `%${part.replace(/[\\%_]/g, String.raw`\$&`)}%`;
