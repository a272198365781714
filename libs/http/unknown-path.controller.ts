import { All, Controller, NotFoundException, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request } from 'express';

/** Whatever no other controller knows; so that the login is asked for there, too. */
@ApiExcludeController()
@Controller()
export class UnknownPathController {
  @All('*path')
  refuse(@Req() { method, path }: Request): never {
    throw new NotFoundException(`There is no ${method} ${path}`);
  }
}
