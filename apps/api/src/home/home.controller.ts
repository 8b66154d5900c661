import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../auth/session.guard';

const page = `<!doctype html>
<html lang="zh"><meta charset="utf-8"><title>直补 Zhibu</title>
<body style="font-family:system-ui,sans-serif;max-width:40rem;margin:4rem auto;line-height:1.6">
<h1>直补 Zhibu</h1>
<p>补贴直达个人的事件溯源工作流引擎。<br>An event-sourced workflow engine that pays subsidies straight to the person.</p>
<p><a href="/docs">接口说明 / API documentation</a> · <a href="/openapi.json">openapi.json</a> · <a href="/api/v1/health/ready">运行状况 / health</a></p>
</body></html>
`;

/** What a browser finds at the root. */
@ApiExcludeController()
@Open()
@Controller()
export class HomeController {
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  home(): string {
    return page;
  }
}
