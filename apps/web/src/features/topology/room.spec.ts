import { scaleAt, shareRoom } from './room';

const circle = (key: string, x: number, weight = 1) => ({ key, name: 'Production', x, y: 0, radius: 20, weight });
const line = (key: string, y: number, isUrgent = false) => {
  const at = (x: number) => ({ x, y });
  const curve = { from: at(0), c1: at(100), c2: at(200), to: at(300) };
  return { key, curve, half: 20, isUrgent, weight: 1 };
};

describe('Room for names and signs', () => {
  it('shows every name that has room', () => {
    expect([...shareRoom([circle('a', 0), circle('b', 200)], [], 1).names]).toEqual(['a', 'b']);
  });

  it('leaves the name to the larger one where there is room for one', () => {
    expect([...shareRoom([circle('small', 0, 1), circle('large', 60, 9)], [], 1).names]).toEqual(['large']);
  });

  it('moves a sign along its line, so that it covers no other', () => {
    const { signs } = shareRoom([], [line('a', 0), line('b', 10)], 1);
    expect(signs.get('a')).toBe(0.5);
    expect(Math.abs((signs.get('b') ?? 0.5) - 0.5)).toBeGreaterThan(0.05);
  });

  it('keeps signs off the instances', () => {
    const { signs } = shareRoom([circle('a', 150)], [line('b', 0)], 1);
    expect(signs.get('b')).not.toBe(0.5);
  });

  it('shows nothing but trouble when one is far away', () => {
    const { signs } = shareRoom([], [line('well', 0), line('failing', 200, true)], 2);
    expect([...signs.keys()]).toEqual(['failing']);
  });

  it('draws names larger the further away one is, up to a limit', () => {
    expect(scaleAt(1.5)).toBe(1);
    expect(scaleAt(0.43)).toBeCloseTo(2);
    expect(scaleAt(0.1)).toBe(2.4);
  });
});
