import {
  ancestors,
  effectiveSettings,
  NO_OVERRIDES,
  SETTING_NAMES,
  valuesOf,
  type MirrorSettings,
  type SettingName,
  type SettingOrigin,
  type SettingOverrides,
  type SettingSources,
} from './mirror-settings';

const PAIR: MirrorSettings = {
  mirrorDirection: 'pull',
  mirrorProtectedBranches: true,
  mirrorOverwriteDiverged: false,
  mirrorTriggerBuilds: false,
  onlyMirrorProtectedBranches: false,
  mirrorBranchRegex: null,
  mirrorUserId: null,
};

const OTHER: MirrorSettings = {
  mirrorDirection: 'push',
  mirrorProtectedBranches: false,
  mirrorOverwriteDiverged: true,
  mirrorTriggerBuilds: true,
  onlyMirrorProtectedBranches: true,
  mirrorBranchRegex: '^main$',
  mirrorUserId: 7,
};

const group = (groupPath: string, says: Partial<SettingOverrides>) => ({ ...NO_OVERRIDES, ...says, groupPath });

const resolve = (over: Partial<Omit<SettingSources, 'mirror'>> & { mirror?: Partial<SettingOverrides> }) =>
  effectiveSettings({
    groups: [],
    pair: PAIR,
    sourceProjectPath: 'platform/core/api',
    targetProjectPath: 'backup/platform/api',
    ...over,
    mirror: { ...NO_OVERRIDES, ...over.mirror },
  });

const fromGroup = (groupPath: string): SettingOrigin => ({ level: 'group', groupPath });

describe('ancestors', () => {
  it.each([
    ['a', []],
    ['a/b', ['a']],
    ['a/b/c/d', ['a/b/c', 'a/b', 'a']],
  ])('of %s are %j', (path, expected) => expect(ancestors(path)).toEqual(expected));
});

describe('effective settings', () => {
  describe.each(SETTING_NAMES)('%s', (name: SettingName) => {
    const says = { [name]: OTHER[name] };

    it("is the pair's when nothing else is said", () => {
      expect(resolve({})[name]).toEqual({ value: PAIR[name], origin: { level: 'pair' } });
    });

    it('is the default of a group of the source', () => {
      expect(resolve({ groups: [group('platform', says)] })[name]).toEqual({
        value: OTHER[name],
        origin: fromGroup('platform'),
      });
    });

    it('is the default of a group of the target', () => {
      expect(resolve({ groups: [group('backup', says)] })[name]).toEqual({
        value: OTHER[name],
        origin: fromGroup('backup'),
      });
    });

    it("is the mirror's own before any group", () => {
      const groups = [group('platform/core', { [name]: PAIR[name] })];
      expect(resolve({ groups, mirror: says })[name]).toEqual({ value: OTHER[name], origin: { level: 'mirror' } });
    });
  });

  it.each<[string, { groupPath: string; value: boolean }[], boolean, SettingOrigin]>([
    [
      'the nearest group of the source wins',
      [
        { groupPath: 'platform', value: false },
        { groupPath: 'platform/core', value: true },
      ],
      true,
      fromGroup('platform/core'),
    ],
    [
      'the order in which defaults are stored means nothing',
      [
        { groupPath: 'platform/core', value: true },
        { groupPath: 'platform', value: false },
      ],
      true,
      fromGroup('platform/core'),
    ],
    [
      'a far group of the source goes before a near one of the target',
      [
        { groupPath: 'backup/platform', value: true },
        { groupPath: 'platform', value: false },
      ],
      false,
      fromGroup('platform'),
    ],
    [
      "the nearest group of the target wins among the target's",
      [
        { groupPath: 'backup', value: false },
        { groupPath: 'backup/platform', value: true },
      ],
      true,
      fromGroup('backup/platform'),
    ],
    [
      "GitLab's paths don't tell upper from lower case",
      [{ groupPath: 'Platform/Core', value: true }],
      true,
      fromGroup('Platform/Core'),
    ],
    ['groups of other projects mean nothing', [{ groupPath: 'plat', value: true }], false, { level: 'pair' }],
    ["a project's own path is no group", [{ groupPath: 'platform/core/api', value: true }], false, { level: 'pair' }],
    ['false in a group overrides as well', [{ groupPath: 'platform', value: false }], false, fromGroup('platform')],
  ])('%s', (_name, defaults, value, origin) => {
    const groups = defaults.map((item) => group(item.groupPath, { mirrorOverwriteDiverged: item.value }));
    expect(resolve({ groups }).mirrorOverwriteDiverged).toEqual({ value, origin });
  });

  it('resolves each setting by itself: a group that is silent lets the next one speak', () => {
    const settings = resolve({
      groups: [
        group('platform/core', { mirrorTriggerBuilds: true }),
        group('platform', { mirrorTriggerBuilds: false, mirrorOverwriteDiverged: true }),
      ],
    });
    expect(settings.mirrorTriggerBuilds).toEqual({ value: true, origin: fromGroup('platform/core') });
    expect(settings.mirrorOverwriteDiverged).toEqual({ value: true, origin: fromGroup('platform') });
  });

  it('false on the mirror overrides true of the pair', () => {
    const settings = resolve({
      pair: { ...PAIR, mirrorOverwriteDiverged: true },
      mirror: { mirrorOverwriteDiverged: false },
    });
    expect(settings.mirrorOverwriteDiverged).toEqual({ value: false, origin: { level: 'mirror' } });
  });

  it("an empty regex on the mirror takes the default's filter away", () => {
    const settings = resolve({ pair: { ...PAIR, mirrorBranchRegex: '^main$' }, mirror: { mirrorBranchRegex: '' } });
    expect(settings.mirrorBranchRegex).toEqual({ value: null, origin: { level: 'mirror' } });
  });

  describe('only protected branches and a regex exclude each other', () => {
    const values = (...args: Parameters<typeof resolve>) => {
      const { onlyMirrorProtectedBranches: only, mirrorBranchRegex: regex } = valuesOf(resolve(...args));
      return [only, regex];
    };

    it('the more specific one stays: a regex on the mirror against protected-only of the pair', () => {
      const pair = { ...PAIR, onlyMirrorProtectedBranches: true };
      expect(values({ pair, mirror: { mirrorBranchRegex: '^v' } })).toEqual([false, '^v']);
    });

    it('the more specific one stays: protected-only on the mirror against a regex of a group', () => {
      const groups = [group('platform', { mirrorBranchRegex: '^v' })];
      expect(values({ groups, mirror: { onlyMirrorProtectedBranches: true } })).toEqual([true, null]);
    });

    it('protected-only stays when both are said in the same place', () => {
      const groups = [group('platform', { mirrorBranchRegex: '^v', onlyMirrorProtectedBranches: true })];
      expect(values({ groups })).toEqual([true, null]);
    });

    it('a regex stays when protected-only is off', () => {
      const pair = { ...PAIR, mirrorBranchRegex: '^v' };
      expect(values({ pair, mirror: { onlyMirrorProtectedBranches: false } })).toEqual([false, '^v']);
    });
  });
});
