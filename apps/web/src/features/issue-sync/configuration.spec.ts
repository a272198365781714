import { toSettings, toValues, usesAdvanced } from './configuration';

describe('the configuration of an issue sync in the form', () => {
  it('starts with the defaults of the contract', () => {
    expect(toSettings(toValues(null))).toMatchObject({
      enabled: true,
      sync_interval_minutes: 15,
      on_source_note_deleted: 'keep',
      on_target_modified: 'overwrite',
      on_target_deleted: 'recreate',
      reconcile_interval_hours: 24,
      realtime: false,
      label_rules: [],
      user_mapping: {},
    });
  });

  it('drops lines that are empty, and the @ that people type before names', () => {
    const settings = toSettings({
      ...toValues(null),
      label_rules: [
        { from: ' type::bug ', to: 'bug' },
        { from: 'internal', to: ' ' },
        { from: '', to: 'x' },
      ],
      user_mapping: [
        { source: '@alice', target: 'a.smith' },
        { source: 'bob', target: '' },
      ],
    });
    expect(settings.label_rules).toEqual([
      { from: 'type::bug', to: 'bug' },
      { from: 'internal', to: null },
    ]);
    expect(settings.user_mapping).toEqual({ alice: 'a.smith' });
  });

  it('sends a day as the start of it, and empty texts as none', () => {
    const { filters } = toSettings({ ...toValues(null), created_after: '2026-02-01', milestone: ' ' });
    expect(filters).toMatchObject({ created_after: '2026-02-01T00:00:00Z', milestone: null, confidential: 'any' });
  });

  it('knows when the advanced part matters', () => {
    expect(usesAdvanced(toValues(null))).toBe(false);
    expect(usesAdvanced({ ...toValues(null), labels_any: ['bug'] })).toBe(true);
    expect(usesAdvanced({ ...toValues(null), sync_comments: false })).toBe(false);
  });
});
