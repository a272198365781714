// npm run feature <name>: the folder of a new feature with a controller, a service and a test, ready to be filled.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [name] = process.argv.slice(2);
if (!name || !/^[a-z]+(-[a-z]+)*$/.test(name)) {
  process.stderr.write('Usage: npm run feature <name>, in kebab-case, such as release-notes\n');
  process.exit(1);
}
const folder = join('libs/features', name);
if (existsSync(folder)) {
  process.stderr.write(`${folder} is there already.\n`);
  process.exit(1);
}
const Name = name.replace(/(^|-)([a-z])/g, (_match, _dash, letter) => letter.toUpperCase());
const title = name.replaceAll('-', ' ');
const files = {
  [`${name}.view.ts`]: `import { ApiProperty } from '@nestjs/swagger';

/** What callers see of ${title}. */
export class ${Name}View {
  @ApiProperty({ example: 'hello' })
  message: string;
}
`,
  [`${name}.service.ts`]: `import { Injectable } from '@nestjs/common';
import type { ${Name}View } from './${name}.view';

@Injectable()
export class ${Name}Service {
  get(): ${Name}View {
    return { message: 'hello' };
  }
}
`,
  [`${name}.service.spec.ts`]: `import { ${Name}Service } from './${name}.service';

describe('${title}', () => {
  it('says hello', () => {
    expect(new ${Name}Service().get()).toEqual({ message: 'hello' });
  });
});
`,
  [`${name}.controller.ts`]: `import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/http';
import { ${Name}Service } from './${name}.service';
import { ${Name}View } from './${name}.view';

@ApiTags('${Name}')
@Controller('${name}')
export class ${Name}Controller {
  constructor(private readonly service: ${Name}Service) {}

  @Get()
  @ApiOperation({ summary: 'Get ${title}' })
  @ApiProblems()
  get(): ${Name}View {
    return this.service.get();
  }
}
`,
  [`${name}.module.ts`]: `import { Module } from '@nestjs/common';
import { ${Name}Controller } from './${name}.controller';
import { ${Name}Service } from './${name}.service';

@Module({ controllers: [${Name}Controller], providers: [${Name}Service] })
export class ${Name}ApiModule {}
`,
  'index.ts': `export { ${Name}ApiModule } from './${name}.module';\n`,
};
mkdirSync(folder);
for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
process.stdout.write(`${folder} is ready. Next:
  1. add ${Name}ApiModule to API_FEATURES in apps/api/src/api.module.ts (and a worker module to apps/worker/src/worker.module.ts)
  2. give it its place in FEATURE_ORDER of .dependency-cruiser.cjs
  3. npm run openapi && npm run api:types, then apps/web/src/features/${name}
`);
