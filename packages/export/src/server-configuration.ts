/** A server for which a policy can be exported. */
export type ServerName = "nginx" | "apache" | "caddy" | "haproxy" | "envoy";

/** A piece of configuration, and its place. */
export interface ConfigurationPart {
  /** The name of the part, such as `"http"`; unique within one export. */
  readonly name: string;
  /** The place for the part, as a phrase. */
  readonly place: string;
  /** The name of the file for the part. */
  readonly file: string;
  /** The text, with a comment at the top. */
  readonly content: string;
}

/** A file that a part refers to: a long list, or code. */
export interface DataFile {
  /** The name of the file. */
  readonly file: string;
  /** The purpose of the file, as a phrase. */
  readonly purpose: string;
  readonly content: string;
}

/** A policy as configuration for one server. */
export interface ServerConfiguration {
  readonly server: ServerName;
  /** In the order in which the server reads them. */
  readonly parts: readonly ConfigurationPart[];
  /** The files that the parts refer to. Put them in `ExportOptions.directory`. */
  readonly files: readonly DataFile[];
}
