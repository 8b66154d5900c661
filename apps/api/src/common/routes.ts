import type { OpenAPIObject } from '@nestjs/swagger';

const verbs = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Which methods an address takes, so that the wrong one is told apart from the wrong address. */
export class RouteTable {
  private routes: readonly { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Filled once the document of the API is made. */
  fill(document: OpenAPIObject): void {
    this.routes = Object.entries(document.paths).map(([path, item]) => ({
      pattern: new RegExp(`^${path.replace(/[.*+?^$|()[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}/?$`),
      methods: verbs.filter((verb) => item[verb] !== undefined).map((verb) => verb.toUpperCase()),
    }));
  }

  /** Empty when nothing is at the address. */
  methodsAt(path: string): readonly string[] {
    return this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
  }
}
