// The words for what the API names, in one place and in the reader's language (hence the getters).
import type { ComponentChildren } from 'preact';
import { t, tx } from './lang';
import { weekday } from './format';
import type { AnswerKind, Confidence, Kind, Level, Outcome, Pace, State } from './types';

export const levelWords: Record<Level, string> = {
  get organisation() { return t('Organisation'); },
  get team() { return t('Team'); },
  get person() { return t('Personal'); },
};
export const stateWords: Record<State, string> = {
  get draft() { return t('Draft'); },
  get proposed() { return t('Proposed'); },
  get active() { return t('Active'); },
  get closed() { return t('Closed'); },
};
export const confidenceWords: Record<Confidence, string> = {
  get on_track() { return t('On track'); },
  get at_risk() { return t('At risk'); },
  get off_track() { return t('Off track'); },
};
export const confidenceShapes: Record<Confidence, string> = { on_track: '●', at_risk: '▲', off_track: '■' };
export const paceWords: Record<Pace, string> = {
  get on_pace() { return t('On pace'); },
  get behind() { return t('Behind the pace'); },
  get well_behind() { return t('Well behind the pace'); },
};
export const outcomeWords: Record<Outcome, string> = {
  get achieved() { return t('Achieved'); },
  get partly() { return t('Partly achieved'); },
  get missed() { return t('Missed'); },
  get dropped() { return t('Dropped'); },
};
export const kindWords: Record<Kind, string> = {
  get number() { return t('A number'); },
  get percent() { return t('A percentage'); },
  get currency() { return t('An amount of money'); },
  get done() { return t('Done or not done'); },
  get milestones() { return t('Milestones'); },
  get rubric() { return t('Described in words'); },
};
export const answerWords: Record<AnswerKind, string> = {
  get aligned() { return t('Aligned'); },
  get question() { return t('A question'); },
  get suggestion() { return t('A suggestion'); },
  get offer() { return t('An offer of help'); },
};
export const mediumWords: Record<string, string> = {
  get email() { return t('E-mail'); },
  get phone() { return t('Phone'); },
  get chat() { return t('Chat'); },
  get video() { return t('Video call'); },
  get place() { return t('In person'); },
  get other() { return t('Other'); },
};
/** Monday first. */
export const weekdays = (): string[] => Array.from({ length: 7 }, (_, i) => weekday(i));

/** What somebody did, as a sentence; `who` is their name, marked up as the page likes. */
const events: Record<string, (who: ComponentChildren) => ComponentChildren> = {
  'goal.created': (who) => tx('{who} drafted this goal', { who }),
  'goal.proposed': (who) => tx('{who} proposed this goal', { who }),
  'goal.activated': () => t('This goal became active'),
  'goal.answered': (who) => tx('{who} answered', { who }),
  'goal.changed': (who) => tx('{who} changed this goal', { who }),
  'goal.edited': (who) => tx('{who} edited this goal', { who }),
  'goal.closed': (who) => tx('{who} closed this goal', { who }),
  'goal.reopened': (who) => tx('{who} opened this goal again', { who }),
  'goal.handed_over': (who) => tx('{who} handed this goal over', { who }),
  'goal.accepted': (who) => tx('{who} accepted this goal', { who }),
  'goal.withdrawn': (who) => tx('{who} took the proposal back', { who }),
  'goal.deleted': (who) => tx('{who} threw the draft away', { who }),
  'goal.linked': (who) => tx('{who} said what this goal serves', { who }),
  'goal.replied': (who) => tx('{who} replied', { who }),
  'goal.supporter_changed': (who) => tx('{who} chose another supporter', { who }),
  'checkin.created': (who) => tx('{who} checked in', { who }),
  'checkin.corrected': (who) => tx('{who} corrected a check-in', { who }),
  'barrier.raised': (who) => tx('{who} told what is in the way', { who }),
  'barrier.changed': (who) => tx('{who} told a barrier better', { who }),
  'barrier.accepted': (who) => tx('{who} helps with a barrier', { who }),
  'barrier.handed_on': (who) => tx('{who} asked somebody else about a barrier', { who }),
  'barrier.risen': () => t('A barrier went to the next person'),
  'barrier.lifted': (who) => tx('{who} lifted a barrier', { who }),
  'barrier.not_liftable': (who) => tx('{who} said that a barrier cannot be lifted', { who }),
  'barrier.gone': () => t('A barrier went with the goal'),
  'need.asked': (who) => tx('{who} asked others for something', { who }),
  'need.edited': (who) => tx('{who} asked better for what is needed', { who }),
  'need.changed': (who) => tx('{who} suggested something else for a need', { who }),
  'need.agreed': (who) => tx('{who} agreed to what was suggested', { who }),
  'need.accepted': (who) => tx('{who} accepted a need', { who }),
  'need.declined': (who) => tx('{who} declined a need', { who }),
  'need.withdrawn': (who) => tx('{who} withdrew a need', { who }),
  'need.given': (who) => tx('{who} gave what was needed', { who }),
  'need.missing': (who) => tx('{who} said what is still missing', { who }),
  'need.came': (who) => tx('{who} said that what was needed came', { who }),
  'need.passed': () => t('A need is asked of somebody else now'),
  'need.left': () => t('A need ended, as whoever was asked has left'),
  'need.team_closed': () => t('A need ended with the team that was asked'),
  'need.owner_now': () => t('A need ended, as whoever was asked owns the goal now'),
  'need.gone': () => t('A need went with the goal'),
  'need.late': () => t('The day of a need has passed'),
  'criterion.marked': (who) => tx('{who} said whether a part is done alone or with others', { who }),
  'step.done': (who) => tx('{who} finished a step', { who }),
  'step.removed': (who) => tx('{who} removed a step', { who }),
  'criterion.created': (who) => tx('{who} added a criterion', { who }),
  'criterion.changed': (who) => tx('{who} changed a criterion', { who }),
  'criterion.removed': (who) => tx('{who} removed a criterion', { who }),
  'step.created': (who) => tx('{who} added a step', { who }),
  'step.changed': (who) => tx('{who} moved on a step', { who }),
};
export const eventWords = (type: string, who: ComponentChildren): ComponentChildren =>
  events[type]?.(who) ?? tx('{who} changed something', { who });
