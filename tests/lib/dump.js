// Everything that a server's database holds, as text: two dumps differ when something has changed. Left out is what moves by
// itself: the seals of events, the words of people, what forecasts learn and who was looked at, which jobs make in their own time, and
// when a token or session was last used.

const MOVES_BY_ITSELF = new Set(['event_seals', 'event_chain', 'people_to_index', 'contact_points_to_index', 'schema_migrations', 'forecast_bases', 'isolation_looks', 'isolation_groups']);
const WITHOUT_USE = {
  sessions: 'id, person_id, hash, created_at, expires_at',
  tokens: 'id, person_id, hash, name, scope, created_at, expires_at',
};

function tables(server) {
  const names = server.postgres
    ? server.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1")
    : server.sql("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1");
  // An FTS table keeps its insides in tables named after it.
  const all = names.split('\n');
  const searched = all.filter((name) => /^search_[a-z]+$/.test(name));
  return all.filter((name) => !MOVES_BY_ITSELF.has(name) && !searched.some((s) => name.startsWith(`${s}_`)));
}

export function dump(server) {
  server.dumpTables ??= tables(server);
  const selects = server.dumpTables.map((name) => {
    const columns = WITHOUT_USE[name] ?? (name.startsWith('search_') ? 'rowid, words' : '*');
    return `SELECT '== ${name}'; SELECT ${columns} FROM ${name} ORDER BY 1, 2;`;
  });
  return server.sql(selects.join(' '));
}

// The lines in which two dumps differ: for the message of a failing test.
export function differences(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return [...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`), ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`)].join('\n');
}
