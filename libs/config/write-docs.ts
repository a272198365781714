import { writeFileSync } from 'node:fs';
import { configurationReference, exampleEnvironment } from './documentation';

writeFileSync('docs/configuration.md', configurationReference());
writeFileSync('.env.example', exampleEnvironment());
