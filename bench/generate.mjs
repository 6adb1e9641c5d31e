// An organisation of any size as SQL: leaders in a tree four levels deep, each of the lowest with eight people and a team; five
// goals for everybody, each serving the same-numbered goal of the manager; five check-ins on each. Texts are real ones: the
// titles of ../shared/data (or the extract in tests/data), so that search has words to find.
import * as data from '../tests/lib/data.js';

export const REPORTS = 8, GOALS = 5, CHECKINS = 5;
const WEEKS = 12, HELD = 4; // of meetings
const DAY = 86400000;
const day = (now, days) => new Date(now + days * DAY).toISOString().slice(0, 10);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const folded = (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

// Who leads whom: people 1 ... leaders are the tree, those from `lowest` on have reports that lead nobody.
export function shape(people) {
  for (let span = 2; ; span++) {
    const leaders = Math.max(2, Math.round(people / (1 + REPORTS * (1 - 1 / span))));
    const four = 1 + span + span ** 2 + span ** 3 + span ** 4;
    if (four < leaders) continue;
    const lowest = Math.floor((leaders - 2) / span) + 2;
    return { people, span, leaders, lowest, teams: leaders - lowest + 1 };
  }
}

function words() {
  const titles = data.okrs().rows.map((row) => row.text.replaceAll(/\s+/g, ' ').trim().slice(0, 200)).filter((text) => text.length > 8);
  const rows = titles.map((title, i) => {
    const key = folded(title);
    return `(${i}, ${quoted(title)}, ${quoted(key)}, ${quoted(key.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim())})`;
  });
  const inserts = [];
  for (let i = 0; i < rows.length; i += 200) inserts.push(`INSERT INTO bench_titles VALUES ${rows.slice(i, i + 200).join(',')};`);
  return { n: rows.length, titles, sql: `CREATE TABLE bench_titles (i BIGINT PRIMARY KEY, title TEXT, key TEXT, words TEXT);\n${inserts.join('\n')}` };
}

const GIVEN = 'Mia Noah Zoë Emil Ada Jürgen Chidi Ngozi Aiko Søren'.split(' ');
const FAMILY = "Okafor Müller O'Brien Nakamura Smith García Lindqvist Haddad Ivanova Nguyen".split(' ');
const TOPICS = 'Billing Access Laptops Travel Contracts Testing Releases Hiring Security Translations'.split(' ');
const pick = (list, by) => `CASE ${by} % ${list.length} ${list.map((text, i) => `WHEN ${i} THEN ${quoted(text)}`).join(' ')} END`;

// The statements, in order, as { title, sql }.
export function statements(people, { postgres, now }) {
  const s = shape(people);
  const titles = words();
  // The number i of 1 ... n, named as its table: the one thing for which the databases have different words.
  const series = (n, name = 'n') => (postgres ? `generate_series(1, ${n}) AS ${name}(i)` : `(SELECT value AS i FROM generate_series(1, ${n})) AS ${name}`);
  const div = (a, b) => `((${a}) / ${b})`;
  const manager = (i) => `CASE WHEN ${i} = 1 THEN NULL WHEN ${i} <= ${s.leaders} THEN ${div(`${i} - 2`, s.span)} + 1 `
    + `ELSE ${s.lowest} + (${i} - ${s.leaders} - 1) % ${s.teams} END`;
  const team = (i) => `CASE WHEN ${i} <= ${s.leaders} THEN ${i} - ${s.lowest} + 1 ELSE (${i} - ${s.leaders} - 1) % ${s.teams} + 1 END`;
  const name = `${pick(GIVEN, 'i')} || ' ' || ${pick(FAMILY, div('i', 10))} || ' ' || i`;
  const nameFolded = `${pick(GIVEN.map(folded), 'i')} || ' ' || ${pick(FAMILY.map(folded), div('i', 10))} || ' ' || i`;
  const array = (text) => (postgres ? `array_to_tsvector(ARRAY(SELECT DISTINCT unnest(string_to_array(${text}, ' '))))` : text);
  const goalOf = (person, k) => `((${person}) - 1) * ${GOALS} + ${k}`;
  // Goal i of 1 ... people * GOALS as (i, n, k): the k-th goal of the person n, in the order of their ids, as they would have come.
  const each = `FROM (SELECT i, ${div('i - 1', GOALS)} + 1 AS n, (i - 1) % ${GOALS} + 1 AS k FROM ${series(people * GOALS)}) AS g`;
  const put = (table, columns, from) => ({ title: table, sql: `INSERT INTO ${table} (${columns}) SELECT ${from};` });
  // The first goal of the lowest leaders counts what serves it.
  const counts = `CASE WHEN g.k = 1 AND g.n >= ${s.lowest} AND g.n <= ${s.leaders} THEN 1 ELSE 0 END`;
  const checkedOn = `CASE j ${[1, 2, 3, 4, 5].map((j) => `WHEN ${j} THEN '${day(now, (j - 6) * 13 + 11)}'`).join(' ')} END`;
  const plannedOn = `CASE w.i ${Array.from({ length: WEEKS }, (_, i) => `WHEN ${i + 1} THEN '${day(now, 7 * (i + 1) - 29)}'`).join(' ')} END`;
  const at = (j) => `${now - 66 * DAY} + ${j} * CAST(${13 * DAY} AS BIGINT)`;
  return [
    { title: 'words', sql: titles.sql },
    put('people', 'id, name, name_folded, email, title, manager_id, zone, created_at',
      `i, ${name}, ${nameFolded}, 'p' || i || '@bench.example', 'Engineer', ${manager('i')}, 'Europe/Berlin', ${now - 400 * DAY} FROM ${series(people)} WHERE i > 1`),
    put('reporting_lines', 'person_id, manager_id, starts_on', `id, manager_id, '${day(now, -400)}' FROM people WHERE manager_id IS NOT NULL`),
    put('teams', 'id, name, name_folded, purpose, created_at', `i, 'Team ' || i, 'team ' || i, 'What team ' || i || ' is for', ${now} FROM ${series(s.teams)}`),
    put('team_members', 'team_id, person_id, role, starts_on',
      `${team('i')}, i, CASE WHEN i <= ${s.leaders} THEN 'lead' ELSE 'member' END, '${day(now, -400)}' FROM ${series(people)} WHERE i >= ${s.lowest}`),
    { title: 'reports', sql: 'CREATE TABLE bench_reports AS SELECT manager_id, count(*) AS n FROM people WHERE manager_id IS NOT NULL GROUP BY manager_id; CREATE INDEX bench_reports_by ON bench_reports (manager_id);' },
    put('goals', `id, title, title_key, why, level, state, owner_id, started_by, supporter_id, team_id, starts_on, due_on, priority, counts_serving, parents,
      children, open_children, serving_count, serving_sum, accepted_at, proposed_at, activated_at, confidence, score, last_checkin_on, checkin_due_at, stale_at, created_at`,
    `g.i, t.title || ' ' || g.n, t.key || ' ' || g.n, 'It serves what those who rely on us need.',
      CASE WHEN g.n = 1 THEN 'organisation' WHEN g.n <= ${s.leaders} THEN 'team' ELSE 'person' END, CASE WHEN g.k < 5 THEN 'active' ELSE 'closed' END, g.n, g.n,
      p.manager_id, CASE WHEN g.n < ${s.lowest} THEN NULL ELSE ${team('g.n')} END, '${day(now, -60)}', CASE WHEN g.k < 5 THEN '${day(now, 30)}' ELSE '${day(now, -1)}' END,
      g.k, ${counts}, CASE WHEN g.n = 1 THEN 0 ELSE 1 END, COALESCE(r.n, 0), CASE WHEN g.k < 5 THEN COALESCE(r.n, 0) ELSE 0 END, ${counts} * COALESCE(r.n, 0),
      ${counts} * COALESCE(r.n, 0) * 420000, ${now - 60 * DAY}, ${now - 60 * DAY}, ${now - 59 * DAY}, 'on_track', 420000,
      '${day(now, -2)}', CASE WHEN g.k < 5 THEN ${now + 5 * DAY} END, CASE WHEN g.k < 5 THEN ${now + 9 * DAY} END, ${now - 60 * DAY}
      ${each} JOIN bench_titles t ON t.i = (g.n * ${GOALS} + g.k) % ${titles.n} JOIN people p ON p.id = g.n LEFT JOIN bench_reports r ON r.manager_id = g.n`),
    put('goal_parents', 'goal_id, parent_id, position', `g.i, ${goalOf('p.manager_id', 'g.k')}, 0 ${each} JOIN people p ON p.id = g.n WHERE g.n > 1`),
    put('criteria', `goal_id, position, statement, kind, unit, start, good, excellent, weight, original_start, original_good, original_excellent, original_weight,
      value, value_on, score, created_at`,
    `g.id, c.i, 'Answers within a day, of ' || c.i || ' kinds', 'number', 'answers', 20000000, 40000000, 50000000, 1000000, 20000000, 40000000, 50000000, 1000000,
      32000000, '${day(now, -2)}', 420000, ${now - 60 * DAY} FROM goals g CROSS JOIN ${series(2, 'c')}`),
    put('checkins', 'id, goal_id, person_id, checked_on, confidence, moved, next, score, created_at',
      `(g.id - 1) * ${CHECKINS} + j.i, g.id, g.owner_id, ${checkedOn.replace('CASE j', 'CASE j.i')}, 'on_track', 'Two of the larger customers answered.', 'Ask the others.',
      j.i * 84000, ${at('j.i')} FROM goals g CROSS JOIN ${series(CHECKINS, 'j')}`),
    put('checkin_values', 'checkin_id, criterion_id, value, score',
      `c.id, k.id, 20000000 + ((c.id - 1) % ${CHECKINS} + 1) * 2400000, ((c.id - 1) % ${CHECKINS} + 1) * 84000 FROM checkins c JOIN criteria k ON k.goal_id = c.goal_id`),
    put('events', 'at, type, subject, subject_id, goal_id, person_id, actor_id, new',
      `created_at, 'goal.created', 'goal', id, id, owner_id, owner_id, '{"title":"as it was"}' FROM goals`),
    put('events', 'at, type, subject, subject_id, goal_id, person_id, actor_id, new',
      `created_at, 'checkin.created', 'checkin', id, goal_id, person_id, person_id, '{"confidence":"on_track","moved":"Two of the larger customers answered."}' FROM checkins`),
    put('notices', 'person_id, kind, act, at, actor_id, goal_id', `owner_id, 'goal_changed', CAST(id AS TEXT), ${now - DAY}, supporter_id, id FROM goals WHERE supporter_id IS NOT NULL`),
    // A weekly meeting of each team and a one-to-one of each of its members with the lead, four weeks back and eight ahead.
    put('meeting_series', 'id, kind, team_id, organiser_id, rrule, zone, starts_on, starts_minute, minutes, made_until, uid, created_at',
      `i, 'team', i, ${s.lowest} + i - 1, 'FREQ=WEEKLY', 'Europe/Berlin', '${day(now, -28)}', 600, 30, '${day(now, 56)}', 'team-' || i, ${now - 190 * DAY} FROM ${series(s.teams)}`),
    put('meeting_series', 'id, kind, pair_low, pair_high, organiser_id, rrule, zone, starts_on, starts_minute, minutes, made_until, uid, created_at',
      `id + ${s.teams}, 'pair', manager_id, id, manager_id, 'FREQ=WEEKLY', 'Europe/Berlin', '${day(now, -28)}', 660, 30, '${day(now, 56)}', 'pair-' || id, ${now - 190 * DAY} FROM people WHERE id > ${s.leaders}`),
    put('meeting_people', 'series_id, person_id, joined_at', `id, pair_low, created_at FROM meeting_series WHERE pair_low IS NOT NULL`),
    put('meeting_people', 'series_id, person_id, joined_at', `id, pair_high, created_at FROM meeting_series WHERE pair_low IS NOT NULL`),
    put('meetings', 'series_id, schedule, planned_on, starts_at, minutes, state, created_at, changed_at',
      `s.id, 1, ${plannedOn}, ${now - 29 * DAY} + w.i * CAST(${7 * DAY} AS BIGINT) + s.starts_minute * 60000, 30, CASE WHEN w.i <= ${HELD} THEN 'held' ELSE 'planned' END, s.created_at, s.created_at
       FROM meeting_series s CROSS JOIN ${series(WEEKS, 'w')}`),
    put('agenda_items', 'series_id, position, text, goal_id, added_by, created_at', `s.id, k.i, 'What keeps us from the next step?', ${goalOf('s.organiser_id', 'k.i')}, s.organiser_id, s.created_at
       FROM meeting_series s CROSS JOIN ${series(3, 'k')}`),
    put('meeting_actions', 'series_id, meeting_id, text, owner_id, added_by, created_at', `s.id, (s.id - 1) * ${WEEKS} + ${HELD}, 'Ask the others', s.organiser_id, s.organiser_id, s.created_at FROM meeting_series s`),
    // What is in the way of one goal in fifty, asked of whoever supports it.
    put('barriers', 'id, goal_id, text, kind, importance, urgency, state, asked_id, asked_at, rises_at, created_at',
      `id, id, 'We wait for access to the test system.', 'waiting', 'high', 'low', 'open', supporter_id, ${now - DAY}, ${now + 9 * DAY}, ${now - DAY} FROM goals WHERE id % 50 = 1 AND supporter_id IS NOT NULL`),
    put('barrier_turns', 'barrier_id, person_id, given_by, given_at', `b.id, b.asked_id, g.owner_id, b.created_at FROM barriers b JOIN goals g ON g.id = b.goal_id`),
    // What one goal in fifty needs of whoever supports it; some have been accepted.
    put('needs', 'id, goal_id, text, due_on, asked_by, person_id, state, ends_at, warns_at, answered_at, created_at',
      `id, id, 'The numbers of last year.', '${day(now, 9)}', owner_id, supporter_id, CASE WHEN id % 100 = 2 THEN 'accepted' ELSE 'asked' END, ${now + 10 * DAY}, ${now + 10 * DAY}, CASE WHEN id % 100 = 2 THEN ${now - DAY} END, ${now - 2 * DAY} FROM goals WHERE id % 50 = 2 AND supporter_id IS NOT NULL`),
    put('need_acts', 'need_id, person_id, act, due_on, at', `id, asked_by, 'asked', due_on, created_at FROM needs`),
    // Forecasts are made anew days from now, and people looked at: neither job works while pages are measured.
    put('goal_forecasts', 'goal_id, state, checkins, score, share, seen_on, good, excellent, low, middle, high, usual, uneven, given_on, refresh_on',
      `id, 'given', ${CHECKINS}, 420000, 650000, '${day(now, -2)}', 610000, 120000, 500000, 720000, 900000, 690000, 100000, '${day(now, -2)}', '${day(now, 5)}' FROM goals WHERE state = 'active'`),
    put('forecast_results', 'goal_id, stage, closed_at, good, excellent, base_good, base_excellent, pace, end_score',
      `g.id, f.i - 1, ${now - DAY}, 610000, 120000, 550000, 150000, 700000, 420000 FROM goals g CROSS JOIN ${series(3, 'f')} WHERE g.state = 'closed' AND g.id % 10 = 0`),
    put('isolation_looks', 'person_id, look_on, department', `id, CASE id % 3 ${[0, 1, 2].map((i) => `WHEN ${i} THEN '${day(now, 4 + i)}'`).join(' ')} END, '' FROM people`),
    { title: 'isolation_groups', sql: `INSERT INTO isolation_groups (department, people, alone, shown_people, shown_from) VALUES ('', ${people}, 0, ${people}, '${day(now, 0)}');` },
    // Each team says whom to ask about its own, and one person in ten about themselves.
    put('contact_points', 'id, person_id, team_id, topic, medium, address, created_at',
      `i, ${s.lowest} + i - 1, i, ${pick(TOPICS, 'i')} || ' of team ' || i, 'chat', 'team-' || i, ${now} FROM ${series(s.teams)}`),
    put('contact_points', 'id, person_id, topic, medium, address, created_at',
      `id + ${s.teams}, id, ${pick(TOPICS, 'id')} || ' with ' || id, 'chat', 'p' || id, ${now} FROM people WHERE id % 10 = 0`),
    put('search_topics', 'rowid, words', `id, ${array('lower(topic)')} FROM contact_points WHERE team_id IS NOT NULL`),
    put('search_contacts', 'rowid, words', `id, ${array('lower(topic)')} FROM contact_points WHERE team_id IS NULL`),
    put('search_goals', 'rowid, words', `g.id, ${array("t.words || ' ' || g.owner_id")} FROM goals g JOIN bench_titles t ON t.i = (g.owner_id * ${GOALS} + (g.id - 1) % ${GOALS} + 1) % ${titles.n}`),
    put('search_people', 'rowid, words', `id, ${array(`replace(name_folded, '''', ' ') || ' engineer team ' || (${team('id')})`)} FROM people WHERE id > 1`),
    put('search_teams', 'rowid, words', `id, ${array('name_folded')} FROM teams`),
    // As if all of this had been sealed long ago: the newest events carry seals, and the chain goes on from there.
    put('event_seals', 'seq, event_id, hash', "id, id, 'generated' FROM events WHERE id > (SELECT MAX(id) FROM events) - 10000 AND id NOT IN (SELECT event_id FROM event_seals)"),
    { title: 'chain', sql: "UPDATE event_chain SET seq = (SELECT MAX(seq) FROM event_seals), hash = 'generated', whole_to = (SELECT MAX(event_id) - 10000 FROM event_seals);" },
  ];
}

// Searches that find something: two neighbouring words of a real title each.
export function searches(n) {
  const found = [];
  for (const title of words().titles) {
    const long = folded(title).split(/[^\p{L}]+/u).filter((word) => word.length > 4);
    if (long.length > 2 && found.length < n * 7) found.push(`${long[0]} ${long[1]}`);
  }
  return found.filter((_, i) => i % 7 === 0);
}

// Searches that fill their page in the smallest organisation too: words that one title in fifty has.
export function frequentSearches() {
  const { titles } = words(), counts = new Map();
  for (const title of titles) for (const word of new Set(folded(title).split(/[^\p{L}]+/u))) if (word.length > 4) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].filter(([, n]) => n >= titles.length / 50).toSorted((a, b) => a[1] - b[1]).slice(0, 16).map(([word]) => word);
}
