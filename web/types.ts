// What the API gives, as far as the pages use it. The whole of it is printed by `waymark describe typescript`.
export interface List<T> { items: T[]; next: string | null }
export interface Named { id: number; name: string }

export interface Person {
  id: number; name: string; email: string; title: string | null; department: string | null; manager_id: number | null;
  hired_on: string | null; left_on: string | null; zone: string; language: string | null; work_days: string;
  work_from: number; work_until: number; work_with_me: string | null; skills: string[]; version: number;
}
export interface Contact { id: number; person_id: number; topic: string; medium: string; address: string; hours: string | null; version: number }
export interface Load { active: number; limit: number; over: boolean }
export interface PersonPage extends Person {
  roles: string[]; manager: Named | null; teams: { team_id: number; name: string; role: string }[]; contact_points: Contact[];
  reports: number; load: Load; can: string[];
}
export interface Me extends PersonPage {
  organisation: { name: string; zone: string }; has_password: boolean; counts: { owed: number; waiting: number };
}
export interface Team { id: number; name: string; purpose: string | null; parent_id: number | null; closed_on: string | null; version: number }
export interface TeamPage extends Team { parents: Named[]; leads: Named[]; members: number; teams: number; can: string[] }
export interface Member { id: number; team_id: number; person_id: number; name: string; title: string | null; role: 'lead' | 'member' }

export type Level = 'organisation' | 'team' | 'person';
export type State = 'draft' | 'proposed' | 'active' | 'closed';
export type Confidence = 'on_track' | 'at_risk' | 'off_track';
export type Pace = 'on_pace' | 'behind' | 'well_behind';
export type Outcome = 'achieved' | 'partly' | 'missed' | 'dropped';
export type Kind = 'number' | 'percent' | 'currency' | 'done' | 'milestones' | 'rubric';

export interface Goal {
  id: number; title: string; why: string | null; leaves_out: string | null; level: Level; state: State; owner_id: number; owner_name: string;
  started_by: number; started_by_name: string; supporter_id: number | null; supporter_name: string | null; supporter_chosen: boolean;
  team_id: number | null; team_name: string | null; period_id: number | null; starts_on: string; due_on: string; priority: number;
  counts_serving: boolean; serves: number[]; score: number | null; expected_score: number | null; pace: Pace | null; confidence: Confidence | null;
  stale: boolean; serves_nothing: boolean; children: number; waits_for: number | null; waits_for_name: string | null; waits_until: string | null;
  accepted_at: string | null; answered: 'answered' | 'not_yet_answered' | null; last_checkin_on: string | null; checkin_due_at: string | null;
  activated_at: string | null; closed_at: string | null; outcome: Outcome | null; closing_reason: string | null; closing_score: number | null;
  closing_score_original: number | null; version: number;
}
export interface Criterion {
  id: number; goal_id: number; statement: string; kind: Kind; unit: string | null; start: number | null; good: number | null; excellent: number | null;
  good_means: string | null; excellent_means: string | null; milestones: string[]; weight: number; value: number | null; value_on: string | null;
  score: number; original_start: number | null; original_good: number | null; original_excellent: number | null; version: number;
}
export interface Step { id: number; text: string; due_on: string | null; done: boolean; done_at: string | null; version: number }
export type AnswerKind = 'aligned' | 'question' | 'suggestion' | 'offer';
export interface Answer {
  id: number; goal_id: number; person_id: number; person_name: string; answer: AnswerKind; text: string | null; created_at: string;
  reply: string | null; replied_at: string | null;
}
export interface GoalPage extends Goal {
  criteria: Criterion[]; steps: Step[]; answers: Answer[]; serves_goals: { id: number; title: string; state: State; score: number | null; level: Level }[];
  can: string[]; notes: string[];
}
export interface Why { chain: Goal[]; also: { goal_id: number; serves: { id: number; title: string } }[]; mission: { id: number; text: string } | null; serves_nothing: boolean }
export interface Checkin {
  id: number; goal_id: number; person_id: number; person_name: string; checked_on: string; confidence: Confidence; moved: string | null; next: string | null;
  in_the_way: string | null; corrects_id: number | null; corrected_by: number | null; score: number | null;
  values: { criterion_id: number; value: number; score: number }[]; created_at: string;
}
export interface Change { id: number; person_id: number; person_name: string; reason: string; created_at: string; before: Record<string, unknown>; after: Record<string, unknown> }
export interface HomeLine {
  kind: 'check_in' | 'accept' | 'reply' | 'draft' | 'answer' | 'acceptance'; goal_id: number; title: string; person_id: number; person_name: string;
  since: string | null; until: string | null; usually_answers_in_hours: number | null;
}
export interface HomeChange { event_id: number; type: string; at: string; goal_id: number; title: string; person_id: number | null; person_name: string | null; reason: string | null }
export interface Home { owe: HomeLine[]; owe_count: number; waits_for_me: HomeLine[]; waits_count: number; i_wait_for: HomeLine[]; changed: HomeChange[]; looked_at: string | null; load: Load }
export interface Find { kind: 'goal' | 'person' | 'team'; id: number; title: string; detail: string | null }
export interface Mission { id: number | null; text: string | null; author_name: string | null; created_at: string | null; reason: string | null }
export interface Framework {
  id: number; rhythm_days: number; grace_days: number; active_goal_limit: number; pace_on: number; pace_behind: number; answer_days: number;
  good_words: string; excellent_words: string; reason: string | null; created_at: string;
}
export interface Period { id: number; name: string; drafting_on: string; starts_on: string; ends_on: string; reviewing_until: string; version: number }
export interface Session { id: number; created_at: string; used_at: string; expires_at: string; current: boolean }
export interface Token { id: number; name: string; scope: string; created_at: string; used_at: string | null; expires_at: string; secret: string | null }
