// The palette: a few letters lead to any page, goal, person or team, and to the common acts. What waits for me and where I was come first.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { get, patch, Problem, put, query } from '../api';
import { language, languages, t, type Language } from '../lang';
import { clock, day } from '../format';
import { recent, type Place } from '../places';
import { did, go, loadMe, me, open, say, setTheme, signOut, theme, themes, themeWords } from '../state';
import type { Contact, Find, Goal, Home, HomeLine, List } from '../types';
import { mediumWords } from '../words';
import { Dialog } from './dialog';

/** `more`: a second line. `fill`: puts these words into the field instead of leaving. */
interface Entry { key: string; word: string; what: string; more?: string; fill?: string; run: () => void }

const FINDS_MOST = 8, CONTACTS_MOST = 3, RAISE_MOST = 3, SEARCH_AFTER_MS = 120;
const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Every word that was typed begins a word of the text. */
function fits(text: string, typed: string): boolean {
  const words = folded(text).split(/[^\p{L}\p{N}]+/u);
  return folded(typed).split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

/** Does something and says how it went. */
async function tell(work: () => Promise<unknown>, thanks: string): Promise<void> {
  try {
    await work();
    say(thanks);
  } catch (e) {
    const problem = e instanceof Problem ? e : new Problem(0, String(e));
    say([problem.message, problem.faults[0]?.detail].filter(Boolean).join(' '), true);
  }
}

// ---- what there is ----

const to = (path: string, word: string, what = t('Go')): Entry => ({ key: path, word, what, run: () => go(path) });
const act = (key: string, word: string, run: () => void): Entry => ({ key, word, what: t('Do'), run });

const names: Record<Language, string> = { en: 'English', de: 'Deutsch', 'en-XA': 'Pseudo' };
const read = (l: Language): Entry => act(`language${l}`, t('Read Waymark in {language}', { language: names[l] }), () => void tell(async () => {
  await patch(`/people/${me.value!.id}`, { language: l }, me.value!.version);
  await loadMe();
}, t('Saved.')));

/** What people operations do. */
const operations = (): Entry[] => (me.value!.roles.includes('people_operations') ? [
  to('/import', t('Bring people in from a file'), t('Do')), to('/invitations', t('Invite people'), t('Do')),
  to('/care', t('What needs care: people and goals')),
] : []);

const fixed = (): Entry[] => [
  to('/goals/new', t('Write a new goal'), t('Do')), to('/meetings/new', t('Plan a meeting'), t('Do')), to('/meetings', t('Meetings')), to('/', t('Home')), to('/goals', t('Goals, as a tree')), to('/goals?view=mine', t('My goals')),
  to('/barriers', t('Barriers: where I can help')), to('/needs', t('Needs: what others need from me')),
  to('/goals?view=list', t('All goals, as a list')), to('/people', t('People')), to('/people?view=teams', t('Teams')),
  to(`/people/${me.value!.id}`, t('My page, as others see it')), to('/account', t('My account')), to('/framework', t('Framework and mission')), to('/periods', t('Periods')), to('/raise', t('Raise something with somebody'), t('Do')), asking(), to('/raised', t('What was raised')), to('/forecast', t('How forecasts have held')),
  ...operations(),
  ...themes.filter((x) => x !== theme.value).map((x) => act(`theme${x}`, t('Look: {theme}', { theme: themeWords[x] }), () => setTheme(x))),
  ...languages.filter((l) => l !== language() && l !== 'en-XA').map(read),
  act('keys', t('Keys'), () => { open({ show: 'keys' }); }),
  act('out', t('Sign out'), () => void signOut()),
];

const checkIn = (goal: Goal): Entry => act(`in${goal.id}`, t('Check in: {title}', { title: goal.title }), () => { open({ show: 'check-in', goal: goal.id }); });

/** What Home says that waits for me. Check-ins come from my goals, due or not. */
function waiting(line: HomeLine): Entry[] {
  const { title, goal_id: id } = line, there = `/goals/${id}`;
  switch (line.kind) {
    case 'answer':
    case 'accept': return [{ ...to(there, t('Answer: {title}', { title }), t('Do')), key: `answer${id}` }];
    case 'take': return [{ ...to(there, t('Answer: {title}', { title }), t('Do')), key: `take${id}` }];
    case 'reply': return [{ ...to(there, t('Reply: {title}', { title }), t('Do')), key: `reply${id}` }];
    case 'draft': return [
      { ...to(`${there}/edit`, t('Go on: {title}', { title }), t('Do')), key: `draft${id}` },
      act(`propose${id}`, t('Propose: {title}', { title }), () => void tell(async () => {
        go(there); // where one sees what is missing, when something is
        await put(`${there}/proposal`);
        did();
      }, t('Proposed.'))),
    ];
    default: return [];
  }
}

const kinds = (): Record<Find['kind'], [string, string]> => ({ goal: ['goals', t('Goal')], person: ['people', t('Person')], team: ['teams', t('Team')] });
const found = (find: Find): Entry => to(`/${kinds()[find.kind][0]}/${find.id}`, find.title, kinds()[find.kind][1]);
const been = ({ path, title }: Place): Entry => ({ ...to(path, title, t('Recently')), key: `recent${path}` });

interface Found { words: string; finds: Find[]; contacts: Contact[] }

const items = <T,>(path: string): Promise<T[]> => get<List<T>>(path).then((l) => l.items, () => []);

/** What the server finds for these words, a moment after the last key and all at once: nothing comes in between later. What comes late is dropped. */
function useFound(words: string, topic: string | null): Found {
  const [found, setFound] = useState<Found>({ words: '', finds: [], contacts: [] });
  const asked = topic ?? words;
  useEffect(() => {
    if (asked.length < 2) { setFound({ words, finds: [], contacts: [] }); return undefined; }
    let current = true;
    const timer = setTimeout(async () => {
      const [finds, contacts] = await Promise.all([
        topic === null ? items<Find>(`/search${query({ q: words, limit: FINDS_MOST })}`) : [],
        items<Contact>(`/contact-points${query({ q: asked, limit: topic === null ? CONTACTS_MOST : FINDS_MOST })}`)]);
      if (current) setFound({ words, finds, contacts });
    }, SEARCH_AFTER_MS);
    return () => { current = false; clearTimeout(timer); };
  }, [words]);
  return found;
}

/** My acts of just now: they come when the palette is there already. */
function useMine(): Entry[] {
  const [goals, setGoals] = useState<Goal[]>([]), [lines, setLines] = useState<HomeLine[]>([]);
  useEffect(() => {
    get<List<Goal>>(`/goals${query({ owner_id: me.value!.id, state: 'active', sort: 'priority' })}`).then((l) => setGoals(l.items), () => undefined);
    get<Home>('/home').then((h) => setLines([...h.owe, ...h.waits_for_me]), () => undefined);
  }, []);
  return [...goals.map(checkIn), ...lines.flatMap(waiting)];
}

// ---- whom do I ask? ----

/** The topic, when a question for whom to ask was begun; null otherwise. */
function topicOf(typed: string): string | null {
  const text = folded(typed).replace(/[?\s]+$/, '');
  const begun = t('whom do I ask about|who do I ask about|ask about').split('|').map(folded).find((words) => text.startsWith(words));
  return begun === undefined ? null : text.slice(begun.length).trim();
}

const asking = (): Entry => ({ ...act('ask', t('Whom do I ask about …?'), () => undefined), fill: `${t('Whom do I ask about')} ` });

/** To the person at this contact point; while they are away to who stands in; to the team when nobody is named any more. */
function answered(c: Contact): Entry {
  const instead = c.ask_id !== null && c.ask_id !== c.person_id;
  const path = c.ask_id === null ? `/teams/${c.team_id}#contact-${c.id}` : `/people/${c.ask_id}${instead ? '' : `#contact-${c.id}`}`;
  const how = c.ask_id === null ? t('{name} has left; somebody else is to be named', { name: c.person_name })
    : instead ? c.away_until ? t('{name} is away until {day}: ask {other}', { name: c.person_name, day: day(c.away_until), other: c.ask_name! }) : t('{name} has left: ask {other}', { name: c.person_name, other: c.ask_name! })
      : c.away_until ? t('{name}, away until {day}', { name: c.person_name, day: day(c.away_until) }) : c.person_name;
  const more = [how, c.team_name, instead ? c.ask_email : c.ask_id && `${mediumWords[c.medium]}: ${c.address}`, !instead && c.hours, c.ask_zone && c.ask_zone !== me.value!.zone && t('there {time}', { time: clock(c.ask_zone) })];
  return { ...to(path, c.topic, t('Ask')), key: `contact${c.id}`, more: more.filter(Boolean).join(' · ') };
}

const raising = (c: Contact): Entry => ({ ...to(`/raise${query({ with: c.ask_id })}`, t('Raise something with {name}', { name: c.ask_name! }), t('Do')), key: `raise${c.ask_id}` });

/** Each once, with who can be asked next to it. */
function toRaise(contacts: Contact[]): Entry[] {
  const some = contacts.filter((c, i) => c.ask_id && c.ask_id !== me.value!.id && contacts.findIndex((x) => x.ask_id === c.ask_id) === i);
  return some.slice(0, RAISE_MOST).map(raising);
}

// ---- the palette ----

export function Palette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState(''), [chosen, setChosen] = useState('');
  const list = useRef<HTMLUListElement>(null);
  const typed = words.trim(), topic = topicOf(typed), mine = useMine(), answer = useFound(typed, topic);
  const entries = useMemo(() => {
    if (!typed) return [...recent().map(been), ...mine, ...fixed()];
    const contacts = answer.contacts.map(answered);
    if (topic !== null) return [...contacts, ...toRaise(answer.contacts)];
    const here = [...mine, ...fixed()].filter((e) => fits(e.word, typed));
    const there = [...answer.finds.map(found), ...contacts];
    return [...here, ...there.filter((e) => answer.words === typed || fits(e.word, typed))]; // until the answer comes, of the last one what still fits
  }, [typed, answer, mine.length]);
  const place = Math.max(0, entries.findIndex((e) => e.key === chosen)); // by its key: what comes later does not move the choice
  useEffect(() => { list.current?.children[place]?.scrollIntoView({ block: 'nearest' }); }, [place]);
  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    if (entry.fill) { setWords(entry.fill); setChosen(''); return; }
    onClose();
    entry.run();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) setChosen(entries[(place + step + entries.length) % entries.length]?.key ?? '');
    else if (e.key === 'Enter') run(entries[place]);
    else return;
    e.preventDefault();
  };
  return (
    <Dialog label={t('Go or do')} place="top" onClose={onClose}>
      <div class="palette">
        <input type="text" role="combobox" aria-label={t('Where to, or what?')} placeholder={t('Where to, or what?')} autocomplete="off"
          aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" aria-activedescendant={entries[place] && `palette-${place}`}
          value={words} onInput={(e) => { setWords(e.currentTarget.value); setChosen(''); }} onKeyDown={onKeyDown} />
        <ul id="palette-list" role="listbox" aria-label={t('Places and acts')} ref={list}>
          {entries.map((e, i) => (
            <li key={e.key} id={`palette-${i}`} role="option" aria-selected={i === place} onClick={() => run(e)} onPointerMove={() => setChosen(e.key)}>
              <span>{e.word}{e.more && <small>{e.more}</small>}</span><span class="meta">{e.what}</span>
            </li>
          ))}
        </ul>
        {entries.length === 0 && <p class="hint">{topic === null ? t('Nothing fits. Try the beginning of a name or of a title.') : topic ? t('Nobody is named for this. Try another word for it.') : t('Type a topic, as in “invoices”.')}</p>}
      </div>
    </Dialog>
  );
}
