import { withLab } from '../bench-lab';
import { atMost, type BenchCase } from '../measure';
import { MB, memoryOf } from '../memory';

const FILE_MB = 1024;

export const issueLargeFile: BenchCase = {
  name: 'issue-large-file',
  long: true,
  run({ scale }) {
    const megabytes = Math.ceil(FILE_MB * scale);
    const settings = { maxAttachmentBytes: (megabytes + 1) * MB };
    return withLab({ environment: { MAX_ATTACHMENT_MB: String(megabytes) } }, async (lab) => {
      await lab.target.ask('set', settings);
      const small = await lab.source.ask('fileIssue', 'platform/small', 64 * 1024);
      const large = await lab.source.ask('fileIssue', 'platform/large', megabytes * MB);
      // What the first sync of a process loads is no part of the file.
      await lab.finished(
        await lab.triggerIssueSync(await lab.issueSync(small, await lab.target.ask('project', 'c/small'))),
      );
      const config = await lab.issueSync(large, await lab.target.ask('project', 'c/large'));
      const { before, most } = await memoryOf(async () => lab.finished(await lab.triggerIssueSync(config)));
      const [arrived] = await lab.target.ask('fileSizes', 'c/large');
      if (arrived !== megabytes * MB) throw new Error(`The file arrived with ${arrived} bytes.`);
      return [
        {
          work: `an attachment of ${megabytes} MB: growth of memory (RSS)`,
          measured: (most - before) / MB,
          unit: `MB (from ${Math.round(before / MB)} to ${Math.round(most / MB)})`,
          limit: atMost(64),
        },
      ];
    });
  },
};
