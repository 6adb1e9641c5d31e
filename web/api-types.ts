/* Printed by `waymark describe typescript`; do not edit. */

/** "2026-11-24", a day without a zone. */
export type CalendarDay = string;

/** "2026-11-24T09:30:00.000Z", RFC 3339 in UTC. */
export type Instant = string;

/** A page of a list; `next` is the cursor of the next one, null on the last. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** What every reply that is not 2XX holds (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  fields?: { field: string; detail: string }[];
}

/** Days on which a person is away. Why is not asked. */
export interface Absence {
  /** The absence's number. */
  id: number;
  /** Who is away. */
  person_id: number;
  /** The first day. */
  starts_on: CalendarDay;
  /** The last day. */
  ends_on: CalendarDay;
  /** Who stands in meanwhile. */
  stand_in_id: number | null;
  /** Their name. */
  stand_in_name: string | null;
  /** When it was noted. */
  created_at: Instant;
}

/** Days on which a person is away. Why is not asked. */
export interface AbsenceCreate {
  /** The first day. */
  starts_on: CalendarDay;
  /** The last day. */
  ends_on: CalendarDay;
  /** Who stands in meanwhile. */
  stand_in_id?: number | null;
}

/** Something to talk about, on the agenda of a series of meetings. */
export interface AgendaItem {
  /** The item's number. */
  id: number;
  /** The series on whose agenda it is. */
  series_id: number;
  /** Its place; the others make room. Last unless told. */
  position: number;
  /** What to talk about. */
  text: string;
  /** The goal that it is about. */
  goal_id: number | null;
  /** Its title. */
  goal_title: string | null;
  /** Who put it there. */
  added_by: number;
  /** Their name. */
  added_by_name: string;
  /** It has been talked about. */
  done: boolean;
  /** When that was noted. */
  done_at: Instant | null;
  /** In which meeting. */
  done_in: number | null;
  /** When it was put there. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Something to talk about, on the agenda of a series of meetings. */
export interface AgendaItemCreate {
  /** Its place; the others make room. Last unless told. */
  position?: number;
  /** What to talk about. */
  text: string;
  /** The goal that it is about. */
  goal_id?: number | null;
  /** It has been talked about. */
  done?: boolean;
}

/** Something to talk about, on the agenda of a series of meetings. */
export interface AgendaItemPatch {
  /** Its place; the others make room. Last unless told. */
  position?: number;
  /** What to talk about. */
  text?: string;
  /** It has been talked about. */
  done?: boolean;
}

/** What a supporter says to a goal, and the owner's reply. */
export interface Answer {
  /** The answer's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** Who answered. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** What it is. */
  answer: "aligned" | "question" | "suggestion" | "offer";
  /** In words; a question and a suggestion need them. */
  text: string | null;
  /** The check-in of this goal that it speaks of; null: of the goal. */
  checkin_id: number | null;
  /** Since when it was waited for; null: nobody waited. */
  asked_at: Instant | null;
  /** When it was given. */
  created_at: Instant;
  /** The owner's reply. */
  reply: string | null;
  /** When the owner replied. */
  replied_at: Instant | null;
  /** Grows with each change. */
  version: number;
}

/** What a supporter says to a goal, and the owner's reply. */
export interface AnswerCreate {
  /** What it is. */
  answer: "aligned" | "question" | "suggestion" | "offer";
  /** In words; a question and a suggestion need them. */
  text?: string | null;
  /** The check-in of this goal that it speaks of; null: of the goal. */
  checkin_id?: number | null;
}

/** The owner's reply to an answer. */
export interface AnswerReplyCreate {
  /** The reply. */
  text: string;
}

/** Something in the way of an active goal. */
export interface Barrier {
  /** The barrier's number. */
  id: number;
  /** The goal in whose way it is. */
  goal_id: number;
  /** Its title. */
  goal_title: string;
  /** Whose goal it is: the barrier is theirs. */
  owner_id: number;
  /** Their name. */
  owner_name: string;
  /** The criterion it stands in the way of; null: all. */
  criterion_id: number | null;
  /** The check-in that told it first. */
  checkin_id: number | null;
  /** What is in the way. */
  text: string;
  /** What kind: I wait for somebody, a decision, priorities in conflict, time, knowledge, equipment, money, agreement, something else. */
  kind: "waiting" | "decision" | "priorities" | "time" | "knowledge" | "equipment" | "money" | "agreement" | "other";
  /** How much it matters. */
  importance: "low" | "high";
  /** How soon it matters. */
  urgency: "low" | "high";
  /** Open; helped: somebody works on it; lifted; unliftable: it cannot be lifted; gone with its goal. */
  state: "open" | "helped" | "lifted" | "unliftable" | "gone";
  /** Whom it is asked of, and who helps once it is helped. The goal's supporter unless told. */
  asked_id: number | null;
  /** Their name. */
  asked_name: string | null;
  /** Since when it is with them. */
  asked_at: Instant | null;
  /** When it goes to the next person unless somebody takes it up. */
  rises_at: Instant | null;
  /** When it went to the next person; it does so once. */
  risen_at: Instant | null;
  /** Until when help is promised; told to its owner and the helper alone. */
  promised_on: CalendarDay | null;
  /** How it stands with that promise; told to the same two. */
  promise: "open" | "late" | "kept" | "missed" | null;
  /** When it ended. */
  ended_at: Instant | null;
  /** Who ended it. */
  ended_by: number | null;
  /** Their name. */
  ended_by_name: string | null;
  /** What helped, or why it cannot be lifted. */
  ended_text: string | null;
  /** Since when it is in the way. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Taking a barrier up. */
export interface BarrierAcceptanceCreate {
  /** Until when I mean to have helped. */
  promised_on: CalendarDay;
}

/** Something in the way of an active goal. */
export interface BarrierCreate {
  /** The criterion it stands in the way of; null: all. */
  criterion_id?: number | null;
  /** The check-in that told it first. */
  checkin_id?: number | null;
  /** What is in the way. */
  text: string;
  /** What kind: I wait for somebody, a decision, priorities in conflict, time, knowledge, equipment, money, agreement, something else. */
  kind: "waiting" | "decision" | "priorities" | "time" | "knowledge" | "equipment" | "money" | "agreement" | "other";
  /** How much it matters. */
  importance: "low" | "high";
  /** How soon it matters. */
  urgency: "low" | "high";
  /** Whom it is asked of, and who helps once it is helped. The goal's supporter unless told. */
  asked_id?: number | null;
}

/** The end of a barrier. */
export interface BarrierEndingCreate {
  /** It is lifted, or it cannot be lifted. */
  outcome: "lifted" | "unliftable";
  /** What helped; or why it cannot be lifted, which needs words. */
  text?: string | null;
}

/** An open barrier where I may be able to help. */
export interface BarrierFit {
  /** The barrier. */
  barrier: Barrier;
  /** Why I may be able to help. */
  reasons: HelpReason[];
}

/** Handing a barrier on. */
export interface BarrierHandingCreate {
  /** Who is asked from now on. */
  person_id: number;
  /** Why they. */
  reason: string;
}

/** Somebody who may be able to help with a barrier. */
export interface BarrierHelper {
  /** Who may be able to help. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** What they do. */
  person_title: string | null;
  /** Why. */
  reasons: HelpReason[];
}

/** Something in the way of an active goal. */
export interface BarrierPatch {
  /** The criterion it stands in the way of; null: all. */
  criterion_id?: number | null;
  /** What is in the way. */
  text?: string;
  /** What kind: I wait for somebody, a decision, priorities in conflict, time, knowledge, equipment, money, agreement, something else. */
  kind?: "waiting" | "decision" | "priorities" | "time" | "knowledge" | "equipment" | "money" | "agreement" | "other";
  /** How much it matters. */
  importance?: "low" | "high";
  /** How soon it matters. */
  urgency?: "low" | "high";
}

/** The secret address of my calendar. */
export interface CalendarFeed {
  /** The secret address; shown when it is made. */
  url: string | null;
  /** When it was made; null: there is none. */
  created_at: Instant | null;
}

/** What people operations look after. Counts end at 1,001, which says: more than 1,000. */
export interface Care {
  /** Active goals that serve no other goal. */
  serves_nothing: number;
  /** Active goals without a recent check-in. */
  stale: number;
  /** People without an open goal. */
  without_goals: number;
  /** People without a contact point. */
  without_contact_points: number;
  /** Contact points whose person or stand-in has left. */
  loose_contact_points: number;
  /** People without a line manager. */
  without_manager: number;
  /** People who have never signed in and have no invitation that works. */
  never_invited: number;
  /** People who have an invitation and have not come yet. */
  invited: number;
  /** First step: the mission is written. */
  mission: boolean;
  /** First step: there is a period that has not ended. */
  period: boolean;
  /** First step: the framework has been fitted (it works as it comes). */
  framework: boolean;
  /** First step: there is more than one person. */
  people: boolean;
  /** First step: somebody else has been invited, or has come in. */
  came_in: boolean;
  /** First step: a goal of the organisation is active. */
  organisation_goal: boolean;
}

/** A contact point that is new or ends. */
export interface ChangedContactPoint {
  /** For what. */
  topic: string;
  /** How. */
  medium: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where. */
  address: string;
  /** Is new; else it ends. */
  adds: boolean;
}

/** A team joined or left. */
export interface ChangedTeam {
  /** The team. */
  team_id: number;
  /** Its name. */
  name: string;
  /** Joins it; else leaves it. */
  joins: boolean;
}

/** A joiner, a mover or a leaver, as one act. Lists end at 200. */
export interface Changeover {
  /** The number of a planned one. */
  id: number | null;
  /** What happens. */
  kind: "joins" | "moves" | "leaves";
  /** Only says what would happen. */
  dry_run: boolean;
  /** A joiner's first day, the day of a move, or a leaver's last; today unless told. On a later day it is planned: kept, and carried out on that day of the organisation (a leaver's when it has ended). */
  day: CalendarDay | null;
  /** Who it is about; of a joiner once they are in. */
  person_id: number | null;
  /** Their name. */
  person_name: string | null;
  /** Of a joiner: their name as they write it. */
  name: string | null;
  /** Of a joiner: their e-mail address. */
  email: string | null;
  /** Of a joiner: their time zone; the organisation's unless told. */
  zone: string | null;
  /** Of a joiner: the language they like to read. */
  language: string | null;
  /** Of a joiner: make a link with which they come in. */
  invite: boolean;
  /** Of a joiner or mover: the line manager from then on; null for none. */
  manager_id: number | null;
  /** Of a joiner or mover: what their work is called then. */
  title: string | null;
  /** Of a joiner or mover: their department then. */
  department: string | null;
  /** Of a joiner or mover: teams to join. */
  joins: number[];
  /** Of a mover: teams to leave. */
  leaves: number[];
  /** Of a joiner or mover: where they can be reached from then on, for what. */
  contact_points: NewContactPoint[];
  /** Of a mover: contact points that no longer hold. */
  ends_contact_points: number[];
  /** Goals that go to somebody, each to whom. */
  goals: HandedGoal[];
  /** Of a leaver: who gets all other open goals; their line manager unless told. */
  hand_over_to: number | null;
  /** Of a leaver: who supports those they supported; their line manager unless told. */
  reports_to: number | null;
  /** Of a leaver: who answers in their stead. */
  stand_in_id: number | null;
  /** Why goals are handed over. */
  reason: string | null;
  /** Goals that change hands. */
  handed: HandedGoal[];
  /** People who get another line manager. */
  moved: MovedPerson[];
  /** Teams joined and left. */
  teams: ChangedTeam[];
  /** Contact points that are new or end. */
  contacts: ChangedContactPoint[];
  /** Of a leaver: contact points for which they answered or stood in. Each goes to who stands in for it, else to stand_in_id. */
  topics: PassedOnTopic[];
  /** Who gets a notice, or sees it at Home because it concerns goals near theirs. */
  told: MovedPerson[];
  /** Of a joiner: the link with which they come in. Shown once. */
  link: string | null;
  /** Of a planned one: the fields that were told; the others stay as they are. */
  given: string[];
  /** Who planned it. */
  planned_by: number | null;
  /** Their name. */
  planned_by_name: string | null;
  /** What kept it from being carried out on its day; it waits to be changed or called off. */
  why: string | null;
  /** Of a planned one; for If-Match. */
  version: number | null;
}

/** A joiner, a mover or a leaver, as one act. Lists end at 200. */
export interface ChangeoverCreate {
  /** What happens. */
  kind: "joins" | "moves" | "leaves";
  /** Only says what would happen. */
  dry_run?: boolean;
  /** A joiner's first day, the day of a move, or a leaver's last; today unless told. On a later day it is planned: kept, and carried out on that day of the organisation (a leaver's when it has ended). */
  day?: CalendarDay | null;
  /** Of a joiner: their name as they write it. */
  name?: string | null;
  /** Of a joiner: their e-mail address. */
  email?: string | null;
  /** Of a joiner: their time zone; the organisation's unless told. */
  zone?: string | null;
  /** Of a joiner: the language they like to read. */
  language?: string | null;
  /** Of a joiner: make a link with which they come in. */
  invite?: boolean;
  /** Of a joiner or mover: the line manager from then on; null for none. */
  manager_id?: number | null;
  /** Of a joiner or mover: what their work is called then. */
  title?: string | null;
  /** Of a joiner or mover: their department then. */
  department?: string | null;
  /** Of a joiner or mover: teams to join. */
  joins?: number[];
  /** Of a mover: teams to leave. */
  leaves?: number[];
  /** Of a joiner or mover: where they can be reached from then on, for what. */
  contact_points?: NewContactPointCreate[];
  /** Of a mover: contact points that no longer hold. */
  ends_contact_points?: number[];
  /** Goals that go to somebody, each to whom. */
  goals?: HandedGoalCreate[];
  /** Of a leaver: who gets all other open goals; their line manager unless told. */
  hand_over_to?: number | null;
  /** Of a leaver: who supports those they supported; their line manager unless told. */
  reports_to?: number | null;
  /** Of a leaver: who answers in their stead. */
  stand_in_id?: number | null;
  /** Why goals are handed over. */
  reason?: string | null;
}

/** What the owner says of a goal on a day. */
export interface Checkin {
  /** The check-in's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** Who checked in. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** The day it speaks of; today, where the owner is, unless told. */
  checked_on: CalendarDay;
  /** What the owner believes. */
  confidence: "on_track" | "at_risk" | "off_track";
  /** What moved. */
  moved: string | null;
  /** What is next. */
  next: string | null;
  /** What is in the way. */
  in_the_way: string | null;
  /** The check-in whose place it takes. */
  corrects_id: number | null;
  /** The check-in that took its place. */
  corrected_by: number | null;
  /** The goal's score with these values. */
  score: number | null;
  /** New values; a criterion that is left out stays as it was. */
  values: CheckinValue[];
  /** When it was written. */
  created_at: Instant;
}

/** What the owner says of a goal on a day. */
export interface CheckinCreate {
  /** The day it speaks of; today, where the owner is, unless told. */
  checked_on?: CalendarDay;
  /** What the owner believes. */
  confidence: "on_track" | "at_risk" | "off_track";
  /** What moved. */
  moved?: string | null;
  /** What is next. */
  next?: string | null;
  /** What is in the way. */
  in_the_way?: string | null;
  /** The check-in whose place it takes. */
  corrects_id?: number | null;
  /** New values; a criterion that is left out stays as it was. */
  values?: CheckinValueCreate[];
}

/** What a check-in says of one criterion. */
export interface CheckinValue {
  /** The criterion. */
  criterion_id: number;
  /** Where it stands; done and rubric: 0 not yet, 1 good, 2 excellent. */
  value: number;
  /** The score of that value then. */
  score: number;
}

/** What a check-in says of one criterion. */
export interface CheckinValueCreate {
  /** The criterion. */
  criterion_id: number;
  /** Where it stands; done and rubric: 0 not yet, 1 good, 2 excellent. */
  value: number;
}

/** Whom one asks about a topic, how and when, and who answers while they are away. */
export interface ContactPoint {
  /** The contact point's number. */
  id: number;
  /** Whom one asks; of a team's it can be changed. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** Whose it is, unless the person's own. */
  team_id: number | null;
  /** The team's name. */
  team_name: string | null;
  /** For what: "anything urgent", "invoices". */
  topic: string;
  /** How. */
  medium: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where: an address, a number, a name in the chat. */
  address: string;
  /** When, in words. */
  hours: string | null;
  /** Who answers instead while the person is away. */
  stand_in_id: number | null;
  /** Their name. */
  stand_in_name: string | null;
  /** Since when its person or its stand-in has left, so that somebody else is to be named. */
  loose_at: Instant | null;
  /** Whom to ask today: the person; while they are away who stands in, for this topic or for their absence; null when nobody of them is here any more. */
  ask_id: number | null;
  /** Their name. */
  ask_name: string | null;
  /** Their e-mail address: the address above is the person's, not the stand-in's. */
  ask_email: string | null;
  /** Their time zone. */
  ask_zone: string | null;
  /** The last day of the person's absence. */
  away_until: CalendarDay | null;
  /** The person has left. */
  left: boolean;
  /** When it was written down. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Whom one asks about a topic, how and when, and who answers while they are away. */
export interface ContactPointCreate {
  /** Whom one asks; of a team's it can be changed. */
  person_id?: number;
  /** For what: "anything urgent", "invoices". */
  topic: string;
  /** How. */
  medium: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where: an address, a number, a name in the chat. */
  address: string;
  /** When, in words. */
  hours?: string | null;
  /** Who answers instead while the person is away. */
  stand_in_id?: number | null;
}

/** Whom one asks about a topic, how and when, and who answers while they are away. */
export interface ContactPointPatch {
  /** Whom one asks; of a team's it can be changed. */
  person_id?: number;
  /** For what: "anything urgent", "invoices". */
  topic?: string;
  /** How. */
  medium?: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where: an address, a number, a name in the chat. */
  address?: string;
  /** When, in words. */
  hours?: string | null;
  /** Who answers instead while the person is away. */
  stand_in_id?: number | null;
}

/** How one sees that a goal has been reached: what good is, what excellent is. */
export interface Criterion {
  /** The criterion's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** Its place; last unless told. */
  position: number;
  /** What is measured or observed. */
  statement: string;
  /** How it is measured. */
  kind: "number" | "percent" | "currency" | "done" | "milestones" | "rubric";
  /** Of what the numbers speak: days, EUR. */
  unit: string | null;
  /** Where it stands at the start; 0 unless told. */
  start: number | null;
  /** What good is; a proposal needs it. */
  good: number | null;
  /** What excellent is; a proposal needs it. */
  excellent: number | null;
  /** Good in words; a rubric needs it. */
  good_means: string | null;
  /** Excellent in words; done and rubric need it. */
  excellent_means: string | null;
  /** The milestones in their order; good and excellent are counts of them. */
  milestones: string[];
  /** What it counts in the goal's score; 1 unless told. */
  weight: number;
  /** The newest value; done and rubric: 0 not yet, 1 good, 2 excellent. */
  value: number | null;
  /** The day of that value. */
  value_on: CalendarDay | null;
  /** 0 at the start, 0.7 good, 1 excellent, and on beyond. */
  score: number;
  /** The start when the goal became active. */
  original_start: number | null;
  /** Good when the goal became active. */
  original_good: number | null;
  /** Excellent when the goal became active. */
  original_excellent: number | null;
  /** The weight when the goal became active. */
  original_weight: number | null;
  /** Whether its owner does it alone or together with others; null: not said. */
  together: "alone" | "together" | null;
  /** When it was written down. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** What a change says of one criterion: what is left out stays. */
export interface CriterionChangeCreate {
  /** The criterion; left out for a new one. */
  id?: number;
  /** What is measured or observed. */
  statement?: string;
  /** How it is measured. */
  kind?: "number" | "percent" | "currency" | "done" | "milestones" | "rubric";
  /** Of what the numbers speak: days, EUR. */
  unit?: string | null;
  /** Where it stands at the start; 0 unless told. */
  start?: number | null;
  /** What good is; a proposal needs it. */
  good?: number | null;
  /** What excellent is; a proposal needs it. */
  excellent?: number | null;
  /** Good in words; a rubric needs it. */
  good_means?: string | null;
  /** Excellent in words; done and rubric need it. */
  excellent_means?: string | null;
  /** The milestones in their order; good and excellent are counts of them. */
  milestones?: string[] | null;
  /** What it counts in the goal's score; 1 unless told. */
  weight?: number;
  /** It no longer counts. */
  dropped?: boolean;
}

/** How one sees that a goal has been reached: what good is, what excellent is. */
export interface CriterionCreate {
  /** Its place; last unless told. */
  position?: number;
  /** What is measured or observed. */
  statement: string;
  /** How it is measured. */
  kind: "number" | "percent" | "currency" | "done" | "milestones" | "rubric";
  /** Of what the numbers speak: days, EUR. */
  unit?: string | null;
  /** Where it stands at the start; 0 unless told. */
  start?: number | null;
  /** What good is; a proposal needs it. */
  good?: number | null;
  /** What excellent is; a proposal needs it. */
  excellent?: number | null;
  /** Good in words; a rubric needs it. */
  good_means?: string | null;
  /** Excellent in words; done and rubric need it. */
  excellent_means?: string | null;
  /** The milestones in their order; good and excellent are counts of them. */
  milestones?: string[] | null;
  /** What it counts in the goal's score; 1 unless told. */
  weight?: number;
}

/** How one sees that a goal has been reached: what good is, what excellent is. */
export interface CriterionPatch {
  /** Its place; last unless told. */
  position?: number;
  /** What is measured or observed. */
  statement?: string;
  /** How it is measured. */
  kind?: "number" | "percent" | "currency" | "done" | "milestones" | "rubric";
  /** Of what the numbers speak: days, EUR. */
  unit?: string | null;
  /** Where it stands at the start; 0 unless told. */
  start?: number | null;
  /** What good is; a proposal needs it. */
  good?: number | null;
  /** What excellent is; a proposal needs it. */
  excellent?: number | null;
  /** Good in words; a rubric needs it. */
  good_means?: string | null;
  /** Excellent in words; done and rubric need it. */
  excellent_means?: string | null;
  /** The milestones in their order; good and excellent are counts of them. */
  milestones?: string[] | null;
  /** What it counts in the goal's score; 1 unless told. */
  weight?: number;
}

/** Looking around in a demonstration organisation. */
export interface Demonstration {
  /** As whom one can look around; empty where this is not a demonstration. */
  people: DemonstrationDoor[];
}

/** Somebody as whom one looks around. */
export interface DemonstrationDoor {
  /** As what one looks around. */
  as: "person" | "manager" | "people_operations";
  /** The person's name. */
  name: string;
  /** What their work is called. */
  title: string | null;
  /** Where they live, as a time zone. */
  zone: string;
}

/** Somebody as whom one looks around. */
export interface DemonstrationDoorCreate {
  /** As what one looks around. */
  as: "person" | "manager" | "people_operations";
}

/** Somebody leaves. */
export interface DepartureCreate {
  /** Their last day; not in the future. */
  left_on: CalendarDay;
  /** Who gets their open goals; their line manager unless told. */
  hand_over_to?: number | null;
  /** Who supports those they supported; their line manager unless told. */
  reports_to?: number | null;
  /** Who answers in their stead. */
  stand_in_id?: number | null;
}

/** Something that happened; with "old" and "new": the values that changed. */
export interface Event {
  /** The event's number. */
  id: number;
  /** When it happened. */
  at: Instant;
  /** What happened, as noun.verb: goal.proposed. */
  type: string;
  /** What it happened to. */
  subject: string;
  /** Its number. */
  subject_id: number;
  /** The goal it concerns. */
  goal_id: number | null;
  /** The person it concerns. */
  person_id: number | null;
  /** Who did it; null: Waymark or its operator. */
  actor_id: number | null;
  /** Their name. */
  actor_name: string | null;
  /** Why. */
  reason: string | null;
}

/** Something that search found. */
export interface Find {
  /** What was found. */
  kind: "goal" | "person" | "team";
  /** Its number. */
  id: number;
  /** The goal's title, the person's or the team's name. */
  title: string;
  /** The goal's owner, the person's title and team, the team's purpose. */
  detail: string | null;
}

/** Whether a goal is still achievable. */
export interface Forecast {
  /** The goal. */
  goal_id: number;
  /** Whether a forecast is given, and why not: nothing measured yet, too little to go by, the last check-in is too long ago, the due day has passed, no active goal, or it is about to be made. */
  state: "given" | "no_checkin" | "too_few" | "long_ago" | "due" | "inactive" | "waits";
  /** The probability that it reaches good by its due day; null unless given. */
  good: number | null;
  /** The same for excellent. */
  excellent: number | null;
  /** The score on the due day lies below this once in ten times. */
  low: number | null;
  /** As often below as above. */
  middle: number | null;
  /** Above this once in ten times. */
  high: number | null;
  /** The day on which it was made. */
  given_on: CalendarDay | null;
  /** The day of the newest check-in that it knows of. */
  seen_on: CalendarDay | null;
  /** Days with a check-in that it knows of. */
  checkins: number;
  /** Closed goals of this organisation that it has learnt from. */
  closed_goals: number;
  /** Why, in sentences. */
  reasons: string[];
  /** Closed goals of which there was a forecast at half-time. */
  held_goals: number;
  /** The mean squared error of those forecasts of good (Brier score): 0 is perfect; null with fewer than ten. */
  held_brier: number | null;
  /** The same had one always said what share of goals reach good. */
  held_base: number | null;
}

/** A forecast as it was given on a day. */
export interface ForecastGiven {
  /** The day. */
  given_on: CalendarDay;
  /** The probability of good that was given then. */
  good: number;
  /** The same of excellent. */
  excellent: number;
  /** The score that it knew of. */
  score: number;
  /** The share of the goal's time by that check-in. */
  share: number;
}

/** How forecasts of closed goals have held. */
export interface ForecastHeld {
  /** What was forecast. */
  level: "good" | "excellent";
  /** When it was. */
  stage: "quarter" | "half" | "three_quarters";
  /** Closed goals with such a forecast, at most the newest 1,000. Dropped goals are left out. */
  goals: number;
  /** How many of them reached it. */
  reached: number;
  /** Closed goals that forecasts are learnt from now. */
  learnt_from: number;
  /** The mean squared error of the forecasts (Brier score): 0 is perfect, 0.25 is what always saying one half gets. Null with fewer than ten goals, as all figures. */
  brier: number | null;
  /** The same for saying, each time, the share of closed goals that had reached it by then. */
  base: number | null;
  /** The same for saying that the pace until then continues. */
  pace: number | null;
  /** By how much the forecasts were better; below 0: worse. */
  better_than_base: number | null;
  /** Sampling error of that difference: within it, it is no difference (95%). */
  base_error: number | null;
  /** The same. */
  better_than_pace: number | null;
  /** The same. */
  pace_error: number | null;
  /** The reliability chart: what was said, and what came. */
  steps: ForecastHeldStep[];
}

/** Goals of which about the same was said. */
export interface ForecastHeldStep {
  /** Forecasts from this probability on. */
  from: number;
  /** And below this one. */
  to: number;
  /** How many goals there were. */
  goals: number;
  /** How many of them reached it. */
  reached: number;
  /** The mean of what was said. */
  said: number;
  /** The share that reached it. */
  was: number;
  /** Sampling error: the share may as well be as low as this (Wilson's interval, 95%). */
  low: number;
  /** Or as high as this. */
  high: number;
}

/** How the organisation works with goals: one version of the framework. */
export interface Framework {
  /** The number of this version. */
  id: number;
  /** Days from one check-in to the next. */
  rhythm_days: number;
  /** Days that a check-in may be late before the goal counts as stale. */
  grace_days: number;
  /** How many active goals one person is advised to have at most; more is said, not refused. */
  active_goal_limit: number;
  /** Share of the expected score from which a goal is on pace. */
  pace_on: number;
  /** Share of the expected score from which a goal is behind; below it, it is well behind. */
  pace_behind: number;
  /** Days after which an unanswered proposal becomes active. */
  answer_days: number;
  /** Days after which a stale goal, of which the supporter was told, is told to the next in line. */
  next_in_line_days: number;
  /** Working days until a barrier that nobody took up goes to the next person. */
  barrier_days: number;
  /** The same for an important one. */
  important_barrier_days: number;
  /** The same for an urgent one. */
  urgent_barrier_days: number;
  /** The same for one that is important and urgent. */
  pressing_barrier_days: number;
  /** Weeks without a one-to-one, a linked goal or a word, after which a person is told, alone, that they seem to be on their own. */
  isolation_weeks: number;
  /** The word shown for good. */
  good_words: string;
  /** The word shown for excellent. */
  excellent_words: string;
  /** What matters little and can wait is raised by this medium. */
  medium_low_low: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters little and is urgent. */
  medium_low_high: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters and can wait. */
  medium_high_low: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters and is urgent. */
  medium_high_high: "note" | "chat" | "call" | "meeting" | "now";
  /** Why this version came. */
  reason: string | null;
  /** Who wrote this version. */
  author_id: number;
  /** Their name. */
  author_name: string | null;
  /** From when on it is in force. */
  created_at: Instant;
}

/** How the organisation works with goals: one version of the framework. */
export interface FrameworkCreate {
  /** Days from one check-in to the next. */
  rhythm_days: number;
  /** Days that a check-in may be late before the goal counts as stale. */
  grace_days: number;
  /** How many active goals one person is advised to have at most; more is said, not refused. */
  active_goal_limit: number;
  /** Share of the expected score from which a goal is on pace. */
  pace_on: number;
  /** Share of the expected score from which a goal is behind; below it, it is well behind. */
  pace_behind: number;
  /** Days after which an unanswered proposal becomes active. */
  answer_days: number;
  /** Days after which a stale goal, of which the supporter was told, is told to the next in line. */
  next_in_line_days: number;
  /** Working days until a barrier that nobody took up goes to the next person. */
  barrier_days: number;
  /** The same for an important one. */
  important_barrier_days: number;
  /** The same for an urgent one. */
  urgent_barrier_days: number;
  /** The same for one that is important and urgent. */
  pressing_barrier_days: number;
  /** Weeks without a one-to-one, a linked goal or a word, after which a person is told, alone, that they seem to be on their own. */
  isolation_weeks: number;
  /** The word shown for good. */
  good_words: string;
  /** The word shown for excellent. */
  excellent_words: string;
  /** What matters little and can wait is raised by this medium. */
  medium_low_low: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters little and is urgent. */
  medium_low_high: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters and can wait. */
  medium_high_low: "note" | "chat" | "call" | "meeting" | "now";
  /** What matters and is urgent. */
  medium_high_high: "note" | "chat" | "call" | "meeting" | "now";
  /** Why this version came. */
  reason?: string | null;
}

/** What a change of the framework would do. */
export interface FrameworkPreview {
  /** Active goals: they follow a new rhythm from their next check-in on. */
  goals: number;
  /** Active goals whose pace has another word, at once. */
  pace_changes: number;
  /** Of them, those with a better one. */
  pace_better: number;
  /** Of them, those with a worse one. */
  pace_worse: number;
  /** People with more active goals than the limit of today. */
  over_before: number;
  /** People who would have more than the new limit. */
  over_after: number;
  /** Proposals that wait for an answer: they keep the day that was told to them. */
  waiting: number;
  /** All active goals were looked at for their pace; else the first 50,000. */
  whole: boolean;
}

/** Something to be reached, with its reason, its measure and what it serves. */
export interface Goal {
  /** The goal's number. */
  id: number;
  /** What is to be reached. */
  title: string;
  /** Why it matters; a proposal needs it. */
  why: string | null;
  /** What the goal does not cover. */
  leaves_out: string | null;
  /** Whose goal it is: the organisation's, a team's or a person's. Stays once it is proposed. */
  level: "organisation" | "team" | "person";
  /** Where it stands. */
  state: "draft" | "proposed" | "active" | "closed";
  /** Who owns it; oneself unless told. Who started a draft can write it for another; later it is handed over. */
  owner_id: number;
  /** The owner's name. */
  owner_name: string;
  /** Who wrote it down first. */
  started_by: number;
  /** Their name. */
  started_by_name: string;
  /** Who supports the owner in it: the line manager unless another one is chosen. */
  supporter_id: number | null;
  /** Their name. */
  supporter_name: string | null;
  /** The supporter was chosen by the owner. */
  supporter_chosen: boolean;
  /** The team; a goal of level team needs one. */
  team_id: number | null;
  /** The team's name. */
  team_name: string | null;
  /** The period it belongs to. */
  period_id: number | null;
  /** Its first day. */
  starts_on: CalendarDay;
  /** The day it is due. */
  due_on: CalendarDay;
  /** Its place among the goals of its owner, 1 is first; after the others unless told. */
  priority: number;
  /** The goals that serve it count in its score, each as a criterion of weight 1. */
  counts_serving: boolean;
  /** The goals that it serves. */
  serves: number[];
  /** Measured against the criteria: 0.7 is good, 1 excellent. */
  score: number | null;
  /** 0.7 times the share of its time that has passed. */
  expected_score: number | null;
  /** The score against the expected one. */
  pace: "on_pace" | "behind" | "well_behind" | null;
  /** What the owner believes. */
  confidence: "on_track" | "at_risk" | "off_track" | null;
  /** No check-in for longer than the rhythm and its grace. */
  stale: boolean;
  /** It serves no other goal, and is not one of the organisation. */
  serves_nothing: boolean;
  /** How many goals serve it. */
  children: number;
  /** How many of them are not closed. */
  open_children: number;
  /** For whose acceptance, answer or reply it waits. */
  waits_for: number | null;
  /** Their name. */
  waits_for_name: string | null;
  /** Then it becomes active without an answer. */
  waits_until: Instant | null;
  /** Since when it waits. */
  proposed_at: Instant | null;
  /** When its owner accepted what another person wrote. */
  accepted_at: Instant | null;
  /** From whom it came, while its new owner has not taken it yet. */
  handed_from: number | null;
  /** Their name. */
  handed_from_name: string | null;
  /** Since when it waits to be taken. */
  handed_at: Instant | null;
  /** Whether its supporter answered; not_yet_answered: it became active by silence. */
  answered: "answered" | "not_yet_answered" | null;
  /** The day of the newest check-in. */
  last_checkin_on: CalendarDay | null;
  /** When the next check-in is due. */
  checkin_due_at: Instant | null;
  /** Days between check-ins, where its owner wants more of them than the framework asks for. */
  own_rhythm_days: number | null;
  /** Since when it is active. */
  activated_at: Instant | null;
  /** When it was closed. */
  closed_at: Instant | null;
  /** How it ended. */
  outcome: "achieved" | "partly" | "missed" | "dropped" | null;
  /** Why it was closed so. */
  closing_reason: string | null;
  /** The score at the end. */
  closing_score: number | null;
  /** The score at the end by the criteria as they were at the start. */
  closing_score_original: number | null;
  /** When it was written down. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** How an active goal was changed; with "before" and "after": the values that differ. */
export interface GoalChange {
  /** The change's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** Who changed it. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** Why. */
  reason: string;
  /** When. */
  created_at: Instant;
}

/** A change of an active goal. */
export interface GoalChangeRequestCreate {
  /** Why it changes. */
  reason: string;
  /** What changes. */
  changes: GoalTermsCreate;
}

/** How a goal ended. */
export interface GoalClosureCreate {
  /** How it ended. */
  outcome: "achieved" | "partly" | "missed" | "dropped";
  /** Why it ended so. */
  reason: string;
}

/** Something to be reached, with its reason, its measure and what it serves. */
export interface GoalCreate {
  /** What is to be reached. */
  title: string;
  /** Why it matters; a proposal needs it. */
  why?: string | null;
  /** What the goal does not cover. */
  leaves_out?: string | null;
  /** Whose goal it is: the organisation's, a team's or a person's. Stays once it is proposed. */
  level: "organisation" | "team" | "person";
  /** Who owns it; oneself unless told. Who started a draft can write it for another; later it is handed over. */
  owner_id?: number;
  /** Who supports the owner in it: the line manager unless another one is chosen. */
  supporter_id?: number | null;
  /** The team; a goal of level team needs one. */
  team_id?: number | null;
  /** The period it belongs to. */
  period_id?: number | null;
  /** Its first day. */
  starts_on: CalendarDay;
  /** The day it is due. */
  due_on: CalendarDay;
  /** Its place among the goals of its owner, 1 is first; after the others unless told. */
  priority?: number;
  /** The goals that serve it count in its score, each as a criterion of weight 1. */
  counts_serving?: boolean;
  /** The goals that it serves. */
  serves?: number[];
}

/** A part of the goals, laid out. */
export interface GoalMap {
  /** As a reader meets them: each before those below it. Beside them "mission", with its text, or null. */
  nodes: GoalMapNode[];
  /** Goals that serve several are shown once; the edges to the others that are shown. */
  also: GoalMapAlso[];
  /** With a focus: the goals it serves, from the top down. */
  path: GoalMapStep[];
  /** The key of the asker's own place, where the map opened at it. */
  here: string | null;
  /** A filter was given. */
  filtered: boolean;
  /** More is open than one map shows; the rest was left out. */
  cut: boolean;
  /** How wide the whole is. */
  width: number;
  /** How high the whole is. */
  height: number;
  /** How high each node is. */
  node_height: number;
}

/** A further edge. */
export interface GoalMapAlso {
  /** The goal that serves. */
  from: string;
  /** The goal that it serves too. */
  to: string;
}

/** What stands at one place of the goal map. */
export interface GoalMapNode {
  /** Names the node within the map: a goal's number, or a word. */
  key: string;
  /** The mission, a goal, "loose": the head of the goals that serve nothing, "more" and "before": the rest of a wide level. */
  kind: "mission" | "before" | "goal" | "more" | "loose";
  /** The key of the node above; null for the head. */
  parent: string | null;
  /** The goal. */
  goal_id: number | null;
  /** Its title. */
  title: string | null;
  /** Whose goal it is. */
  level: "organisation" | "team" | "person" | null;
  /** Where it stands. */
  state: "draft" | "proposed" | "active" | "closed" | null;
  /** How it ended. */
  outcome: "achieved" | "partly" | "missed" | "dropped" | null;
  /** Who owns it. */
  owner_id: number | null;
  /** Their name. */
  owner_name: string | null;
  /** The team. */
  team_id: number | null;
  /** The team's name. */
  team_name: string | null;
  /** The day it is due. */
  due_on: CalendarDay | null;
  /** Measured against the criteria. */
  score: number | null;
  /** The score against the expected one. */
  pace: "on_pace" | "behind" | "well_behind" | null;
  /** What the owner believes. */
  confidence: "on_track" | "at_risk" | "off_track" | null;
  /** No check-in for longer than the rhythm and its grace. */
  stale: boolean;
  /** It serves no other goal, and is not one of the organisation. */
  serves_nothing: boolean;
  /** The goals that it serves, the first one first. */
  serves: number[];
  /** How many goals serve it, of those the map shows. */
  children: number;
  /** What serves it is shown. */
  open: boolean;
  /** It fits the filter; else it is there for the way alone. */
  fits: boolean;
  /** Of more and loose: how many, counted up to 1,000; 0 when that is not known. */
  count: number;
  /** Of more: what to ask for as "after" to see the next part. */
  after: string | null;
  /** How far below the head. */
  depth: number;
  /** Its place among those below the same node, from 1. */
  place: number;
  /** How many stand there. */
  of: number;
  /** Its left end. */
  x: number;
  /** Its upper end. */
  y: number;
  /** How wide it is. */
  width: number;
  /** It stands in a column, tied to its left side. */
  stacked: boolean;
}

/** A goal on the way up. */
export interface GoalMapStep {
  /** The goal's number. */
  id: number;
  /** Its title. */
  title: string;
}

/** The order of a person's goals. */
export interface GoalOrder {
  /** Numbers of goals that have not been closed, the first one first. Those left out follow in their order. */
  goals: number[];
}

/** The order of a person's goals. */
export interface GoalOrderCreate {
  /** Numbers of goals that have not been closed, the first one first. Those left out follow in their order. */
  goals: number[];
}

/** Handing a goal over. */
export interface GoalOwnerCreate {
  /** Who owns it from now on. */
  owner_id: number;
  /** Why it is handed over. */
  reason: string;
}

/** Something to be reached, with its reason, its measure and what it serves. */
export interface GoalPatch {
  /** What is to be reached. */
  title?: string;
  /** Why it matters; a proposal needs it. */
  why?: string | null;
  /** What the goal does not cover. */
  leaves_out?: string | null;
  /** Whose goal it is: the organisation's, a team's or a person's. Stays once it is proposed. */
  level?: "organisation" | "team" | "person";
  /** Who owns it; oneself unless told. Who started a draft can write it for another; later it is handed over. */
  owner_id?: number;
  /** Who supports the owner in it: the line manager unless another one is chosen. */
  supporter_id?: number | null;
  /** The team; a goal of level team needs one. */
  team_id?: number | null;
  /** The period it belongs to. */
  period_id?: number | null;
  /** Its first day. */
  starts_on?: CalendarDay;
  /** The day it is due. */
  due_on?: CalendarDay;
  /** Its place among the goals of its owner, 1 is first; after the others unless told. */
  priority?: number;
  /** The goals that serve it count in its score, each as a criterion of weight 1. */
  counts_serving?: boolean;
  /** The goals that it serves. */
  serves?: number[];
}

/** Why a goal goes on. */
export interface GoalReopeningCreate {
  /** Why it goes on. */
  reason: string;
}

/** The rhythm of a goal. */
export interface GoalRhythm {
  /** Days between check-ins. */
  days: number;
  /** What the owner asks of themselves; null: as the framework says. */
  own_days: number | null;
  /** What the framework asks for. */
  framework_days: number;
  /** When the next check-in is due. */
  checkin_due_at: Instant | null;
  /** When its grace ends. */
  stale_at: Instant | null;
  /** What others would like: the owner sees all (the newest 20), others their own. */
  wishes: RhythmWish[];
}

/** The rhythm of a goal. */
export interface GoalRhythmCreate {
  /** What the owner asks of themselves; null: as the framework says. */
  own_days?: number | null;
}

/** What changes; what is left out stays. */
export interface GoalTermsCreate {
  /** What is to be reached. */
  title?: string;
  /** Why it matters. */
  why?: string;
  /** What the goal does not cover. */
  leaves_out?: string | null;
  /** The team. */
  team_id?: number | null;
  /** The period. */
  period_id?: number | null;
  /** Its first day. */
  starts_on?: CalendarDay;
  /** The day it is due. */
  due_on?: CalendarDay;
  /** Its place among the goals of its owner. */
  priority?: number;
  /** The goals that serve it count in its score. */
  counts_serving?: boolean;
  /** The goals that it serves: all of them. */
  serves?: number[];
  /** Criteria that change, are new (without id) or dropped. */
  criteria?: CriterionChangeCreate[];
}

/** Why a goal is there. */
export interface GoalWhy {
  /** The goal, what it serves, what that serves, up to the top; beside it "also": other goals served on the way, "mission": when the top is a goal of the organisation, and "serves_nothing". */
  chain: Goal[];
}

/** A goal that is handed over. */
export interface HandedGoal {
  /** An open goal of the person. */
  goal_id: number;
  /** Who gets it. */
  owner_id: number;
  /** Its title. */
  title: string | null;
  /** Their name. */
  owner_name: string | null;
}

/** A goal that is handed over. */
export interface HandedGoalCreate {
  /** An open goal of the person. */
  goal_id: number;
  /** Who gets it. */
  owner_id: number;
}

/** Why somebody may help. */
export interface HelpReason {
  /** Lifted something like it; has a skill that its words name; has a goal near this one. */
  why: "lifted" | "skill" | "near";
  /** What was lifted, the skill, or the goal's title. */
  text: string;
  /** The goal nearby. */
  goal_id: number | null;
  /** The barrier that was lifted. */
  barrier_id: number | null;
}

/** What needs me, computed on the server. */
export interface Home {
  /** What I owe: check-ins, acceptances, replies, unfinished drafts. */
  owe: HomeLine[];
  /** How many there are, drafts left out. */
  owe_count: number;
  /** Who waits for my answer, longest first. */
  waits_for_me: HomeLine[];
  /** How many there are. */
  waits_count: number;
  /** What I wait for. */
  i_wait_for: HomeLine[];
  /** What I raised or was raised with me, and has not been talked over, longest first. */
  raised: RaisedItem[];
  /** What others changed near my goals since I last looked, newest first. */
  changed: NearChange[];
  /** My if-then plans that are for today. */
  plans: Plan[];
  /** My meetings of today. */
  meetings: Meeting[];
  /** What I said in meetings that I will do, soonest first. */
  actions: MeetingAction[];
  /** I seem to be on my own (GET /isolation says why), and have not put it away; nobody else sees it. */
  alone: boolean;
  /** When I last put Home aside. */
  looked_at: Instant | null;
}

/** One thing that waits. */
export interface HomeLine {
  /** What it asks for: a check-in, accepting a goal that somebody wrote for me, taking one that was handed over to me, a reply, finishing a draft, my answer, another one's acceptance; a barrier asked of me, help that I promised, help promised to me, a barrier that I asked somebody about, somebody to whom I was introduced; a need asked of me or of a team that I lead or nobody does, one that somebody would change or has given, one that I give, that I am given, that I asked for. */
  kind: "check_in" | "accept" | "take" | "reply" | "draft" | "answer" | "acceptance" | "barrier" | "help" | "helper" | "asked" | "introduction" | "need" | "team_need" | "need_changed" | "need_given" | "give" | "needed" | "need_asked";
  /** The goal. */
  goal_id: number;
  /** Its title. */
  title: string;
  /** The other person: who wrote it, who waits, or for whom I wait. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** Since when it waits. */
  since: Instant | null;
  /** When the goal becomes stale (check_in) or active by itself (answer), the barrier goes to the next person (barrier, asked), or the day of the promise or the need is over. */
  until: Instant | null;
  /** The median time in which that person answered lately; null with fewer than three answers. */
  usually_answers_in_hours: number | null;
  /** What it is about: why the goal (answer, accept), or what was asked or suggested (reply). */
  note: string | null;
  /** The question or suggestion that waits for my reply. */
  answer_id: number | null;
  /** The number of the barrier or need that it is about. */
  about_id: number | null;
}

/** People or goals from a CSV file. */
export interface Import {
  /** The import's number; null: it was only tried. */
  id: number | null;
  /** What the rows are. */
  kind: "people" | "goals";
  /** What the file is called. */
  file_name: string | null;
  /** Who ordered it. */
  person_id: number;
  /** Their name. */
  person_name: string | null;
  /** Where it stands; null: nothing was ordered (a dry run, or strict and refused). */
  state: "waiting" | "running" | "done" | "stopped" | "undone" | null;
  /** Only says what would happen. */
  dry_run: boolean;
  /** The columns of the file. */
  columns: string[];
  /** Rows that were read. */
  rows: number;
  /** How far it is, of 100. */
  progress: number;
  /** Rows that made somebody or something new. */
  made: number;
  /** Rows that changed what was there. */
  changed: number;
  /** Rows that said what was there already. */
  same: number;
  /** Rows that stay out; each has its line. */
  refused: number;
  /** Of a dry run: what would become of each line, in their order. Else they are a list of their own. */
  lines: ImportLine[];
  /** Why it was stopped. */
  why: string | null;
  /** When it was ordered. */
  created_at: Instant;
  /** When it was done. */
  finished_at: Instant | null;
  /** When it was taken back. */
  undone_at: Instant | null;
  /** Who took it back. */
  undone_by: number | null;
  /** Grows with each step; for If-Match. */
  version: number;
}

/** What a row changes. */
export interface ImportChange {
  /** The column. */
  field: string;
  /** What was there. */
  before: string | null;
  /** What the row says. */
  after: string | null;
}

/** People or goals from a CSV file. */
export interface ImportCreate {
  /** What the rows are. */
  kind: "people" | "goals";
  /** What the file is called. */
  file_name?: string | null;
  /** The CSV file, its first line the names of the columns. */
  text: string;
  /** Only says what would happen. */
  dry_run?: boolean;
  /** Orders nothing when a row would be refused. */
  strict?: boolean;
}

/** What became of a line of a file. */
export interface ImportLine {
  /** The line of the file, from 1. */
  line: number;
  /** What became of the row, or would; a remark is about the file. */
  outcome: "added" | "changed" | "same" | "refused" | "remark";
  /** The person or goal, as the row has it. */
  name: string | null;
  /** Why the row is refused, or what there is to say. */
  text: string | null;
  /** The person or goal, once it is in. */
  subject_id: number | null;
  /** What is changed by it. */
  changes: ImportChange[];
  /** The row as it came, when it is refused: to be mended. */
  fields: string[];
}

/** What keeps an import from being taken back. */
export interface ImportObstacle {
  /** What was built on it: changed since, signed in, has goals or contact points, supports others, belongs to other teams; the manager of before has left; the team or goal is in use. */
  kind: "changed" | "signed_in" | "goals" | "contact_points" | "supports" | "member" | "manager_left" | "team_used" | "goal_worked_on" | "goal_served";
  /** What it is. */
  subject: "person" | "team" | "goal";
  /** Its number. */
  subject_id: number;
  /** Its name. */
  name: string;
}

/** What taking an import back would do. */
export interface ImportUndoing {
  /** People who would go again. */
  people: number;
  /** People who would become what they were. */
  changed: number;
  /** Teams that would go again. */
  teams: number;
  /** Goals that would go again. */
  goals: number;
  /** Nothing stands in the way. */
  possible: boolean;
  /** What does, fifty at most. */
  in_the_way: ImportObstacle[];
  /** Teams that stay, because something else was built on them; fifty at most. */
  kept: ImportObstacle[];
}

/** Two people who were introduced because of a barrier. */
export interface Introduction {
  /** The introduction's number. */
  id: number;
  /** Because of which barrier. */
  barrier_id: number;
  /** Its goal. */
  goal_id: number;
  /** Whose barrier it is. */
  owner_id: number;
  /** Their name. */
  owner_name: string;
  /** Who may be able to help. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** Who introduced the two. */
  introduced_by: number;
  /** Their name. */
  introduced_by_name: string;
  /** The note: both can change it. */
  note: string;
  /** Who wrote in it last. */
  noted_by: number;
  /** Their name. */
  noted_by_name: string;
  /** When. */
  noted_at: Instant;
  /** When they were introduced. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Two people who were introduced because of a barrier. */
export interface IntroductionCreate {
  /** Who may be able to help. */
  person_id: number;
  /** The note: both can change it. */
  note: string;
}

/** Two people who were introduced because of a barrier. */
export interface IntroductionPatch {
  /** The note: both can change it. */
  note?: string;
}

/** Somebody, and whether they have come in yet. */
export interface Invitation {
  /** The person. */
  person_id: number;
  /** Their name. */
  name: string;
  /** Their e-mail address. */
  email: string;
  /** What their work is called. */
  title: string | null;
  /** Their department. */
  department: string | null;
  /** Never invited or no longer; invited, with a link that works; signed in at least once. */
  state: "never_invited" | "invited" | "signed_in";
  /** Until when a link works. */
  expires_at: Instant | null;
  /** The link: shown once, when it is made. */
  link: string | null;
}

/** Invitations for many at once. */
export interface Invitations {
  /** Each with their link. */
  items: Invitation[];
  /** Whether more people wait to be invited. */
  more: boolean;
}

/** Invitations for many at once. */
export interface InvitationsCreate {
  /** Whom to invite; a link that they had ends. */
  person_ids?: number[];
  /** Everybody who has never signed in and has no link that works. */
  everybody?: boolean;
}

/** Whether I seem to be on my own; nobody else sees it. */
export interface Isolation {
  /** In these weeks: no one-to-one held, no link between my goals and those of others, nothing asked or answered. */
  alone: boolean;
  /** How many weeks the framework looks back. */
  weeks: number;
  /** Two people to get to know; none when I am not on my own. */
  introductions: IsolationIntroduction[];
}

/** How many people seem to be on their own, over groups. */
export interface IsolationFigures {
  /** As it was on this day; null: not counted yet. */
  from: CalendarDay | null;
  /** How many weeks the framework looks back. */
  weeks: number;
  /** Departments of five people or more; smaller ones together, with the least of the others where they are fewer than five. */
  groups: IsolationGroup[];
}

/** How many people of a group seem to be on their own. */
export interface IsolationGroup {
  /** The department; null: all others together. */
  department: string | null;
  /** How many people; never fewer than five. */
  people: number;
  /** How many of them seem to be on their own. */
  alone: number;
}

/** Somebody to get to know, and why. */
export interface IsolationIntroduction {
  /** Somebody to get to know. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** A goal of theirs to begin with. */
  goal_id: number;
  /** Its title. */
  goal_title: string;
  /** Why the two fit. */
  reason: string;
}

/** Which medium fits, and why. */
export interface MediumAdvice {
  /** The medium that fits: a written note, the chat, a phone or video call, a meeting (or the next one-to-one), now. */
  medium: "note" | "chat" | "call" | "meeting" | "now";
  /** Why, in sentences. */
  reasons: string[];
  /** It is within the other's working hours now. */
  works_now: boolean;
  /** When they work again; null when they work now, or on no day. */
  works_from: Instant | null;
}

/** One meeting of a series. */
export interface Meeting {
  /** The number of the meeting. */
  id: number;
  /** The series that it belongs to. */
  series_id: number;
  /** Of a pair, a team or a group. */
  kind: "pair" | "team" | "group";
  /** What it is called; a one-to-one has no title. */
  title: string | null;
  /** The team whose meeting it is. */
  team_id: number | null;
  /** Its name. */
  team_name: string | null;
  /** In a one-to-one, the other one. */
  person_id: number | null;
  /** Their name. */
  person_name: string | null;
  /** Where: a room, or a link. */
  place: string | null;
  /** The time zone of the series. */
  zone: string | null;
  /** The day that its series gave it. */
  planned_on: CalendarDay;
  /** When it begins. */
  starts_at: Instant;
  /** How long it takes. */
  minutes: number;
  /** Planned, held or skipped. */
  state: "planned" | "held" | "skipped";
  /** Why it was skipped or moved. */
  reason: string | null;
  /** When it was moved from its time. */
  moved_at: Instant | null;
  /** What all of them note. */
  notes: string | null;
  /** When that was last written. */
  notes_at: Instant | null;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** What somebody does after a meeting, until when. */
export interface MeetingAction {
  /** The action's number. */
  id: number;
  /** The series in which it was agreed. */
  series_id: number;
  /** The meeting in which it was agreed. */
  meeting_id: number;
  /** What is to be done. */
  text: string;
  /** Who does it: somebody in the meeting; I unless told. */
  owner_id: number | null;
  /** Their name. */
  owner_name: string;
  /** Until when. */
  due_on: CalendarDay | null;
  /** Who wrote it down. */
  added_by: number;
  /** It has been done. */
  done: boolean;
  /** When that was noted. */
  done_at: Instant | null;
  /** When it was written down. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** What somebody does after a meeting, until when. */
export interface MeetingActionCreate {
  /** What is to be done. */
  text: string;
  /** Who does it: somebody in the meeting; I unless told. */
  owner_id?: number | null;
  /** Until when. */
  due_on?: CalendarDay | null;
  /** It has been done. */
  done?: boolean;
}

/** What somebody does after a meeting, until when. */
export interface MeetingActionPatch {
  /** What is to be done. */
  text?: string;
  /** Who does it: somebody in the meeting; I unless told. */
  owner_id?: number | null;
  /** Until when. */
  due_on?: CalendarDay | null;
  /** It has been done. */
  done?: boolean;
}

/** What changed since we last met. */
export interface MeetingChanges {
  /** Since when: the last time that was held. */
  since: Instant;
  /** The goals of those who meet, by owner and priority. */
  goals: MeetingGoal[];
  /** What is in the way of these goals, and of goals on the agenda, by goal, oldest first. */
  barriers: Barrier[];
  /** What these goals need of others, and what those who meet or their team are asked for, soonest first. */
  needs: Need[];
  /** What others changed in goals next to ours, newest first. */
  near: NearChange[];
}

/** A goal of those who meet, by what changed in it. */
export interface MeetingGoal {
  /** The goal. */
  goal_id: number;
  /** What is to be reached. */
  title: string;
  /** Whose goal it is. */
  level: "organisation" | "team" | "person";
  /** Proposed, active or closed. */
  state: "draft" | "proposed" | "active" | "closed";
  /** Its owner. */
  owner_id: number;
  /** Their name. */
  owner_name: string;
  /** The goal that it serves first. */
  serves_id: number | null;
  /** That goal's title. */
  serves_title: string | null;
  /** Why, in its owner's words. */
  why: string | null;
  /** What its owner believes. */
  confidence: "on_track" | "at_risk" | "off_track" | null;
  /** Measured against its criteria. */
  score: number | null;
  /** No check-in for longer than the rhythm and its grace. */
  stale: boolean;
  /** It was proposed or became active since. */
  is_new: boolean;
  /** Check-ins since. */
  checkins: number;
  /** What moved, by the newest of them. */
  moved: string | null;
  /** What is next, by it. */
  next: string | null;
  /** What is in the way, by it. */
  in_the_way: string | null;
  /** The reason of the newest change since. */
  changed_because: string | null;
  /** Why it was closed since. */
  closed_because: string | null;
  /** How it was closed. */
  outcome: "achieved" | "partly" | "missed" | "dropped" | null;
  /** For whose answer it waits. */
  waits_for: number | null;
  /** Their name. */
  waits_for_name: string | null;
}

/** A meeting took place, or not. */
export interface MeetingOutcomeCreate {
  /** Held or skipped. */
  outcome: "held" | "skipped";
  /** Why it was skipped. */
  reason?: string | null;
}

/** One meeting of a series. */
export interface MeetingPatch {
  /** What all of them note. */
  notes?: string | null;
}

/** Somebody comes into a group. */
export interface MeetingPersonCreate {
  /** Who comes in. */
  person_id: number;
}

/** What one notes for oneself in a meeting. */
export interface MeetingPrivateNotes {
  /** My own notes. */
  text: string | null;
}

/** What one notes for oneself in a meeting. */
export interface MeetingPrivateNotesCreate {
  /** My own notes. */
  text?: string | null;
}

/** Meetings that come again, of a pair, a team or a group. */
export interface MeetingSeries {
  /** The number of the series. */
  id: number;
  /** A one-to-one of two people, a team, or a group of people. */
  kind: "pair" | "team" | "group";
  /** What it is called; a one-to-one has no title, and a team's may do without. */
  title: string | null;
  /** The team whose meeting it is. */
  team_id: number | null;
  /** Who is in it beside me: one person for a one-to-one; nobody is named for a team. */
  person_ids: number[];
  /** Who made it, or took it on. */
  organiser_id: number;
  /** Where: a room, or a link. */
  place: string | null;
  /** How often, as a rule of RFC 5545 by days (FREQ=WEEKLY;INTERVAL=2;BYDAY=TU); null: once. */
  rrule: string | null;
  /** The time zone of its hour; mine unless told. */
  zone: string;
  /** The first day; with a change of the schedule, the first of the new one. */
  starts_on: CalendarDay;
  /** When it begins there, in minutes of the day: 600 is ten o'clock. */
  starts_minute: number;
  /** How long it takes. */
  minutes: number;
  /** The last day; null: it goes on. */
  until_on: CalendarDay | null;
  /** Why it ended. */
  end_reason: string | null;
  /** When it ended. */
  ended_at: Instant | null;
  /** When it was made. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Meetings that come again, of a pair, a team or a group. */
export interface MeetingSeriesCreate {
  /** A one-to-one of two people, a team, or a group of people. */
  kind: "pair" | "team" | "group";
  /** What it is called; a one-to-one has no title, and a team's may do without. */
  title?: string | null;
  /** The team whose meeting it is. */
  team_id?: number | null;
  /** Who is in it beside me: one person for a one-to-one; nobody is named for a team. */
  person_ids?: number[];
  /** Where: a room, or a link. */
  place?: string | null;
  /** How often, as a rule of RFC 5545 by days (FREQ=WEEKLY;INTERVAL=2;BYDAY=TU); null: once. */
  rrule?: string | null;
  /** The time zone of its hour; mine unless told. */
  zone?: string;
  /** The first day; with a change of the schedule, the first of the new one. */
  starts_on: CalendarDay;
  /** When it begins there, in minutes of the day: 600 is ten o'clock. */
  starts_minute: number;
  /** How long it takes. */
  minutes: number;
  /** The last day; null: it goes on. */
  until_on?: CalendarDay | null;
}

/** A series ends. */
export interface MeetingSeriesEndCreate {
  /** Why it ends. */
  reason: string;
}

/** Meetings that come again, of a pair, a team or a group. */
export interface MeetingSeriesPatch {
  /** What it is called; a one-to-one has no title, and a team's may do without. */
  title?: string | null;
  /** Where: a room, or a link. */
  place?: string | null;
  /** How often, as a rule of RFC 5545 by days (FREQ=WEEKLY;INTERVAL=2;BYDAY=TU); null: once. */
  rrule?: string | null;
  /** The time zone of its hour; mine unless told. */
  zone?: string;
  /** The first day; with a change of the schedule, the first of the new one. */
  starts_on?: CalendarDay;
  /** When it begins there, in minutes of the day: 600 is ten o'clock. */
  starts_minute?: number;
  /** How long it takes. */
  minutes?: number;
  /** The last day; null: it goes on. */
  until_on?: CalendarDay | null;
}

/** A meeting is moved. */
export interface MeetingTimeCreate {
  /** When it begins now. */
  starts_at: Instant;
  /** How long it takes now; as long as before unless told. */
  minutes?: number | null;
  /** Why. */
  reason?: string | null;
}

/** A time at which all are free. */
export interface MeetingTimeOffer {
  /** When. */
  starts_at: Instant;
  /** It is within the working hours of all. */
  suits_all: boolean;
  /** What it is for each of them. */
  people: MeetingTimePerson[];
}

/** What a time is for one of those who meet. */
export interface MeetingTimePerson {
  /** Who. */
  person_id: number;
  /** Their name. */
  name: string;
  /** Their time zone. */
  zone: string;
  /** When it is there, in minutes of the day. */
  minute: number;
  /** Whether it is before or after their working hours. */
  outside: "no" | "early" | "late";
  /** How many meetings they had outside of their working hours in the last sixty days. */
  lately: number;
}

/** Times at which people can meet, within two weeks. */
export interface MeetingTimes {
  /** Who meets, beside me. */
  person_ids: number[];
  /** Or: those who are in this series, which I am in. */
  series_id: number | null;
  /** Or: those who belong to this team. */
  team_id: number | null;
  /** How long. */
  minutes: number;
  /** The first day that is looked at; tomorrow unless told. */
  from_on: CalendarDay | null;
  /** The best times, the best first. */
  times: MeetingTimeOffer[];
}

/** Times at which people can meet, within two weeks. */
export interface MeetingTimesCreate {
  /** Who meets, beside me. */
  person_ids?: number[];
  /** Or: those who are in this series, which I am in. */
  series_id?: number | null;
  /** Or: those who belong to this team. */
  team_id?: number | null;
  /** How long. */
  minutes: number;
  /** The first day that is looked at; tomorrow unless told. */
  from_on?: CalendarDay | null;
}

/** The mission of the organisation: what everything here serves. */
export interface Mission {
  /** The number of this text of the mission. */
  id: number;
  /** What the organisation is for, in its own words. */
  text: string;
  /** Who wrote this text. */
  author_id: number;
  /** Their name. */
  author_name: string;
  /** Why it was written anew, shown in its history. */
  reason: string | null;
  /** When it was written. */
  created_at: Instant;
}

/** The mission of the organisation: what everything here serves. */
export interface MissionCreate {
  /** What the organisation is for, in its own words. */
  text: string;
  /** Why it was written anew, shown in its history. */
  reason?: string | null;
}

/** Somebody who gets another line manager, or is told. */
export interface MovedPerson {
  /** The person. */
  person_id: number;
  /** Their name. */
  name: string;
  /** Their line manager then. */
  manager_name: string | null;
}

/** Something that changed near goals. */
export interface NearChange {
  /** The event's number. */
  event_id: number;
  /** What happened: goal.changed, checkin.created ... */
  type: string;
  /** When. */
  at: Instant;
  /** The goal. */
  goal_id: number;
  /** Its title. */
  title: string;
  /** Who did it; null: Waymark, by a rule of the framework. */
  person_id: number | null;
  /** Their name. */
  person_name: string | null;
  /** Why. */
  reason: string | null;
}

/** What a goal needs of others, and how they answer. */
export interface Need {
  /** The need's number. */
  id: number;
  /** The goal that needs it. */
  goal_id: number;
  /** Its title; null where it is not open to you. */
  goal_title: string | null;
  /** Whose goal it is: who asks. */
  owner_id: number;
  /** Their name. */
  owner_name: string;
  /** The criterion that needs it; null: the whole goal. */
  criterion_id: number | null;
  /** What is needed. */
  text: string;
  /** By when. */
  due_on: CalendarDay;
  /** Who asked first. */
  asked_by: number;
  /** Whom it is asked of; of a team: who took it, null while nobody has. */
  person_id: number | null;
  /** Their name. */
  person_name: string | null;
  /** The team that it is asked of. */
  team_id: number | null;
  /** Its name. */
  team_name: string | null;
  /** The giver's goal that it is part of. */
  with_goal_id: number | null;
  /** Its title. */
  with_goal_title: string | null;
  /** Asked; changed: another day or other words are suggested; accepted; given, and the asker has not said whether it came; came; declined; withdrawn; gone with its goal. */
  state: "asked" | "changed" | "accepted" | "given" | "came" | "declined" | "withdrawn" | "gone";
  /** What the other side can give instead. */
  offered_text: string | null;
  /** By when they can. */
  offered_on: CalendarDay | null;
  /** The newest that was said to it. */
  words: string | null;
  /** Its day has passed, and it has not been given. */
  late: boolean;
  /** When that day is over for whoever gives it. */
  ends_at: Instant | null;
  /** When the other side answered last. */
  answered_at: Instant | null;
  /** When it was given. */
  given_at: Instant | null;
  /** When it ended. */
  ended_at: Instant | null;
  /** Who ended it. */
  ended_by: number | null;
  /** Their name. */
  ended_by_name: string | null;
  /** When it was asked. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Accepting a need. */
export interface NeedAcceptanceCreate {
  /** The goal of mine that it is part of. */
  goal_id?: number | null;
}

/** What a goal needs of others, and how they answer. */
export interface NeedCreate {
  /** The criterion that needs it; null: the whole goal. */
  criterion_id?: number | null;
  /** What is needed. */
  text: string;
  /** By when. */
  due_on: CalendarDay;
  /** Whom it is asked of; of a team: who took it, null while nobody has. */
  person_id?: number | null;
  /** The team that it is asked of. */
  team_id?: number | null;
}

/** What a goal needs of others, and how they answer. */
export interface NeedPatch {
  /** The criterion that needs it; null: the whole goal. */
  criterion_id?: number | null;
  /** What is needed. */
  text?: string;
  /** By when. */
  due_on?: CalendarDay;
}

/** Whether it came. */
export interface NeedReceiptCreate {
  /** It came; or something is still missing. */
  came: boolean;
  /** Thanks; or what is missing, which needs words. */
  words?: string | null;
}

/** Declining a need. */
export interface NeedRefusalCreate {
  /** Why. */
  words: string;
}

/** Another day, or other words, for a need. */
export interface NeedSuggestionCreate {
  /** What I can give instead. */
  text?: string | null;
  /** By when I can. */
  due_on?: CalendarDay | null;
  /** Why. */
  words: string;
}

/** What is said with an act on a need. */
export interface NeedWordsCreate {
  /** What there is to say to it. */
  words?: string | null;
}

/** Where somebody can be reached from then on. */
export interface NewContactPoint {
  /** For what. */
  topic: string;
  /** How. */
  medium: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where. */
  address: string;
  /** When, in words. */
  hours: string | null;
}

/** Where somebody can be reached from then on. */
export interface NewContactPointCreate {
  /** For what. */
  topic: string;
  /** How. */
  medium: "email" | "phone" | "chat" | "video" | "place" | "other";
  /** Where. */
  address: string;
  /** When, in words. */
  hours?: string | null;
}

/** Something that I am told. */
export interface Notice {
  /** The notice's number. */
  id: number;
  /** What kind it is: goal_asked, goal_changed ... */
  kind: string;
  /** When it happened. */
  at: Instant;
  /** When I read it; null: not yet. */
  read_at: Instant | null;
  /** What it says, in my language. */
  text: string;
  /** Where it leads, in the interface. */
  path: string;
  /** Who did it; null: Waymark, by a rule of the framework. */
  actor_id: number | null;
  /** Their name. */
  actor_name: string | null;
  /** The goal it is about. */
  goal_id: number | null;
}

/** How I am told of one kind of thing. */
export interface NoticeKindSetting {
  /** The kind of notice. */
  kind: string;
  /** What it is about, in my language. */
  label: string;
  /** Shown in the application. */
  shown: boolean;
  /** Sent by e-mail. */
  mailed: boolean;
  /** Sent to my webhook, when there is one. */
  hooked: boolean;
}

/** How I am told of one kind of thing. */
export interface NoticeKindSettingCreate {
  /** The kind of notice. */
  kind: string;
  /** Shown in the application. */
  shown: boolean;
  /** Sent by e-mail. */
  mailed: boolean;
  /** Sent to my webhook, when there is one. */
  hooked: boolean;
}

/** How far I have read. */
export interface NoticeReadingCreate {
  /** The newest notice that I have seen; it and all before it count as read. */
  until: number;
}

/** How I am told of what concerns me. */
export interface NoticeSettings {
  /** E-mail comes while I work only. */
  quiet: boolean;
  /** E-mail comes once a day, as my work begins, all in one. */
  digest: boolean;
  /** Whether this server sends e-mail at all. */
  mail_possible: boolean;
  /** Each kind; in a change, those that differ. */
  kinds: NoticeKindSetting[];
}

/** How I am told of what concerns me. */
export interface NoticeSettingsCreate {
  /** E-mail comes while I work only. */
  quiet: boolean;
  /** E-mail comes once a day, as my work begins, all in one. */
  digest: boolean;
  /** Each kind; in a change, those that differ. */
  kinds?: NoticeKindSettingCreate[];
}

/** The organisation that this server serves. */
export interface Organisation {
  /** Its number; there is one. */
  id: number;
  /** The organisation's name. */
  name: string;
  /** The time zone of people who have not chosen their own. */
  zone: string;
  /** Since when it uses Waymark. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** The organisation that this server serves. */
export interface OrganisationPatch {
  /** The organisation's name. */
  name?: string;
  /** The time zone of people who have not chosen their own. */
  zone?: string;
}

/** A contact point for which a leaver answered. */
export interface PassedOnTopic {
  /** The contact point. */
  contact_point_id: number;
  /** For what. */
  topic: string;
  /** Whose it is; null: the own one of somebody for whom the leaver stood in. */
  team_name: string | null;
  /** Who is asked from then on; null when somebody else is to be named by people operations. */
  person_name: string | null;
}

/** A new password. */
export interface PasswordChangeCreate {
  /** The new password, at least 12 characters. */
  password: string;
  /** The password until now, if there is one. */
  current?: string | null;
}

/** A stretch of time that goals belong to. */
export interface Period {
  /** The period's number. */
  id: number;
  /** Its name, such as 2027 Q1. */
  name: string;
  /** From this day on its goals are drafted; two weeks before its start unless told. */
  drafting_on: CalendarDay;
  /** Its first active day. */
  starts_on: CalendarDay;
  /** Its last active day. */
  ends_on: CalendarDay;
  /** Until this day people look back on it; two weeks after its end unless told. */
  reviewing_until: CalendarDay;
  /** The version of the framework it ended with; null while it has not ended. */
  framework_id: number | null;
  /** When it was made. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** A stretch of time that goals belong to. */
export interface PeriodCreate {
  /** Its name, such as 2027 Q1. */
  name: string;
  /** From this day on its goals are drafted; two weeks before its start unless told. */
  drafting_on?: CalendarDay;
  /** Its first active day. */
  starts_on: CalendarDay;
  /** Its last active day. */
  ends_on: CalendarDay;
  /** Until this day people look back on it; two weeks after its end unless told. */
  reviewing_until?: CalendarDay;
}

/** A stretch of time that goals belong to. */
export interface PeriodPatch {
  /** Its name, such as 2027 Q1. */
  name?: string;
  /** From this day on its goals are drafted; two weeks before its start unless told. */
  drafting_on?: CalendarDay;
  /** Its first active day. */
  starts_on?: CalendarDay;
  /** Its last active day. */
  ends_on?: CalendarDay;
  /** Until this day people look back on it; two weeks after its end unless told. */
  reviewing_until?: CalendarDay;
}

/** Somebody who works here, or did. */
export interface Person {
  /** The person's number. */
  id: number;
  /** Their number in the organisation's own lists; an import finds them by it. */
  external_id: string | null;
  /** Their name as they write it. */
  name: string;
  /** Their e-mail address; they sign in with it. */
  email: string;
  /** What their work is called. */
  title: string | null;
  /** Their department in the organisation's own lists. */
  department: string | null;
  /** Their line manager of today; later changed by PUT /people/{id}/manager. */
  manager_id: number | null;
  /** The day they joined. */
  hired_on: CalendarDay | null;
  /** Their last day, once they have left. */
  left_on: CalendarDay | null;
  /** Of somebody who has left: who answers in their stead. */
  stand_in_id: number | null;
  /** Their time zone; the organisation's unless told. */
  zone: string;
  /** The language they like to read (BCP 47). */
  language: string | null;
  /** Their working days, 1 Monday to 7 Sunday: "12345". */
  work_days: string;
  /** Minute of the day at which their work begins. */
  work_from: number;
  /** Minute of the day at which their work ends. */
  work_until: number;
  /** How to work with them, in their words. */
  work_with_me: string | null;
  /** What they can help with. */
  skills: string[];
  /** The first of the teams that they belong to today, by name. */
  team_name: string | null;
  /** How many people they support as line manager today. */
  reports: number;
  /** When they came into Waymark. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** Somebody who works here, or did. */
export interface PersonCreate {
  /** Their number in the organisation's own lists; an import finds them by it. */
  external_id?: string | null;
  /** Their name as they write it. */
  name: string;
  /** Their e-mail address; they sign in with it. */
  email: string;
  /** What their work is called. */
  title?: string | null;
  /** Their department in the organisation's own lists. */
  department?: string | null;
  /** Their line manager of today; later changed by PUT /people/{id}/manager. */
  manager_id?: number | null;
  /** The day they joined. */
  hired_on?: CalendarDay | null;
  /** Their time zone; the organisation's unless told. */
  zone?: string;
  /** The language they like to read (BCP 47). */
  language?: string | null;
  /** Their working days, 1 Monday to 7 Sunday: "12345". */
  work_days?: string;
  /** Minute of the day at which their work begins. */
  work_from?: number;
  /** Minute of the day at which their work ends. */
  work_until?: number;
  /** How to work with them, in their words. */
  work_with_me?: string | null;
  /** What they can help with. */
  skills?: string[] | null;
}

/** A change of the line manager. */
export interface PersonManagerCreate {
  /** The new line manager; null for none. */
  manager_id?: number | null;
  /** From when on; today unless told, not in the future. */
  starts_on?: CalendarDay | null;
}

/** Somebody who works here, or did. */
export interface PersonPatch {
  /** Their number in the organisation's own lists; an import finds them by it. */
  external_id?: string | null;
  /** Their name as they write it. */
  name?: string;
  /** Their e-mail address; they sign in with it. */
  email?: string;
  /** What their work is called. */
  title?: string | null;
  /** Their department in the organisation's own lists. */
  department?: string | null;
  /** The day they joined. */
  hired_on?: CalendarDay | null;
  /** Their time zone; the organisation's unless told. */
  zone?: string;
  /** The language they like to read (BCP 47). */
  language?: string | null;
  /** Their working days, 1 Monday to 7 Sunday: "12345". */
  work_days?: string;
  /** Minute of the day at which their work begins. */
  work_from?: number;
  /** Minute of the day at which their work ends. */
  work_until?: number;
  /** How to work with them, in their words. */
  work_with_me?: string | null;
  /** What they can help with. */
  skills?: string[] | null;
}

/** The roles that a person holds. */
export interface PersonRolesCreate {
  /** Keeps the framework fitting. */
  people_operations: boolean;
  /** Keeps the server running. */
  operator: boolean;
}

/** An if-then plan of a goal's owner, which nobody else sees. */
export interface Plan {
  /** The plan's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** The goal's title. */
  title: string;
  /** Days of the week on which it may apply, 1 for Monday to 7: "14"; null: any. */
  days: string | null;
  /** What else needs to be so. */
  condition: string | null;
  /** What I do then. */
  text: string;
  /** When I last put it aside for the day. */
  aside_on: CalendarDay | null;
  /** When it was made. */
  created_at: Instant;
}

/** An if-then plan of a goal's owner, which nobody else sees. */
export interface PlanCreate {
  /** Days of the week on which it may apply, 1 for Monday to 7: "14"; null: any. */
  days?: string | null;
  /** What else needs to be so. */
  condition?: string | null;
  /** What I do then. */
  text: string;
}

/** What was advised, and what was chosen. */
export interface RaiseFigure {
  /** What was advised. */
  suggested: "note" | "chat" | "call" | "meeting" | "now";
  /** How often. */
  items: number;
  /** How often the same was chosen. */
  followed: number;
  /** How many people raised them; never fewer than five. */
  people: number;
  /** How often this medium was chosen. */
  note: number;
  /** How often this medium was chosen. */
  chat: number;
  /** How often this medium was chosen. */
  call: number;
  /** How often this medium was chosen. */
  meeting: number;
  /** How often this medium was chosen. */
  now: number;
  /** The median time until they were talked over; null with fewer than five such. */
  hours: number | null;
}

/** How suggested and chosen media differ. */
export interface RaiseFigures {
  /** The first day. */
  from: CalendarDay;
  /** The last day: the end of last month. */
  until: CalendarDay;
  /** A row for each medium that was advised, where five people or more are behind it. */
  rows: RaiseFigure[];
  /** Rows with fewer people are left out. */
  left_out: boolean;
}

/** Something raised with somebody, by a medium. */
export interface RaisedItem {
  /** The number of what was raised. */
  id: number;
  /** Who raised it. */
  from_id: number;
  /** Their name. */
  from_name: string;
  /** With whom. */
  to_id: number;
  /** Their name. */
  to_name: string;
  /** The goal it is about. */
  goal_id: number | null;
  /** Its title. */
  goal_title: string | null;
  /** What it is, in a line. */
  what: string;
  /** How much it matters. */
  importance: "low" | "high";
  /** How soon it is needed. */
  urgency: "low" | "high";
  /** It is bad news for the other. */
  bad_news: boolean;
  /** The medium that the framework advised. */
  suggested: "note" | "chat" | "call" | "meeting" | "now";
  /** The one that was chosen. */
  chosen: "note" | "chat" | "call" | "meeting" | "now";
  /** When it was raised. */
  created_at: Instant;
  /** When it was talked over. */
  answered_at: Instant | null;
  /** Which of the two said so. */
  answered_by: number | null;
}

/** Something raised with somebody, by a medium. */
export interface RaisedItemCreate {
  /** With whom. */
  to_id: number;
  /** The goal it is about. */
  goal_id?: number | null;
  /** What it is, in a line. */
  what: string;
  /** How much it matters. */
  importance: "low" | "high";
  /** How soon it is needed. */
  urgency: "low" | "high";
  /** It is bad news for the other. */
  bad_news?: boolean;
  /** The one that was chosen. */
  chosen: "note" | "chat" | "call" | "meeting" | "now";
}

/** Who supported a person, from when to when. */
export interface ReportingLine {
  /** The line's number. */
  id: number;
  /** The person. */
  person_id: number;
  /** Who supported them. */
  manager_id: number;
  /** Their name. */
  manager_name: string;
  /** From when. */
  starts_on: CalendarDay;
  /** Until when; null: today. */
  ends_on: CalendarDay | null;
}

/** What somebody would like of another one's goal. It is shown to both and asks for nothing. */
export interface RhythmWish {
  /** Who would like it. */
  person_id: number;
  /** Their name. */
  person_name: string;
  /** Days between check-ins that they would like. */
  days: number;
  /** What it would help them with. */
  reason: string;
  /** Since when. */
  created_at: Instant;
}

/** What somebody would like of another one's goal. It is shown to both and asks for nothing. */
export interface RhythmWishCreate {
  /** Days between check-ins that they would like. */
  days: number;
  /** What it would help them with. */
  reason: string;
}

/** A browser in which you are signed in. */
export interface Session {
  /** The session's number. */
  id: number;
  /** When it began. */
  created_at: Instant;
  /** When it was last used, to five minutes. */
  used_at: Instant;
  /** When it ends at the latest. */
  expires_at: Instant;
  /** Whether it is the one that asks. */
  current: boolean;
}

/** Signing in with a password. */
export interface SignInCreate {
  /** Your e-mail address. */
  email: string;
  /** Your password. */
  password: string;
}

/** Signing in with a one-time link or an invitation. */
export interface SignInLinkCreate {
  /** What stands behind the # of the link. */
  secret: string;
  /** A new password, if you like to set one now. */
  password?: string | null;
}

/** A step on the owner's way to a goal. */
export interface Step {
  /** The step's number. */
  id: number;
  /** The goal. */
  goal_id: number;
  /** Its place; the others make room. Last unless told. */
  position: number;
  /** What is to be done. */
  text: string;
  /** Until when. */
  due_on: CalendarDay | null;
  /** Whether its owner does it alone or together with others; null: not said. */
  together: "alone" | "together" | null;
  /** It has been done. */
  done: boolean;
  /** When it was done. */
  done_at: Instant | null;
  /** When it was written down. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** A step on the owner's way to a goal. */
export interface StepCreate {
  /** Its place; the others make room. Last unless told. */
  position?: number;
  /** What is to be done. */
  text: string;
  /** Until when. */
  due_on?: CalendarDay | null;
  /** Whether its owner does it alone or together with others; null: not said. */
  together?: "alone" | "together" | null;
  /** It has been done. */
  done?: boolean;
}

/** A step on the owner's way to a goal. */
export interface StepPatch {
  /** Its place; the others make room. Last unless told. */
  position?: number;
  /** What is to be done. */
  text?: string;
  /** Until when. */
  due_on?: CalendarDay | null;
  /** Whether its owner does it alone or together with others; null: not said. */
  together?: "alone" | "together" | null;
  /** It has been done. */
  done?: boolean;
}

/** A group of people with a purpose. */
export interface Team {
  /** The team's number. */
  id: number;
  /** Its name. */
  name: string;
  /** What the team is for. */
  purpose: string | null;
  /** The team that it is part of. */
  parent_id: number | null;
  /** How many open teams are part of it. */
  teams: number;
  /** How many people belong to it today; those of the teams within it belong to those. */
  members: number;
  /** The day it was closed. */
  closed_on: CalendarDay | null;
  /** When it was made. */
  created_at: Instant;
  /** Grows with each change; for If-Match. */
  version: number;
}

/** A group of people with a purpose. */
export interface TeamCreate {
  /** Its name. */
  name: string;
  /** What the team is for. */
  purpose?: string | null;
  /** The team that it is part of. */
  parent_id?: number | null;
}

/** A person's belonging to a team. */
export interface TeamMember {
  /** The membership's number. */
  id: number;
  /** The team. */
  team_id: number;
  /** The person. */
  person_id: number;
  /** The person's name. */
  name: string;
  /** The person's title. */
  title: string | null;
  /** What they are in the team. */
  role: "member" | "lead";
  /** The first of their active goals, of whatever team. */
  goal_id: number | null;
  /** Its title. */
  goal_title: string | null;
  /** How many active goals they have. */
  active_goals: number;
  /** Since when. */
  starts_on: CalendarDay;
  /** Until when. */
  ends_on: CalendarDay | null;
}

/** A person's belonging to a team. */
export interface TeamMemberCreate {
  /** The person. */
  person_id: number;
  /** What they are in the team. */
  role: "member" | "lead";
}

/** A person's belonging to a team. */
export interface TeamMemberPatch {
  /** What they are in the team. */
  role?: "member" | "lead";
}

/** A group of people with a purpose. */
export interface TeamPatch {
  /** Its name. */
  name?: string;
  /** What the team is for. */
  purpose?: string | null;
  /** The team that it is part of. */
  parent_id?: number | null;
}

/** How a part of a goal is done. */
export interface TogetherCreate {
  /** Mine alone, or together with others; null: not said. */
  together?: "alone" | "together" | null;
}

/** A personal token for scripts. */
export interface Token {
  /** The token's number. */
  id: number;
  /** What it is for. */
  name: string;
  /** read: look only; checkin: look and check in; full: all that you may do, but for account security. */
  scope: "read" | "checkin" | "full";
  /** When it was made. */
  created_at: Instant;
  /** When it was last used, to five minutes. */
  used_at: Instant | null;
  /** When it ends. */
  expires_at: Instant;
  /** The token itself: shown once, when it is made. */
  secret: string | null;
}

/** A personal token for scripts. */
export interface TokenCreate {
  /** What it is for. */
  name: string;
  /** read: look only; checkin: look and check in; full: all that you may do, but for account security. */
  scope: "read" | "checkin" | "full";
  /** After how many days it ends. */
  days: number;
}

/** What the link in a mail ends. */
export interface Unsubscription {
  /** The kinds in the mail, in words. */
  kinds: string[];
  /** No mail comes of any of them. */
  ended: boolean;
}

/** Where my notices are sent. */
export interface Webhook {
  /** Where to: an https address. Shown to me alone. */
  url: string | null;
  /** standard: signed JSON by Standard Webhooks; or the form of a chat. */
  format: "standard" | "slack" | "teams" | "mattermost" | null;
  /** What a standard one is signed with: shown once, when the address is set. */
  secret: string | null;
  /** Since when. */
  created_at: Instant | null;
  /** When it failed last, and has not worked since. */
  failed_at: Instant | null;
  /** Why it failed. */
  why: string | null;
}

/** Where my notices are sent. */
export interface WebhookCreate {
  /** Where to: an https address. Shown to me alone. */
  url?: string | null;
  /** standard: signed JSON by Standard Webhooks; or the form of a chat. */
  format?: "standard" | "slack" | "teams" | "mattermost" | null;
}

/** What is being done for an active goal, and what for. */
export interface Work {
  /** The active goal. */
  goal_id: number;
  /** What is to be reached. */
  title: string;
  /** Whose it is. */
  owner_id: number;
  /** Their name. */
  owner_name: string;
  /** The goal that it serves first. */
  serves_id: number | null;
  /** That goal's title. */
  serves_title: string | null;
  /** That goal's level. */
  serves_level: "organisation" | "team" | "person" | null;
  /** How many other goals it serves. */
  serves_more: number;
  /** The day of the newest check-in. */
  checked_on: CalendarDay | null;
  /** What had moved by then. */
  moved: string | null;
  /** What was next by then. */
  next: string | null;
  /** What was in the way by then. */
  in_the_way: string | null;
  /** The first step that has not been done. */
  step: string | null;
}

export interface Routes {
  /** Signs in with a password; answers as GET /me does. */
  "POST /sign-in": {
    takes: SignInCreate;
    gives: Person;
    filter: { };
  };
  /** Signs in with a one-time link or an invitation, which is used up; can set a password at once. */
  "POST /sign-in/link": {
    takes: SignInLinkCreate;
    gives: Person;
    filter: { };
  };
  /** Ends this session. */
  "POST /sign-out": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Who I am here, with my roles and what waits for me. */
  "GET /me": {
    takes: undefined;
    gives: Person;
    filter: { };
  };
  /** Sets a new password. All my other sessions end. */
  "PUT /me/password": {
    takes: PasswordChangeCreate;
    gives: unknown;
    filter: { };
  };
  /** Where I am signed in, newest first. */
  "GET /me/sessions": {
    takes: undefined;
    gives: Page<Session>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Ends one of my sessions. */
  "DELETE /me/sessions/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** My tokens, newest first. */
  "GET /me/tokens": {
    takes: undefined;
    gives: Page<Token>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Makes a token; its secret is shown this once. */
  "POST /me/tokens": {
    takes: TokenCreate;
    gives: Token;
    filter: { };
  };
  /** Ends one of my tokens. */
  "DELETE /me/tokens/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** As whom one can look around by one click; nobody, unless this is a demonstration organisation. */
  "GET /sign-in/demonstration": {
    takes: undefined;
    gives: Demonstration;
    filter: { };
  };
  /** Signs in to a demonstration organisation by one click; answers as GET /me does. */
  "POST /sign-in/demonstration": {
    takes: DemonstrationDoorCreate;
    gives: unknown;
    filter: { };
  };
  /** The organisation. */
  "GET /organisation": {
    takes: undefined;
    gives: Organisation;
    filter: { };
  };
  /** Changes its name or zone. */
  "PATCH /organisation": {
    takes: OrganisationPatch;
    gives: Organisation;
    filter: { };
  };
  /** The mission of today. Its text is null until one has been written. */
  "GET /mission": {
    takes: undefined;
    gives: Mission;
    filter: { };
  };
  /** Writes the mission anew; the old text stays in its history. */
  "PUT /mission": {
    takes: MissionCreate;
    gives: Mission;
    filter: { };
  };
  /** Every text the mission has had, newest first. */
  "GET /mission/history": {
    takes: undefined;
    gives: Page<Mission>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** The framework in force. */
  "GET /framework": {
    takes: undefined;
    gives: Framework;
    filter: { };
  };
  /** Makes a new version: what is left out stays as it is. Give a reason. */
  "PUT /framework": {
    takes: FrameworkCreate;
    gives: Framework;
    filter: { };
  };
  /** Says what a new version would do, and changes nothing. */
  "POST /framework/preview": {
    takes: FrameworkCreate;
    gives: FrameworkPreview;
    filter: { };
  };
  /** Every version, newest first. */
  "GET /framework/history": {
    takes: undefined;
    gives: Page<Framework>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Every period, newest first. */
  "GET /periods": {
    takes: undefined;
    gives: Page<Period>;
    filter: { limit?: number; cursor?: string; sort?: "-starts_on"; };
  };
  /** Makes a period. */
  "POST /periods": {
    takes: PeriodCreate;
    gives: Period;
    filter: { };
  };
  /** One period. */
  "GET /periods/{id}": {
    takes: undefined;
    gives: Period;
    filter: { };
  };
  /** Changes a period that has not ended. */
  "PATCH /periods/{id}": {
    takes: PeriodPatch;
    gives: Period;
    filter: { };
  };
  /** The people who are here, by name. */
  "GET /people": {
    takes: undefined;
    gives: Page<Person>;
    filter: { q?: string; team_id?: number; manager_id?: number; without?: "goals" | "contact_points" | "manager"; left?: boolean; limit?: number; cursor?: string; sort?: "name"; };
  };
  /** Somebody joins. */
  "POST /people": {
    takes: PersonCreate;
    gives: Person;
    filter: { };
  };
  /** One person, with line manager, teams, contact points and the load of active goals. */
  "GET /people/{id}": {
    takes: undefined;
    gives: Person;
    filter: { };
  };
  /** Changes a profile. Oneself: name, zone, language, working hours, how to work with me, skills; people operations: everything. */
  "PATCH /people/{id}": {
    takes: PersonPatch;
    gives: Person;
    filter: { };
  };
  /** Whom this person supports as line manager, by name. */
  "GET /people/{id}/reports": {
    takes: undefined;
    gives: Page<Person>;
    filter: { limit?: number; cursor?: string; sort?: "name"; };
  };
  /** The reporting line of today, from the top down to this person: on one page. */
  "GET /people/{id}/line": {
    takes: undefined;
    gives: Page<Person>;
    filter: { limit?: number; cursor?: string; };
  };
  /** Who supported this person, from when to when, newest first. */
  "GET /people/{id}/managers": {
    takes: undefined;
    gives: Page<ReportingLine>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Gives the person another line manager, or none. */
  "PUT /people/{id}/manager": {
    takes: PersonManagerCreate;
    gives: Person;
    filter: { };
  };
  /** Who belongs to people operations and who is operator. Each has at least one holder. */
  "PUT /people/{id}/roles": {
    takes: PersonRolesCreate;
    gives: Person;
    filter: { };
  };
  /** The person leaves: open goals are handed over, reports move, memberships and sessions end, history stays. */
  "PUT /people/{id}/departure": {
    takes: DepartureCreate;
    gives: Person;
    filter: { };
  };
  /** The person comes back. */
  "DELETE /people/{id}/departure": {
    takes: undefined;
    gives: Person;
    filter: { };
  };
  /** Joiners, movers and leavers that are planned, the next first. */
  "GET /changeovers": {
    takes: undefined;
    gives: Page<Changeover>;
    filter: { person_id?: number; limit?: number; cursor?: string; sort?: "day"; };
  };
  /** Somebody joins, as one act: line manager, teams, contact points and the link with which they come in; dry_run says what it would do. On a later day it is planned. */
  "POST /changeovers": {
    takes: ChangeoverCreate;
    gives: Changeover;
    filter: { };
  };
  /** One that is planned. */
  "GET /changeovers/{id}": {
    takes: undefined;
    gives: Changeover;
    filter: { };
  };
  /** Plans it anew, as a whole; with today's day it is done at once. dry_run says what it would do. */
  "PUT /changeovers/{id}": {
    takes: ChangeoverCreate;
    gives: Changeover;
    filter: { };
  };
  /** Calls a planned one off. */
  "DELETE /changeovers/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** A mover or a leaver as one act, with teams, line manager, contact points and goals; dry_run says what it would do and who sees it. On a later day it is planned. */
  "POST /people/{id}/changeover": {
    takes: ChangeoverCreate;
    gives: Changeover;
    filter: { };
  };
  /** The people who are here, by name, and whether they have come in yet. */
  "GET /invitations": {
    takes: undefined;
    gives: Page<Invitation>;
    filter: { state?: "never_invited" | "invited" | "signed_in"; limit?: number; cursor?: string; sort?: "name"; };
  };
  /** Makes invitation links for many, each good for 14 days and one use. They are shown this once. */
  "POST /invitations": {
    takes: InvitationsCreate;
    gives: Invitations;
    filter: { };
  };
  /** Makes an invitation link for a person, good for 14 days and one use. An earlier one ends. */
  "POST /people/{id}/invitation": {
    takes: undefined;
    gives: Invitation;
    filter: { };
  };
  /** Takes an invitation back: its link does not work any more. */
  "DELETE /people/{id}/invitation": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** What asks for care: counts (up to 1,001) of goals and people that lack something, and the first steps. */
  "GET /care": {
    takes: undefined;
    gives: Care;
    filter: { };
  };
  /** When the person is away, from today on. */
  "GET /people/{id}/absences": {
    takes: undefined;
    gives: Page<Absence>;
    filter: { limit?: number; cursor?: string; sort?: "starts_on"; };
  };
  /** Notes an absence. Nothing is due meanwhile. */
  "POST /people/{id}/absences": {
    takes: AbsenceCreate;
    gives: Absence;
    filter: { };
  };
  /** Takes an absence away. */
  "DELETE /absences/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Whom do I ask about ...? The contact points whose topic has these words, those of teams first: at most `limit`, on one page. */
  "GET /contact-points": {
    takes: undefined;
    gives: Page<ContactPoint>;
    filter: { q: string; limit?: number; cursor?: string; sort?: "rank"; };
  };
  /** Contact points whose person or stand-in has left: somebody else is to be named. */
  "GET /loose-contact-points": {
    takes: undefined;
    gives: Page<ContactPoint>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** For what one asks the person: their own contact points, and those of teams. */
  "GET /people/{id}/contact-points": {
    takes: undefined;
    gives: Page<ContactPoint>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** Writes down a contact point of the person's own. */
  "POST /people/{id}/contact-points": {
    takes: ContactPointCreate;
    gives: ContactPoint;
    filter: { };
  };
  /** Whom one asks in the team, for what. */
  "GET /teams/{id}/contact-points": {
    takes: undefined;
    gives: Page<ContactPoint>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** Names whom one asks about a topic of the team. */
  "POST /teams/{id}/contact-points": {
    takes: ContactPointCreate;
    gives: ContactPoint;
    filter: { };
  };
  /** A contact point. */
  "GET /contact-points/{id}": {
    takes: undefined;
    gives: ContactPoint;
    filter: { };
  };
  /** Changes a contact point. Who is named by a team says how, when and who stands in; who keeps the team everything. */
  "PATCH /contact-points/{id}": {
    takes: ContactPointPatch;
    gives: ContactPoint;
    filter: { };
  };
  /** Removes a contact point. */
  "DELETE /contact-points/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** The teams that are open, by name. */
  "GET /teams": {
    takes: undefined;
    gives: Page<Team>;
    filter: { parent_id?: number; person_id?: number; top?: boolean; closed?: boolean; q?: string; limit?: number; cursor?: string; sort?: "name"; };
  };
  /** Makes a team: people operations anywhere, those who lead a team within it. */
  "POST /teams": {
    takes: TeamCreate;
    gives: Team;
    filter: { };
  };
  /** One team, with the teams above it, who leads it, and how many people and teams it has. */
  "GET /teams/{id}": {
    takes: undefined;
    gives: Team;
    filter: { };
  };
  /** The teams from the top down to this one: on one page. */
  "GET /teams/{id}/line": {
    takes: undefined;
    gives: Page<Team>;
    filter: { limit?: number; cursor?: string; };
  };
  /** Changes a team. */
  "PATCH /teams/{id}": {
    takes: TeamPatch;
    gives: Team;
    filter: { };
  };
  /** Closes a team that has no teams and no active goals; its members leave it today. */
  "PUT /teams/{id}/closure": {
    takes: undefined;
    gives: Team;
    filter: { };
  };
  /** Who belongs to the team today, by name. */
  "GET /teams/{id}/members": {
    takes: undefined;
    gives: Page<TeamMember>;
    filter: { limit?: number; cursor?: string; sort?: "name"; };
  };
  /** Takes a person in from today. */
  "POST /teams/{id}/members": {
    takes: TeamMemberCreate;
    gives: TeamMember;
    filter: { };
  };
  /** Changes what the person is in the team, from today. */
  "PATCH /team-members/{id}": {
    takes: TeamMemberPatch;
    gives: TeamMember;
    filter: { };
  };
  /** The person leaves the team today. */
  "DELETE /team-members/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Goals one may see; of an owner, a team, a period ... in their order. */
  "GET /goals": {
    takes: undefined;
    gives: Page<Goal>;
    filter: { owner_id?: number; team_id?: number; period_id?: number; supporter_id?: number; state?: "draft" | "proposed" | "active" | "closed"; level?: "organisation" | "team" | "person"; confidence?: "on_track" | "at_risk" | "off_track"; serves_nothing?: boolean; stale?: boolean; q?: string; parent_id?: number; top?: boolean; not_closed?: boolean; limit?: number; cursor?: string; sort?: "priority" | "due_on" | "-due_on" | "title"; };
  };
  /** Writes a draft: one's own, for a team one belongs to, for people one supports or whose team one leads. */
  "POST /goals": {
    takes: GoalCreate;
    gives: Goal;
    filter: { };
  };
  /** One goal with its criteria, steps, newest answers, what it serves, what one can do, and notes. */
  "GET /goals/{id}": {
    takes: undefined;
    gives: Goal;
    filter: { };
  };
  /** Changes a draft; of a goal under way priority, supporter and what counts. The rest takes a reason. */
  "PATCH /goals/{id}": {
    takes: GoalPatch;
    gives: Goal;
    filter: { };
  };
  /** Throws a draft away. */
  "DELETE /goals/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Proposes a draft: to its owner, else to its supporter; without one it becomes active. */
  "PUT /goals/{id}/proposal": {
    takes: undefined;
    gives: Goal;
    filter: { };
  };
  /** Takes a proposal back: a draft again. */
  "DELETE /goals/{id}/proposal": {
    takes: undefined;
    gives: Goal;
    filter: { };
  };
  /** Closes the goal, with how it ended and why; scored by the criteria of today and of the start. */
  "PUT /goals/{id}/closure": {
    takes: GoalClosureCreate;
    gives: Goal;
    filter: { };
  };
  /** Opens a closed goal again, with a reason. */
  "PUT /goals/{id}/reopening": {
    takes: GoalReopeningCreate;
    gives: Goal;
    filter: { };
  };
  /** Hands the goal over to another person, with a reason. */
  "PUT /goals/{id}/owner": {
    takes: GoalOwnerCreate;
    gives: Goal;
    filter: { };
  };
  /** Takes an active goal that was handed over. Handing it back is handing it over. */
  "PUT /goals/{id}/acceptance": {
    takes: undefined;
    gives: Goal;
    filter: { };
  };
  /** Puts one's own goals in order of priority. This takes no reason: it changes no goal's terms. */
  "PUT /people/{id}/goal-order": {
    takes: GoalOrderCreate;
    gives: GoalOrder;
    filter: { };
  };
  /** Changes an active goal, with a reason: dates, targets, wording, what it serves. Both versions are kept. */
  "POST /goals/{id}/changes": {
    takes: GoalChangeRequestCreate;
    gives: GoalChange;
    filter: { };
  };
  /** How the goal was changed and why, newest first. */
  "GET /goals/{id}/changes": {
    takes: undefined;
    gives: Page<GoalChange>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** The goals it serves, up to the mission. */
  "GET /goals/{id}/why": {
    takes: undefined;
    gives: GoalWhy;
    filter: { };
  };
  /** The goals as a tree below the mission, laid out: what is open, or what a filter finds with the way to it. Opened at one's own place unless told. */
  "GET /goal-map": {
    takes: undefined;
    gives: GoalMap;
    filter: { focus?: number; open?: string[]; after?: string[]; closed?: boolean; owner_id?: number; team_id?: number; period_id?: number; supporter_id?: number; state?: "draft" | "proposed" | "active" | "closed"; level?: "organisation" | "team" | "person"; confidence?: "on_track" | "at_risk" | "off_track"; serves_nothing?: boolean; stale?: boolean; q?: string; };
  };
  /** The goals that serve it. */
  "GET /goals/{id}/served-by": {
    takes: undefined;
    gives: Page<Goal>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** How often the goal is checked in on. */
  "GET /goals/{id}/rhythm": {
    takes: undefined;
    gives: GoalRhythm;
    filter: { };
  };
  /** The owner asks more of themselves than the framework does. */
  "PUT /goals/{id}/rhythm": {
    takes: GoalRhythmCreate;
    gives: GoalRhythm;
    filter: { };
  };
  /** Says that one would like to hear of it more often. The owner decides. */
  "PUT /goals/{id}/rhythm-wish": {
    takes: RhythmWishCreate;
    gives: GoalRhythm;
    filter: { };
  };
  /** Takes one's wish back. */
  "DELETE /goals/{id}/rhythm-wish": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Adds a criterion to a draft. */
  "POST /goals/{id}/criteria": {
    takes: CriterionCreate;
    gives: Criterion;
    filter: { };
  };
  /** Changes a criterion of a draft. */
  "PATCH /criteria/{id}": {
    takes: CriterionPatch;
    gives: Criterion;
    filter: { };
  };
  /** Removes a criterion from a draft. */
  "DELETE /criteria/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** The owner's way to the goal, in order. */
  "GET /goals/{id}/steps": {
    takes: undefined;
    gives: Page<Step>;
    filter: { limit?: number; cursor?: string; sort?: "position"; };
  };
  /** Adds a step. */
  "POST /goals/{id}/steps": {
    takes: StepCreate;
    gives: Step;
    filter: { };
  };
  /** Changes a step; "done" notes it as done, or not. */
  "PATCH /steps/{id}": {
    takes: StepPatch;
    gives: Step;
    filter: { };
  };
  /** Removes a step. */
  "DELETE /steps/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** My if-then plans for this goal. */
  "GET /goals/{id}/plans": {
    takes: undefined;
    gives: Page<Plan>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** Makes an if-then plan. */
  "POST /goals/{id}/plans": {
    takes: PlanCreate;
    gives: Plan;
    filter: { };
  };
  /** Puts it aside for today: done, or it is not so. */
  "PUT /plans/{id}/aside": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Removes a plan. */
  "DELETE /plans/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** What is or was in the way, newest first. */
  "GET /goals/{id}/barriers": {
    takes: undefined;
    gives: Page<Barrier>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Tells what is in the way of an active goal, and asks somebody to help. */
  "POST /goals/{id}/barriers": {
    takes: BarrierCreate;
    gives: Barrier;
    filter: { };
  };
  /** Open barriers, oldest first. */
  "GET /barriers": {
    takes: undefined;
    gives: Page<Barrier>;
    filter: { asked_id?: number; owner_id?: number; kind?: "waiting" | "decision" | "priorities" | "time" | "knowledge" | "equipment" | "money" | "agreement" | "other"; limit?: number; cursor?: string; sort?: "id" | "-id"; };
  };
  /** Open barriers where I could help, each with why: at most `limit` of them, on one page. */
  "GET /barriers/for-me": {
    takes: undefined;
    gives: Page<BarrierFit>;
    filter: { limit?: number; cursor?: string; sort?: "fit"; };
  };
  /** One barrier, with its way from person to person. */
  "GET /barriers/{id}": {
    takes: undefined;
    gives: Barrier;
    filter: { };
  };
  /** Tells it better. */
  "PATCH /barriers/{id}": {
    takes: BarrierPatch;
    gives: Barrier;
    filter: { };
  };
  /** People who may be able to help, each with why: at most `limit` of them, on one page. */
  "GET /barriers/{id}/helpers": {
    takes: undefined;
    gives: Page<BarrierHelper>;
    filter: { limit?: number; cursor?: string; sort?: "fit"; };
  };
  /** Takes it up with a day. Whoever sees an open barrier may help. */
  "PUT /barriers/{id}/acceptance": {
    takes: BarrierAcceptanceCreate;
    gives: Barrier;
    filter: { };
  };
  /** Hands it on, with a reason. */
  "PUT /barriers/{id}/asked": {
    takes: BarrierHandingCreate;
    gives: Barrier;
    filter: { };
  };
  /** It is lifted, or it cannot be lifted and why. */
  "PUT /barriers/{id}/ending": {
    takes: BarrierEndingCreate;
    gives: Barrier;
    filter: { };
  };
  /** What the goal needs of others, and what its owner gives with it, newest first. */
  "GET /goals/{id}/needs": {
    takes: undefined;
    gives: Page<Need>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Asks a person or a team for what a goal that was proposed or is active needs. */
  "POST /goals/{id}/needs": {
    takes: NeedCreate;
    gives: Need;
    filter: { };
  };
  /** Says whether this part is done alone or together with others. */
  "PUT /criteria/{id}/together": {
    takes: TogetherCreate;
    gives: unknown;
    filter: { };
  };
  /** Open needs, oldest first. */
  "GET /needs": {
    takes: undefined;
    gives: Page<Need>;
    filter: { person_id?: number; team_id?: number; owner_id?: number; state?: "asked" | "changed" | "accepted" | "given"; late?: boolean; limit?: number; cursor?: string; sort?: "id" | "-id"; };
  };
  /** One need, with its way. */
  "GET /needs/{id}": {
    takes: undefined;
    gives: Need;
    filter: { };
  };
  /** Asks it better, until it is accepted. */
  "PATCH /needs/{id}": {
    takes: NeedPatch;
    gives: Need;
    filter: { };
  };
  /** Accepts it as it was asked. */
  "PUT /needs/{id}/acceptance": {
    takes: NeedAcceptanceCreate;
    gives: Need;
    filter: { };
  };
  /** Suggests another day or other words; the asker agrees or withdraws. */
  "PUT /needs/{id}/suggestion": {
    takes: NeedSuggestionCreate;
    gives: Need;
    filter: { };
  };
  /** Agrees to what was suggested. */
  "PUT /needs/{id}/agreement": {
    takes: undefined;
    gives: Need;
    filter: { };
  };
  /** Declines it, with a reason. */
  "PUT /needs/{id}/refusal": {
    takes: NeedRefusalCreate;
    gives: Need;
    filter: { };
  };
  /** It is no longer needed. */
  "PUT /needs/{id}/withdrawal": {
    takes: NeedWordsCreate;
    gives: Need;
    filter: { };
  };
  /** It has been given. */
  "PUT /needs/{id}/giving": {
    takes: NeedWordsCreate;
    gives: Need;
    filter: { };
  };
  /** It came, or something is still missing. */
  "PUT /needs/{id}/receipt": {
    takes: NeedReceiptCreate;
    gives: Need;
    filter: { };
  };
  /** Introduces the barrier's owner and somebody who may be able to help, with a note that both can change. */
  "POST /barriers/{id}/introductions": {
    takes: IntroductionCreate;
    gives: Introduction;
    filter: { };
  };
  /** An introduction and its note. */
  "GET /introductions/{id}": {
    takes: undefined;
    gives: Introduction;
    filter: { };
  };
  /** Writes in the note. */
  "PATCH /introductions/{id}": {
    takes: IntroductionPatch;
    gives: Introduction;
    filter: { };
  };
  /** Answers a goal: aligned, a question, a suggestion, an offer of help. The owner's aligned accepts it. */
  "PUT /goals/{id}/answer": {
    takes: AnswerCreate;
    gives: Goal;
    filter: { };
  };
  /** The answers to the goal, newest first. */
  "GET /goals/{id}/answers": {
    takes: undefined;
    gives: Page<Answer>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** The owner replies; a proposal waits for its supporter again. */
  "PUT /answers/{id}/reply": {
    takes: AnswerReplyCreate;
    gives: Answer;
    filter: { };
  };
  /** The goal's check-ins, newest first. */
  "GET /goals/{id}/checkins": {
    takes: undefined;
    gives: Page<Checkin>;
    filter: { limit?: number; cursor?: string; sort?: "-checked_on"; };
  };
  /** Checks in; with corrects_id it takes the place of an earlier check-in, whose values it keeps where it has none. */
  "POST /goals/{id}/checkins": {
    takes: CheckinCreate;
    gives: Checkin;
    filter: { };
  };
  /** Whether the goal is still achievable: how likely good and excellent are by the due day, and why. */
  "GET /goals/{id}/forecast": {
    takes: undefined;
    gives: Forecast;
    filter: { };
  };
  /** Every forecast as it was given, the newest first. */
  "GET /goals/{id}/forecasts": {
    takes: undefined;
    gives: Page<ForecastGiven>;
    filter: { limit?: number; cursor?: string; sort?: "-given_on"; };
  };
  /** How forecasts of closed goals have held: Brier scores beside simpler guesses, and a reliability chart. Figures over goals, never over people. */
  "GET /forecast": {
    takes: undefined;
    gives: ForecastHeld;
    filter: { level?: "good" | "excellent"; stage?: "quarter" | "half" | "three_quarters"; };
  };
  /** The series that I am in and that go on. */
  "GET /meeting-series": {
    takes: undefined;
    gives: Page<MeetingSeries>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** Makes a series: with people, or for a team that I belong to. Its meetings are planned some weeks ahead. */
  "POST /meeting-series": {
    takes: MeetingSeriesCreate;
    gives: MeetingSeries;
    filter: { };
  };
  /** One series, with who is in it. */
  "GET /meeting-series/{id}": {
    takes: undefined;
    gives: MeetingSeries;
    filter: { };
  };
  /** Changes a series from now on; what was written for meetings to come goes with them to their new times. */
  "PATCH /meeting-series/{id}": {
    takes: MeetingSeriesPatch;
    gives: MeetingSeries;
    filter: { };
  };
  /** Ends a series; what was said stays with those who were in it. */
  "PUT /meeting-series/{id}/end": {
    takes: MeetingSeriesEndCreate;
    gives: MeetingSeries;
    filter: { };
  };
  /** Takes somebody into a group. */
  "POST /meeting-series/{id}/people": {
    takes: MeetingPersonCreate;
    gives: MeetingSeries;
    filter: { };
  };
  /** I am in this group no longer. */
  "DELETE /meeting-series/{id}/me": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** The meetings that I am in, by time. */
  "GET /meetings": {
    takes: undefined;
    gives: Page<Meeting>;
    filter: { series_id?: number; from?: Instant; until?: Instant; limit?: number; cursor?: string; sort?: "starts_at" | "-starts_at"; };
  };
  /** One meeting: who is in it, the agenda, the notes, the actions, the meetings before and after. */
  "GET /meetings/{id}": {
    takes: undefined;
    gives: Meeting;
    filter: { };
  };
  /** Writes the notes of all. */
  "PATCH /meetings/{id}": {
    takes: MeetingPatch;
    gives: Meeting;
    filter: { };
  };
  /** Writes my own notes, which nobody else reads. */
  "PUT /meetings/{id}/private-notes": {
    takes: MeetingPrivateNotesCreate;
    gives: MeetingPrivateNotes;
    filter: { };
  };
  /** Moves this one meeting. */
  "PUT /meetings/{id}/time": {
    takes: MeetingTimeCreate;
    gives: Meeting;
    filter: { };
  };
  /** Notes that it was held, or skips it with a reason; what is open is on the next one's agenda. */
  "PUT /meetings/{id}/outcome": {
    takes: MeetingOutcomeCreate;
    gives: Meeting;
    filter: { };
  };
  /** It is planned again. */
  "DELETE /meetings/{id}/outcome": {
    takes: undefined;
    gives: Meeting;
    filter: { };
  };
  /** Finds times at which all are free; fair where no hour suits all. Nothing is written. */
  "POST /meeting-times": {
    takes: MeetingTimesCreate;
    gives: MeetingTimes;
    filter: { };
  };
  /** What changed since we last met: our goals by owner, and the goals next to ours. */
  "GET /meetings/{id}/changes": {
    takes: undefined;
    gives: MeetingChanges;
    filter: { };
  };
  /** What is open, in its order. */
  "GET /meeting-series/{id}/agenda": {
    takes: undefined;
    gives: Page<AgendaItem>;
    filter: { limit?: number; cursor?: string; sort?: "position"; };
  };
  /** Puts something on the agenda. */
  "POST /meeting-series/{id}/agenda": {
    takes: AgendaItemCreate;
    gives: AgendaItem;
    filter: { };
  };
  /** Puts something on the agenda of my next one-to-one with this person. 409 when we have none. */
  "POST /people/{id}/agenda": {
    takes: AgendaItemCreate;
    gives: AgendaItem;
    filter: { };
  };
  /** Changes an item or its place; "done" notes that it was talked about, or not. */
  "PATCH /agenda-items/{id}": {
    takes: AgendaItemPatch;
    gives: AgendaItem;
    filter: { };
  };
  /** Takes an item off the agenda. */
  "DELETE /agenda-items/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Whether my calendar has a secret address. */
  "GET /me/calendar": {
    takes: undefined;
    gives: CalendarFeed;
    filter: { };
  };
  /** Makes a secret address for my calendar, shown this once; one from before ends. */
  "POST /me/calendar": {
    takes: undefined;
    gives: CalendarFeed;
    filter: { };
  };
  /** Ends the secret address. */
  "DELETE /me/calendar": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** The meetings of whose secret address this is, as text/calendar. */
  "GET /calendars/{token}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** My open actions, the oldest first. */
  "GET /meeting-actions": {
    takes: undefined;
    gives: Page<MeetingAction>;
    filter: { limit?: number; cursor?: string; sort?: "id"; };
  };
  /** Writes down an action. */
  "POST /meetings/{id}/actions": {
    takes: MeetingActionCreate;
    gives: MeetingAction;
    filter: { };
  };
  /** Changes an action; "done" notes that it has been done, or not. */
  "PATCH /meeting-actions/{id}": {
    takes: MeetingActionPatch;
    gives: MeetingAction;
    filter: { };
  };
  /** Removes an action. */
  "DELETE /meeting-actions/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** Which medium fits for raising something with this person, and why. */
  "GET /people/{id}/medium": {
    takes: undefined;
    gives: MediumAdvice;
    filter: { importance?: "low" | "high"; urgency?: "low" | "high"; bad_news?: boolean; };
  };
  /** What I raised, and what was raised with me, newest first. */
  "GET /raised-items": {
    takes: undefined;
    gives: Page<RaisedItem>;
    filter: { open?: boolean; limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Raises something with somebody; only the two see it. */
  "POST /raised-items": {
    takes: RaisedItemCreate;
    gives: RaisedItem;
    filter: { };
  };
  /** Something that was raised. */
  "GET /raised-items/{id}": {
    takes: undefined;
    gives: RaisedItem;
    filter: { };
  };
  /** Says that it has been talked over: how long it took is kept. */
  "PUT /raised-items/{id}/answer": {
    takes: undefined;
    gives: RaisedItem;
    filter: { };
  };
  /** Takes it back, while it has not been talked over. */
  "DELETE /raised-items/{id}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** How suggested and chosen media differ, and how long answers take, in the last three full months; only where five people or more are behind a figure. */
  "GET /raised-figures": {
    takes: undefined;
    gives: RaiseFigures;
    filter: { };
  };
  /** Whether I seem to be on my own, and two people to get to know. Nobody else sees it. */
  "GET /isolation": {
    takes: undefined;
    gives: Isolation;
    filter: { };
  };
  /** Puts it away for twelve weeks. */
  "PUT /isolation/dismissal": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** How many people seem to be on their own, over departments of five or more, as at the beginning of the month. */
  "GET /isolation-figures": {
    takes: undefined;
    gives: IsolationFigures;
    filter: { };
  };
  /** The imports that were ordered here, newest first. */
  "GET /imports": {
    takes: undefined;
    gives: Page<Import>;
    filter: { limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** Orders an import of a CSV file of at most 1 MB, or (dry_run) says what it would do. Good rows come in, bad ones are told by line and reason; the same file again changes nothing. */
  "POST /imports": {
    takes: ImportCreate;
    gives: Import;
    filter: { };
  };
  /** One import: its state and how far it is. */
  "GET /imports/{id}": {
    takes: undefined;
    gives: Import;
    filter: { };
  };
  /** What became of each line, by line. */
  "GET /imports/{id}/lines": {
    takes: undefined;
    gives: Page<ImportLine>;
    filter: { outcome?: "added" | "changed" | "same" | "refused" | "remark"; limit?: number; cursor?: string; sort?: "line"; };
  };
  /** What taking it back would do, and what stands in the way. */
  "GET /imports/{id}/undoing": {
    takes: undefined;
    gives: ImportUndoing;
    filter: { };
  };
  /** Takes the import back, all of it or nothing, as long as nothing was built on it. */
  "PUT /imports/{id}/undoing": {
    takes: undefined;
    gives: Import;
    filter: { };
  };
  /** What the person is working on: their active goals by priority, each with what it serves and what is next. */
  "GET /people/{id}/work": {
    takes: undefined;
    gives: Page<Work>;
    filter: { limit?: number; cursor?: string; sort?: "priority"; };
  };
  /** What the team is working on: its active goals by priority, each with what it serves and what is next. */
  "GET /teams/{id}/work": {
    takes: undefined;
    gives: Page<Work>;
    filter: { limit?: number; cursor?: string; sort?: "priority"; };
  };
  /** What I owe, who waits for me, what I wait for, what changed near my goals; with my load. */
  "GET /home": {
    takes: undefined;
    gives: Home;
    filter: { };
  };
  /** Puts aside what changed until now. */
  "PUT /home/look": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** What I am told, newest first. */
  "GET /notices": {
    takes: undefined;
    gives: Page<Notice>;
    filter: { unread?: boolean; limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** I have read all up to this one. */
  "PUT /notices/reading": {
    takes: NoticeReadingCreate;
    gives: unknown;
    filter: { };
  };
  /** I have read this one. */
  "PUT /notices/{id}/reading": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** How I am told of what concerns me. */
  "GET /me/notice-settings": {
    takes: undefined;
    gives: NoticeSettings;
    filter: { };
  };
  /** Changes how I am told; kinds that are left out stay as they are. */
  "PUT /me/notice-settings": {
    takes: NoticeSettingsCreate;
    gives: NoticeSettings;
    filter: { };
  };
  /** Where my notices are sent; no address: nowhere. */
  "GET /me/webhook": {
    takes: undefined;
    gives: Webhook;
    filter: { };
  };
  /** Sends my notices to an address, with a new secret. */
  "PUT /me/webhook": {
    takes: WebhookCreate;
    gives: Webhook;
    filter: { };
  };
  /** Sends my notices nowhere any more. */
  "DELETE /me/webhook": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** What the link in a mail ends; a browser that comes by the link is led to the page that asks first. */
  "GET /unsubscriptions/{token}": {
    takes: undefined;
    gives: Unsubscription;
    filter: { };
  };
  /** Ends mails of the kinds in one mail, by the link in it (RFC 8058). */
  "POST /unsubscriptions/{token}": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
  /** The best finds among goals, people and teams: at most `limit` of them, on one page. */
  "GET /search": {
    takes: undefined;
    gives: Page<Find>;
    filter: { q: string; kind?: "goal" | "person" | "team"; limit?: number; cursor?: string; sort?: "rank"; };
  };
  /** What happened that I may see, newest first. */
  "GET /events": {
    takes: undefined;
    gives: Page<Event>;
    filter: { goal_id?: number; person_id?: number; type?: string; limit?: number; cursor?: string; sort?: "-id"; };
  };
  /** This API as an OpenAPI 3.1 document. */
  "GET /openapi.json": {
    takes: undefined;
    gives: unknown;
    filter: { };
  };
}
