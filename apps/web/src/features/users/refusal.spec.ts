import { refusalFor } from './refusal';

describe('refusalFor', () => {
  it.each([
    ['viewer', 'viewer', true],
    ['viewer', 'operator', false],
    ['operator', 'operator', true],
    ['operator', 'admin', false],
    ['admin', 'operator', true],
    ['admin', 'admin', true],
  ] as const)('%s for what needs %s: %p', (role, needed, may) => {
    expect(refusalFor(role, needed).disabled ?? false).toBe(!may);
  });

  it('says which role is missing', () => {
    expect(refusalFor('viewer', 'admin').title).toBe('This needs the role Administrator: ask an administrator.');
  });

  it('disables nothing while it is not known who it is', () => {
    expect(refusalFor(undefined, 'admin')).toEqual({});
  });

  it('answers with the same object, so that rows that get it need not render again', () => {
    expect(refusalFor('viewer', 'operator')).toBe(refusalFor('viewer', 'operator'));
    expect(refusalFor('admin', 'operator')).toBe(refusalFor('operator', 'viewer'));
  });
});
