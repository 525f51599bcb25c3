import { Agent, request } from 'node:https';

/** How to reach the API server; plain data, so that it can be handed to a test's process. */
export interface Connection {
  readonly port: number;
  readonly token: string;
  readonly certificate: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export class Client {
  private readonly agent: Agent;

  constructor(private readonly connection: Connection) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 12, ca: connection.certificate });
  }

  /** A connection that breaks (an idle one, or one on which the server fails) is tried once more. */
  async request(method: string, path: string, body?: string, type?: string): Promise<Answer> {
    try {
      return await this.send(method, path, body, type);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ECONNRESET') throw error;
      return this.send(method, path, body, type);
    }
  }

  private send(method: string, path: string, body?: string, type = 'application/json'): Promise<Answer> {
    const headers = {
      Authorization: `Bearer ${this.connection.token}`,
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }),
    };
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.connection.port, method, path, headers, agent: this.agent };
      const sent = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** As `request`, where anything but success is an error. */
  async expect<T>(method: string, path: string, body?: string, type?: string): Promise<T> {
    const { status, text } = await this.request(method, path, body, type);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  }

  close(): void {
    this.agent.destroy();
  }
}
