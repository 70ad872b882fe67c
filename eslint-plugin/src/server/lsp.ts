/** All that we use of the Language Server Protocol's library. In what is published it is bundled into this module, so that nobody installs it. */
export {
  CodeActionKind,
  createConnection,
  DiagnosticSeverity,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  ExecuteCommandRequest,
  FileChangeType,
  MarkupKind,
  ProposedFeatures,
  TextDocuments,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
export { TextDocument } from "vscode-languageserver-textdocument";
export type {
  CodeAction,
  Connection,
  Diagnostic,
  DiagnosticRelatedInformation,
  Hover,
  InitializeParams,
  InitializeResult,
  Position,
  Range,
  TextEdit,
} from "vscode-languageserver/node";
