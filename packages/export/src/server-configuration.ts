/** A server that a policy can be exported to. */
export type ServerName = "nginx" | "apache" | "caddy" | "haproxy" | "envoy";

/** A piece of configuration with the place that it belongs to. */
export interface ConfigurationPart {
  /** The purpose of the part, like `"http"`; unique within one export. */
  readonly name: string;
  /** Where the part belongs, as a sentence. */
  readonly place: string;
  /** The name of the file to write the part to. */
  readonly file: string;
  /** The text, with a comment on top. */
  readonly content: string;
}

/** A file that a part refers to: a long list, or code. */
export interface DataFile {
  /** The name of the file. */
  readonly file: string;
  /** The purpose of the file, as a sentence. */
  readonly purpose: string;
  readonly content: string;
}

/** A policy as configuration of one server. */
export interface ServerConfiguration {
  readonly server: ServerName;
  /** In the order in which the server reads them. */
  readonly parts: readonly ConfigurationPart[];
  /** The files that the parts refer to. They belong into `ExportOptions.directory`. */
  readonly files: readonly DataFile[];
}
