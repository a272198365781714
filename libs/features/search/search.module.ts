import { Module } from '@nestjs/common';
import { SearchController } from './search.controller';
import { SearchQuery } from './search.query';

@Module({ controllers: [SearchController], providers: [SearchQuery] })
export class SearchApiModule {}
