/** "group_default" as people say it. */
export const resourceInWords = (kind: string): string => kind.replaceAll('_', ' ');
