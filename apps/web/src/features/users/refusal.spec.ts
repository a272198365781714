import { refusalFor, type Thing } from './refusal';

const OPERATING: Thing[] = ['mirrors', 'issue sync', 'followed groups', 'group defaults', 'schedules', 'runs'];
const MANAGING: Thing[] = ['pairs', 'instances', 'group tokens', 'configuration', 'notifications', 'users'];

describe('refusalFor', () => {
  it.each(OPERATING)('an operator may change %s, a viewer may not', (thing) => {
    expect(refusalFor('viewer', thing)).toEqual({
      disabled: true,
      title: 'This needs the role Operator: ask an administrator.',
    });
    expect(refusalFor('operator', thing)).toEqual({});
    expect(refusalFor('admin', thing)).toEqual({});
  });

  it.each(MANAGING)('only an administrator may change %s', (thing) => {
    expect(refusalFor('viewer', thing).disabled).toBe(true);
    expect(refusalFor('operator', thing)).toEqual({
      disabled: true,
      title: 'This needs the role Administrator: ask an administrator.',
    });
    expect(refusalFor('admin', thing)).toEqual({});
  });

  it('disables nothing while it is not known who it is', () => {
    expect(refusalFor(undefined, 'users')).toEqual({});
  });

  it('answers with the same object, so that rows that get it need not render again', () => {
    expect(refusalFor('viewer', 'mirrors')).toBe(refusalFor('viewer', 'runs'));
    expect(refusalFor('admin', 'mirrors')).toBe(refusalFor('operator', 'schedules'));
  });
});
