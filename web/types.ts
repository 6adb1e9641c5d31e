// What the pages use of the API's own types (api-types.ts, printed by `waymark describe typescript`), and the whole pages that some
// addresses give: a resource with what stands around it.
import type * as api from './api-types';

export type { Answer, Care, Changeover, Checkin, ContactPoint as Contact, Criterion, Demonstration, Find, Framework, FrameworkPreview, Goal, GoalChange, HomeLine, Import, ImportLine, ImportObstacle, ImportUndoing, Invitation, Invitations, Mission, Notice, Page as List, Period, Person, Session, Step, Team, TeamMember as Member, Token, Work } from './api-types';
export type { AgendaItem, CalendarFeed, Meeting, MeetingAction, MeetingChanges, MeetingGoal, MeetingSeries, MeetingTimeOffer, MeetingTimes } from './api-types';

export type { Isolation, IsolationFigures } from './api-types';
export type { MediumAdvice, RaisedItem, RaiseFigures } from './api-types';
export type { Forecast, ForecastHeld as Held, ForecastHeldStep as HeldStep } from './api-types';
export type { Absence, GoalRhythm, NearChange, NoticeSettings, Plan, Unsubscription, Webhook } from './api-types';

export type Level = api.Goal['level'];
export type State = api.Goal['state'];
export type Confidence = NonNullable<api.Goal['confidence']>;
export type Pace = NonNullable<api.Goal['pace']>;
export type Outcome = NonNullable<api.Goal['outcome']>;
export type Kind = api.Criterion['kind'];
export type Medium = api.RaisedItem['chosen'];
export type HeldLevel = api.ForecastHeld['level'];
export type HeldStage = api.ForecastHeld['stage'];
export type AnswerKind = api.Answer['answer'];

export interface Named { id: number; name: string }
export interface Load { active: number; limit: number; over: boolean }

export interface PersonPage extends api.Person {
  roles: string[]; manager: Named | null; stand_in: Named | null; away: { until: string; stand_in: Named | null } | null; teams: { team_id: number; name: string; role: string }[]; contact_points: api.ContactPoint[];
  reports: number; load: Load; can: string[];
}
export interface Me extends PersonPage { organisation: { name: string; zone: string; demonstration: boolean }; has_password: boolean; counts: { owed: number; waiting: number; notices: number } }
export interface TeamPage extends api.Team { parents: Named[]; leads: Named[]; members: number; teams: number; active_goals: number; can: string[] }
export interface GoalPage extends api.Goal {
  criteria: api.Criterion[]; steps: api.Step[]; answers: api.Answer[]; serves_goals: Pick<api.Goal, 'id' | 'title' | 'state' | 'score' | 'level'>[];
  can: string[]; notes: string[];
}
export type { Barrier, BarrierFit, BarrierHelper, HelpReason, Introduction } from './api-types';
export type BarrierKind = api.Barrier['kind'];
export type BarrierState = api.Barrier['state'];
export interface BarrierTurn {
  person_id: number; person_name: string; given_by: number | null; given_by_name: string | null; reason: string | null; given_at: string; accepted_at: string | null;
  promised_on: string | null; promise: api.Barrier['promise']; ended_at: string | null; ended: string | null;
}
export interface BarrierPage extends api.Barrier { turns: BarrierTurn[]; introductions: api.Introduction[]; can: string[] }
export type { Need } from './api-types';
export type NeedState = api.Need['state'];
export type Together = NonNullable<api.Criterion['together']>;
export interface NeedAct { act: string; person_id: number | null; person_name: string | null; words: string | null; due_on: string | null; at: string }
export interface NeedPage extends api.Need { way: NeedAct[]; can: string[] }
export interface Why { chain: api.Goal[]; also: { goal_id: number; serves: { id: number; title: string } }[]; mission: { id: number; text: string } | null; serves_nothing: boolean }
export interface Change extends Omit<api.GoalChange, 'before' | 'after'> { before: Record<string, unknown>; after: Record<string, unknown> }
export interface Home extends api.Home { load: Load }
export type MapNode = api.GoalMapNode;
export interface GoalMap extends api.GoalMap { mission: { id: number; text: string } | null }
export interface Attendee extends Named { zone: string }
export interface Beside { id: number; starts_at: string; state: api.Meeting['state'] }
export interface SeriesPage extends api.MeetingSeries { people: Attendee[]; next_id: number | null }
export interface MeetingPage extends api.Meeting {
  private_notes: string | null; series: api.MeetingSeries; people: Attendee[]; agenda: api.AgendaItem[]; talked_about: api.AgendaItem[]; actions: api.MeetingAction[];
  before: Beside | null; after: Beside | null;
}
