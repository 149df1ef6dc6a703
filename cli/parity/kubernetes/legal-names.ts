import { legalName } from '../../../importer/project/service';
import type { Findings, Question } from '../probe/question';
import type { Side } from '../side';

/** A side whose services have legal names where Kubernetes does not allow those of the Compose file, such as `Order_API`. */
export class LegalNames implements Side {
  public readonly name: Side['name'];
  public readonly entry: Side['entry'];
  public readonly reactionTime: Side['reactionTime'];

  constructor(private readonly side: Side) {
    ({ name: this.name, entry: this.entry, reactionTime: this.reactionTime } = side);
  }

  /** The findings have the names of the question. */
  public async inspect(service: string, question: Question): Promise<Findings> {
    const { endpoints = [] } = question;
    const legal = endpoints.map(legalEndpoint);
    const found = await this.side.inspect(legalName(service), { ...question, endpoints: legal });
    const named = endpoints.map((endpoint) => [endpoint, found.endpoints[legalEndpoint(endpoint)]] as const);
    return {
      ...found,
      endpoints: Object.fromEntries(named.flatMap(([name, each]) => (each ? [[name, each]] : []))),
    };
  }

  public imageOf(service: string): Promise<string> {
    return this.side.imageOf(legalName(service));
  }

  public exposureOf(service: string): ReturnType<Side['exposureOf']> {
    return this.side.exposureOf(legalName(service));
  }

  public restartsOf(service: string): Promise<number> {
    return this.side.restartsOf(legalName(service));
  }

  public stop(service: string): Promise<void> {
    return this.side.stop(legalName(service));
  }

  public start(service: string): Promise<void> {
    return this.side.start(legalName(service));
  }

  public terminate(service: string): Promise<number | undefined> {
    return this.side.terminate(legalName(service));
  }
}

/** `Order_API:80` as `order-api:80`. */
function legalEndpoint(endpoint: string): string {
  return endpoint.replace(/^[^:]+/, legalName);
}
