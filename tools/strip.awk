# For the checks: code(line) is the line without comments and without what stands in strings. Call it for every line in
# order, and strip_new_file() before the first.
function strip_new_file() { in_comment = 0 }
function code(line,    out, c, two, quote, i, n) {
    n = length(line)
    for (i = 1; i <= n; i++) {
        c = substr(line, i, 1)
        two = substr(line, i, 2)
        if (in_comment) {
            if (two == "*/") { in_comment = 0; i++ }
        } else if (quote != "") {
            if (c == "\\") i++
            else if (c == quote) { quote = ""; out = out c }
        } else if (two == "/*") {
            in_comment = 1
            i++
        } else if (two == "//") {
            break
        } else {
            if (c == "\"" || c == "'") quote = c
            out = out c
        }
    }
    return out
}
