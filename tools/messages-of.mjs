// The messages that a source of the interface says: the literals in its calls of t() and tx(). Shared by what checks the catalogues
// and by what cuts them for each part of the bundle.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What `file` says: [{ message, line }]. `message` is null where it is not written out in the call. */
export function messagesOf(file) {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false, kind);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && ['t', 'tx'].includes(node.expression.text)) {
      const [message] = node.arguments;
      const line = source.getLineAndCharacterOfPosition(node.expression.getStart(source)).line + 1;
      found.push({ line, message: message && ts.isStringLiteralLike(message) ? message.text : null });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
