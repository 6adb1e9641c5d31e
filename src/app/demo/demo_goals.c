/* Goals of people in the demonstration organisation that have a story of their own. What the others take on is in
 * demo_trades.c. */
#include "app/answer.h"
#include "app/criterion.h"
#include "app/demo/demo_part.h"

/* Rows that read as a story do. */
/* clang-format off */
const struct demo_line demo_goals[] = {

/* ---- finished ---- */
GOAL("p-freja-0", PERSON, "freja", "Terrain", 0, "Three shadings to choose from"),
WHY("We argue about taste because we have nothing to look at."), SERVES("terrain-0"),
NUMBER("Shadings of the same valley, printed", "sheets", "0 3 5"), RUN("0 1 1 2 3 3"), SURE("+++~++"),
CLOSED(ACHIEVED, "Three, and everybody pointed at the same one."),

GOAL("p-jun-0", PERSON, "jun", "Platform", 0, "I hand the night build to somebody else"),
WHY("It wakes me, and it should not be mine alone."), SERVES("build-0"),
NUMBER("Nights a week in which it calls me", "nights", "5 1 0"), RUN("5 5 4 5 4 4"), SURE("~~!!!!"),
TELL(1, NULL, NULL, "Nobody else has the old keys."),
CLOSED(MISSED, "Four nights still. I tried to explain it instead of replacing it."),

GOAL("p-lars-0", PERSON, "lars", "Partners Europe", 0, "Speak with each council in its own words"),
WHY("“Upkeep” means roads to them and paint to us."), SERVES("europe-0"),
RUBRIC("What a council says back"), MEANS("They repeat the offer in their own words.",
    "They use it in their own minutes."), RUN("0 0 1 1 1 2"), SURE("~~++++"),
CLOSED(ACHIEVED, "The minutes of Bregenz quote us. Word for word."),

GOAL("p-freja-1", PERSON, "freja", "Terrain", 1, "Snow that does not look like paper"),
WHY("On our winter proofs one cannot tell a field from a margin."), SERVES("true-1"),
NUMBER("Testers of 12 who see the edge of the snow", "of 12", "4 9 11"), RUN("4 5 5 7 8 8"), SURE("+~~+~~"),
CLOSED(PARTLY, "Eight of twelve. Blue helps by day and lies by evening."),

GOAL("p-keira-1", PERSON, "keira", "Reliability", 1, "Nobody is on call two weeks in a row"),
WHY("Tired people press the wrong button."), SERVES("alarm-1"),
NUMBER("Weeks in which somebody was on call again", "weeks", "9 1 0"), RUN("9 6 4 3 1 0"), SURE("~+++++"),
CLOSED(ACHIEVED, "None. Lucía's handbook made it possible to ask others in."),

GOAL("p-solvej-1", PERSON, "solvej", "Help Desk", 1, "What people ask at the desk reaches those who build the app"),
WHY("We answer the same question forty times and nobody mends it."), SERVES("hours-1"),
NUMBER("Questions a month that led to a change", "questions", "1 8 12"), RUN("1 2 4 7 9 13"), SURE("++++++"),
CLOSED(ACHIEVED, "Thirteen. And I was asked whether I would like to build, too."),

GOAL("p-mathilde-2", PERSON, "mathilde", "Alps and North", 2, "The Vanoise loop with its flowers"),
WHY("Half of those who walk there kneel on the way."), SERVES("alps-2"),
NUMBER("Meadows with a note on what grows when", "meadows", "0 30 40"), RUN("2 9 15 22 31 34"), SURE("++++++"),
CLOSED(ACHIEVED, "Thirty-four meadows, and one orchid that we do not show."),

GOAL("p-freja-2", PERSON, "freja", "Terrain", 2, "A shading that one printer can print"),
WHY("My last one was beautiful and needed seven colours."), SERVES("true-2"),
NUMBER("Colours in the shading", "colours", "7 4 3"), RUN("7 6 6 5 4 3"), SURE("~~++++"), FIX(3, "5",
    "I had counted the paper."),
CLOSED(ACHIEVED, "Three colours. Benoît laughed out loud and ordered a test."),

GOAL("p-thandiwe-2", PERSON, "thandiwe", "Walkers' App", 2, "I walk with ten walkers who are not like me"),
WHY("We build for people of thirty with good eyes."), SERVES("app-2"),
NUMBER("Walks together", "walks", "0 10 14"), RUN("1 2 4 6 9 12"), SURE("++++++"),
CLOSED(ACHIEVED, "Twelve walks. The lost-walker button is Mrs. Okafor's idea, not mine."),

GOAL("p-nadia-2", PERSON, "nadia", "Remote Sensing", 2, "Lakes on the map have the level of this month"),
WHY("Three bathing places were dry, and one path was under water."), SERVES("true-2"),
NUMBER("Lakes with a level of this month", "lakes", "0 40 80"), RUN("0 3 9 14 20 26"), SURE("+~~~!!"),
CLOSED(PARTLY, "Twenty-six. The sensor I counted on was switched off in June."),

/* ---- running: Freja and those around her ---- */
GOAL("p-freja", PERSON, "freja", "Terrain", 3, "Shading that reads in rain and by torchlight"),
WHY("Our contour lines vanish on wet paper. I saw a father hold the sheet upside down."),
    LEAVES("Colours of vegetation."), SERVES("terrain"), SERVES("print"),
NUMBER("Walkers of 20 who find the right path in the wet test", "of 20", "11 17 19"), RUN("11 12 14 14 15 15"),
    SURE("+++~~~"),
RUBRIC("By torchlight"), MEANS("The mountain rescue says: usable.", "They ask for it on their own sheets."),
    RUN("0 0 0 0 0 1"),
TELL(0, "The darker hillshade helps; the violet does not.", "Two evenings with the mountain rescue.",
    "The wet-paper printer is booked until Thursday."),
TELL(2, "Fourteen of twenty, the first time above last year.", NULL, NULL),
HEARD(2, QUESTION, "Is it the shading, or did it rain less?", "It rained more. We hosed them down."),
HEARD(0, SUGGESTION, "Take my evening at the printer on Tuesday. The stamps can wait.", "Gladly! I bring cake."),
TELL(3, "Darker valleys.", "Ask Theo about the black.", NULL),
FIX(2, "13", "One of the fourteen had walked there before: it does not count."),
DUE(26, 14, "The mountain rescue has its exercise two weeks later, and their eyes are the ones that count."),
STALE(11), ASKED("Twenty walkers: who are they?",
    "Ten from the hostel, five from the rescue, five who have never held a map."),
STEP("Print the three shadings on wet paper"), WALKED("Borrow head torches from the rescue"),
    WALKED("Ask Wilhelmina how it looks under trees"), STEP("Write one page on what we learned"),

GOAL("p-freja-guide", PERSON, "freja", "Terrain", 3, "The shading guide fits on a postcard"),
WHY("Whoever joins us should draw the same mountain."), SERVES("terrain"),
DONE("A postcard"), MEANS("Ottavia draws a valley from it without asking.", "So does somebody from Remote Sensing."),
    RUN("0 0 0 0 0 1"), SURE("++++++"),
TELL(0, "Ottavia asked nothing. She hummed.", "Soo-jin wants to try.", NULL),

GOAL("p-freja-talk", PERSON, "freja", "Terrain", 3, "Show the wet test at the cartographers' day"),
WHY("Other map makers have the same rain, and perhaps a better idea."), SERVES("terrain"), BY("chiara"), WAITS(2),
RUBRIC("What comes back"), MEANS("Two others try the test themselves.", "One of them finds something we did not."),

GOAL("p-freja-colour", PERSON, "freja", "Terrain", 3, "Colours for those who see few of them"),
WHY("One in twelve men cannot tell our forest from our meadow."), SERVES("terrain"), WAITS(4),
SUGGESTED("Could two volunteers of the editor test it with you? They asked me.", NULL),
NUMBER("Testers of 12 who tell forest from meadow", "of 12", "3 9 11"),

GOAL("p-freja-sketch", PERSON, "freja", NULL, 3, "A sketchbook from each season"),
WHY("I draw worse since I draw only on screens."), DRAFT(9),
NUMBER("Pages drawn outdoors", "pages", "0 60 90"),

GOAL("p-gabriele", PERSON, "gabriele", "Terrain", 3, "Scree that warns without shouting"),
WHY("On our sheets scree looks like a beach."), SERVES("terrain"),
NUMBER("Testers of 20 who would turn back in time", "of 20", "6 14 17"), RUN("6 6 9 11 12 14"), SURE("~~++++"),
TELL(0, "Fourteen, with fewer dots and larger ones.", NULL, NULL),

GOAL("p-wilhelmina", PERSON, "wilhelmina", "Terrain", 3, "Contours under forest that a compass can follow"),
WHY("Under trees our contours were guessed."), SERVES("terrain"), SERVES("true"),
PERCENT("Sample points within five metres of the height", "54 85 95"), RUN("54 58 66 66 73 81"), SURE("++~~++"),
    FIX(3, "61", "Two tiles were counted twice."),
TELL(0, "Eighty-one. Spruce is solved, beech is not.", "Fly again once the leaves are down.", NULL),
HEARD(0, ALIGNED, "Eighty-one! Remote Sensing has a free morning after the first frost.", NULL),

GOAL("p-quentin", PERSON, "quentin", "Terrain", 3, "Glacier edges drawn with their year"),
WHY("A glacier without a year is a rumour."), SERVES("true"), WAITS(3),
PERCENT("Glaciers with the year of their edge", "8 80 100"),

GOAL("p-satu", PERSON, "satu", "Terrain", 3, "Ice that carries, and ice that does not"),
WHY("Two skiers asked us which lake was safe. We did not know."), SERVES("true"),
NUMBER("Lakes with a safe line in winter", "lakes", "0 12 20"), WAITS(1),

GOAL("p-ottavia", PERSON, "ottavia", "Terrain", 3, "Rivers that look wet"),
WHY("Our plains look like wallpaper."), SERVES("terrain"),
NUMBER("Readers of 15 who see which way the river runs", "of 15", "5 11 14"), RUN("5 5 6 9 11 13"), SURE("+~~+++"),
TELL(0, "Thirteen! Thin upstream, wide downstream: so simple.", NULL, NULL),

/* ---- running: the house ---- */
GOAL("p-ada", PERSON, "ada", NULL, 3, "I decide less than ten things a month"),
WHY("Each decision that comes to me waits for me."), SERVES("people"),
NUMBER("Decisions a month that came to my desk", "decisions", "41 10 5"), RUN("41 36 28 22 17 13"), SURE("~~++++"),
TELL(0, "Thirteen, and six of them I gave back.", "Say at once whose it is.", NULL),

GOAL("p-bilal", PERSON, "bilal", "People and Learning", 3, "The framework fits on one page, and people quote it"),
WHY("What nobody can remember guides nobody."), SERVES("people"),
NUMBER("Colleagues of ten who can say what good means for them", "of 10", "4 8 10"), RUN("4 5 5 6 7 8"),
    SURE("~~++++"),
TELL(0, "Eight of ten, asked in the lift.", "Ask in the field, where there is no lift.", NULL), STALE(12),

GOAL("p-bilal-answers", PERSON, "bilal", "People and Learning", 3, "No proposal waits longer than three days"),
WHY("Silence makes people careful."), SERVES("people"),
NUMBER("Days a proposal waits at the median", "days", "5.5 3 2"), RUN("5.5 5 4.5 4 3.5 2.5"), SURE("~~++++"),
TELL(0, "Two and a half days.", NULL, NULL),

GOAL("p-diego", PERSON, "diego", NULL, 3, "I write code on one day a week, and break nothing"),
WHY("I lead people who program. I should know how it feels here."), SERVES("trust"),
NUMBER("Small things finished", "things", "0 8 12"), RUN("1 1 2 4 5 6"), SURE("+~~+++"),
TELL(0, "Six, and only one was taken back. By Keira, in nine minutes.", NULL, NULL), BY("ada"),

GOAL("p-nneka", PERSON, "nneka", "Finance", 3, "Money for small things without a form"),
WHY("We spend more on asking than on screws."), SERVES("people"), SERVES("figures"),
PERCENT("Small purchases made without asking", "20 80 95"), RUN("20 34 51 62 70 83"), SURE("++++++"),
TELL(0, "Eighty-three percent, and the sum has not grown.", NULL, NULL),

GOAL("p-esi", PERSON, "esi", NULL, 3, "Those who left tell me why"),
WHY("I hear from partners who stay. The others know more."), SERVES("money"),
NUMBER("Honest talks with partners who left", "talks", "0 6 9"), RUN("0 1 2 2 3 4"), SURE("+++~~~"),
TELL(0, "Four. Three of them named the same invoice.", "Mend the invoice.", NULL),

GOAL("p-chiara", PERSON, "chiara", NULL, 3, "My drafts come back with more red than I put on theirs"),
WHY("If nobody marks my drafts, I have stopped learning."), SERVES("people"),
NUMBER("Marks on my drafts a month", "marks", "4 25 40"), RUN("4 6 11 15 19 22"), SURE("~~++++"),
TELL(0, "Twenty-two, eleven of them Freja's, all of them right.", NULL, NULL), STALE(13),

GOAL("p-yusuf", PERSON, "yusuf", "Map Shop", 3, "The packing table plans its own day"),
WHY("I plan it from a desk, and they walk around my plan."), SERVES("shop"), SERVES("people"),
RUBRIC("Who makes the plan"), MEANS("The table makes it, and I read it.", "They plan the week and tell the shops."),
    RUN("0 0 0 0 0 0"), SURE("+~~~~!"),
TELL(0, NULL, "A morning without me.", "I keep stepping in. It is not them, it is the habit."),
HEARD(0, OFFER, "I do the same. Shall we step out together, on a Thursday?", NULL),

GOAL("p-ruth", PERSON, "ruth", "Volunteers", 3, "A volunteer leads the next marking weekend"),
WHY("I lead them all, and that is the limit."), SERVES("volunteers"), SERVES("people"),
DONE("Led by a volunteer"), MEANS("From the invitation to the last brush.",
    "And the one after that is theirs already."), RUN("0 0 0 1 1 2"), SURE("~+++++"),
TELL(0, "Agathe led it, and has found Ibrahim for the spring.", NULL, NULL),

GOAL("p-tenzin", PERSON, "tenzin", "Field Survey", 3, "Three people can lead the survey while I am out of reach"),
WHY("I am out of reach half the year."), SERVES("survey"), SERVES("people"),
NUMBER("Regions that planned their season without me", "regions", "0 2 3"), RUN("0 1 1 1 2 2"), SURE("++++++"),
TELL(0, "Two. The third one asks me out of politeness.", NULL, NULL),

GOAL("p-hana", PERSON, "hana", "Alps and North", 3, "Stages 9 to 14 surveyed with two independent tracks"),
WHY("One track can be wrong by a valley."), SERVES("alps"), SERVES("survey"),
MILESTONES("What has been done", "0 3 4"), PARTS("Stages 9 and 10\nStages 11 and 12\nStage 13\nStage 14"),
    RUN("0 1 1 2 3 3"), SURE("++++++"),
TELL(0, "Stage 13 has its second track.", "Stage 14, with the second device.", NULL),
STEP("Walk stage 14 with the second device"), WALKED("Compare both tracks of stage 13"),
    STEP("Hand the notes to Freja"),

GOAL("p-mathilde", PERSON, "mathilde", "Alps and North", 3, "The Vanoise loop in winter"),
WHY("Ski tourers follow our summer path into the gully."), SERVES("alps"),
NUMBER("Winter kilometres surveyed", "km", "0 60 80"), RUN("4 11 18 18 26 33"), SURE("+++~++"), HANDED(22, "hana",
    "Mathilde moves to the mountain rescue in Chamonix. We keep her tracks, and her number."),
TELL(0, "Fifteen more with Amara, who begins to know the valley.", NULL, NULL),

GOAL("p-maja", PERSON, "maja", "Alps and North", 3, "I lead my first survey, from permit to sheet"),
WHY("I have carried the rope for a year. Now I want to choose the line."), SERVES("alps"),
MILESTONES("The way there", "0 4 5"),
    PARTS("Permit\nPlan reviewed by two\nSurvey walked\nSheet drawn\nA walker thanks for it"), RUN("0 1 2 2 3 3"),
    SURE("~+++++"),
TELL(0, "Walked! Nine days, one storm, no shortcut.", "Draw it with Gabriele.", NULL),
    OFFER("Take me along as your second. I will carry the rope."),

GOAL("p-caleb", PERSON, "caleb", "Sierra and Andes", 3,
    "Springs that are not ours to show stay off the map, and rangers know why"),
WHY("A spring was trampled because of us."), SERVES("andes"), SERVES("true"),
NUMBER("Agreements with those whose water it is", "agreements", "1 7 10"), RUN("1 2 4 4 6 8"), SURE("++++++"),
TELL(0, "Eight. The last one came to me.", NULL, NULL),

GOAL("p-rosalind", PERSON, "rosalind", "Sierra and Andes", 3, "A closed trail is closed on the map the same evening"),
WHY("In the fire week our map led people uphill."), SERVES("true"), SERVES("trust"),
NUMBER("Hours from closure to map", "hours", "70 12 4"), RUN("70 41 26 19 12 9"), SURE("!~++++"),
TELL(0, "Nine hours; the county calls me before it calls the radio.", NULL, NULL),
TARGET(30, "18 6",
    "Nights without a network in the crest camps: eighteen hours is what can be kept in the fire months."),

GOAL("p-dawa", PERSON, "dawa", "Himalaya and Islands", 3, "Twelve guides read, draw and sign their own sheet"),
WHY("A sheet that carries your name you keep true."), SERVES("himalaya"), SERVES("people"),
NUMBER("Guides with a sheet of their own", "guides", "0 9 12"), RUN("0 0 2 4 4 4"), SURE("+++~~!"), SILENT,
TELL(0, NULL, "Go up again after the harvest.", "It is harvest. Nobody has time for us, and rightly."),

GOAL("p-ivo", PERSON, "ivo", "Editor", 3, "Join two paths without a mouse"),
WHY("It is the last of the ten tasks."), SERVES("editor"),
NUMBER("Keys that are needed", "keys", "31 8 5"), RUN("31 24 15 15 11 9"), SURE("++++~+"),
GOAL("p-ivo-pair", PERSON, "ivo", "Editor", 3, "Everybody has paired with everybody once"),
WHY("We know each other's code, not each other's way."), SERVES("people"), NUMBER("Pairs", "pairs", "3 15 21"),
    RUN("3 5 8 9 12 14"), SURE("++++++"),
GOAL("p-ivo-old", PERSON, "ivo", "Editor", 3, "The old editor is switched off, and nobody notices"),
WHY("Two editors, two truths."), SERVES("editor"), NUMBER("People who still open it each week", "people", "38 3 0"),
    RUN("38 30 22 15 9 8"), SURE("++++~~"),
GOAL("p-ivo-hire", PERSON, "ivo", NULL, 3, "A designer for Apps who has used a screen reader for years"),
WHY("We test with people. We should also be built by them."), SERVES("editor"), DONE("She or he has begun"),
    MEANS("Signed.", "And has changed something already."), RUN("0 0 0 0 0 0"), SURE("+~~~~~"), BY("diego"),
GOAL("p-ivo-release", PERSON, "ivo", "Editor", 3, "Each Tuesday a small release"),
WHY("Large ones frighten us into being late."), SERVES("trust"), NUMBER("Tuesdays in a row", "weeks", "0 8 12"),
    RUN("1 2 4 6 0 2"), SURE("++++!~"),
TELL(1, "We skipped one. The row begins anew.", NULL, NULL),
GOAL("p-ivo-talk", PERSON, "ivo", NULL, 3, "A talk about keyboards that makes somebody laugh"),
WHY("Accessibility is told as duty. It is craft, and it is funny."), RUBRIC("The room"), MEANS("Somebody laughs.",
    "Somebody changes their product the same week."), RUN("0 0 0 0 0 0"), SURE("+++~~~"),

GOAL("p-jun", PERSON, "jun", "Platform", 3, "I have written down what only I know"),
WHY("I would like a holiday, and so would my phone."), SERVES("reliable"),
NUMBER("Pages that somebody else has used in earnest", "pages", "2 12 18"), RUN("2 4 4 7 10 13"), SURE("++~+++"),
TELL(0, "Thirteen. Viggo mended the cache with page nine, on his third day.", NULL, NULL),

GOAL("p-sunniva", PERSON, "sunniva", "Tiles", 3, "Half the bytes, the same map"),
WHY("Bytes are minutes on a ridge."), SERVES("tiles"), SERVES("app"),
NUMBER("Kilobytes of the test valley", "kB", "920 460 380"), RUN("920 850 700 610 520 445"), SURE("++++++"),
TELL(0, "445. Rafael found the last forty in the commas.", NULL, NULL),

GOAL("p-keira", PERSON, "keira", "Reliability", 3, "One button that takes back the last map"),
WHY("We look for it for twelve minutes, then press the right one in a second."), SERVES("reliable"),
DONE("The button"), MEANS("Everybody on call has pressed it in a drill.", "Somebody who is not on call has, too."),
    RUN("0 0 0 0 0 1"), SURE("+++~++"),
TELL(0, "All four pressed it. Hamish pressed it twice.", NULL, NULL),

GOAL("p-learn", PERSON, "keira", NULL, 3, "Learn to lead retrospectives"),
WHY("Our reviews blame the weather."), RUBRIC("How it goes"),
    MEANS("Three led; each ended with a change that happened.", "Another team asks for one."), WAITS(4),
ASKED("Which team would you like to begin with?", NULL),

GOAL("p-solvej", PERSON, "solvej", "Walkers' App", 3, "A planned route knows the last bus"),
WHY("At the desk I heard it each Sunday: how do I get home?"), SERVES("app"),
PERCENT("Planned routes that end at a bus that still runs", "35 80 95"), RUN("35 44 52 60 69 78"), SURE("++++++"),
TELL(0, "Seventy-eight percent. Norway publishes its buses as a poem.", NULL, NULL),

GOAL("p-aoife", PERSON, "aoife", "Walkers' App", 3, "The lost-walker button works with gloves on"),
WHY("Cold hands press the wrong thing."), SERVES("app"),
NUMBER("Tries of 20 that work with thick gloves", "of 20", "7 18 20"), RUN("7 9 14 17 19 20"), SURE("++++++"),
TELL(0, "Twenty of twenty, in mittens.", "Mittens and rain.", NULL),

GOAL("p-lars", PERSON, "lars", "Partners Europe", 3, "One evening with all mayors of the lake"),
WHY("They want to decide together, and cannot find a day."), SERVES("europe"),
NUMBER("Mayors in the room", "mayors", "0 5 6"), RUN("0 0 0 0 0 0"), SURE("~~~!!~"),
TELL(0, NULL, "A boat. Nobody leaves a boat early.", "Six calendars."),

GOAL("p-maria", PERSON, "maria", "Partners Europe", 3, "Speak with every village of the first Spanish district"),
WHY("A district signs, villages live with it."), WAITS(3), SERVES("europe"),
    SUGGESTED("Begin with the three that asked us, and let them show the others?", NULL),
NUMBER("Villages visited", "villages", "0 14 18"), 

GOAL("p-minh", PERSON, "minh", "Partners Asia", 3, "Agreements in the language of those who sign"),
WHY("A thumb print under English is not an agreement."), SERVES("asia"),
PERCENT("Agreements in the language of the village", "20 90 100"), RUN("20 35 50 66 80 100"), SURE("++++++"),
TELL(0, "All of them, also the old ones.", NULL, NULL),

GOAL("p-torben", PERSON, "torben", "People and Learning", 3, "Retrospectives in the field, around a stove"),
WHY("What is learned on a pass is forgotten at the airport."), SERVES("people"), SERVES("safe"),
NUMBER("Looks back held before the way home", "looks back", "0 8 12"), RUN("0 1 3 4 6 9"), SURE("~+++++"),
TELL(0, "Nine, one of them in a snow hole.", NULL, NULL),

GOAL("p-ottilie", PERSON, "ottilie", "Finance", 3, "The month is closed on its third day"),
WHY("Old figures are decoration."), SERVES("figures"),
NUMBER("Working days until the close", "days", "11 3 2"), RUN("11 9 8 6 5 4"), SURE("++++++"),

GOAL("p-callum", PERSON, "callum", "Help Desk", 3, "Who reports an error hears what became of it"),
WHY("They walked back to look again, for us."), SERVES("desk"), SERVES("true"),
PERCENT("Reports with an answer that says what changed", "24 75 90"), RUN("24 30 30 28 30 29"), SURE("++~~!!"),
    STALE(26),
TELL(0, NULL, NULL, "The editor does not tell me when a report is settled."),

GOAL("p-delphine", PERSON, "delphine", "Volunteers", 3, "A mapping evening without me in five cities"),
WHY("It should not need an aeroplane."), SERVES("volunteers"), SERVES("people"),
NUMBER("Cities", "cities", "0 5 8"), RUN("0 1 2 3 5 7"), SURE("++++++"),
TELL(0, "Seven. Lagos has begun without telling us.", NULL, NULL),
};
const int demo_goals_count = sizeof demo_goals / sizeof *demo_goals;
