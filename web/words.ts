// The words for what the API names, in one place.
import type { AnswerKind, Confidence, Kind, Level, Outcome, Pace, State } from './types';

export const levelWords: Record<Level, string> = { organisation: 'Organisation', team: 'Team', person: 'Personal' };
export const stateWords: Record<State, string> = { draft: 'Draft', proposed: 'Proposed', active: 'Active', closed: 'Closed' };
export const confidenceWords: Record<Confidence, string> = { on_track: 'On track', at_risk: 'At risk', off_track: 'Off track' };
export const confidenceShapes: Record<Confidence, string> = { on_track: '●', at_risk: '▲', off_track: '■' };
export const paceWords: Record<Pace, string> = { on_pace: 'On pace', behind: 'Behind the pace', well_behind: 'Well behind the pace' };
export const outcomeWords: Record<Outcome, string> = { achieved: 'Achieved', partly: 'Partly achieved', missed: 'Missed', dropped: 'Dropped' };
export const kindWords: Record<Kind, string> = { number: 'A number', percent: 'A percentage', currency: 'An amount of money', done: 'Done or not done', milestones: 'Milestones', rubric: 'Described in words' };
export const answerWords: Record<AnswerKind, string> = { aligned: 'Aligned', question: 'A question', suggestion: 'A suggestion', offer: 'An offer of help' };
export const mediumWords: Record<string, string> = { email: 'E-mail', phone: 'Phone', chat: 'Chat', video: 'Video call', place: 'In person', other: 'Other' };
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const events: Record<string, string> = {
  'goal.created': 'drafted this goal', 'goal.proposed': 'proposed this goal', 'goal.activated': 'this goal became active', 'goal.answered': 'answered',
  'goal.changed': 'changed this goal', 'goal.edited': 'edited this goal', 'goal.closed': 'closed this goal', 'goal.reopened': 'opened this goal again',
  'goal.handed_over': 'handed this goal over', 'goal.withdrawn': 'took the proposal back', 'goal.deleted': 'threw the draft away',
  'goal.linked': 'said what this goal serves', 'goal.replied': 'replied', 'goal.supporter_changed': 'chose another supporter',
  'checkin.created': 'checked in', 'checkin.corrected': 'corrected a check-in', 'step.done': 'finished a step', 'step.removed': 'removed a step', 'criterion.created': 'added a criterion',
  'criterion.changed': 'changed a criterion', 'criterion.removed': 'removed a criterion', 'step.created': 'added a step', 'step.changed': 'moved on a step',
};
export const eventWords = (type: string) => events[type] ?? type.replace('.', ' ').replaceAll('_', ' ');
