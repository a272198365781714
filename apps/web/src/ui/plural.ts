const numbers = new Intl.NumberFormat('en');

export const count = (n: number): string => numbers.format(n);

/** "1 mirror", "14 mirrors", "1,200 mirrors". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;
