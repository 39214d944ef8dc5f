//! The lists of single words, by name.

use std::sync::LazyLock;

use super::{
    BESIDE, CAPITALS, COLUMNS, COMMITMENTS, CONFUSABLE, DATES_OF_SENTENCE, ENTRIES, FINDINGS, FOLDING,
    LEVELS, LOOKS, MEDICINES, NUMBERS, ORDERS_HELD, PAGE, PRESENCE, RECORD, REWORDING, SENTENCES, WordList,
};

/// A word by the first word of the list that it stands in, so that what has several names has one; else as it is.
pub fn one_name<'w>(word: &'w str, lists: &'w [&LazyLock<WordList>]) -> &'w str {
    let list = lists.iter().find(|list| list.has(word));
    list.and_then(|list| list.iter().next()).unwrap_or(word)
}

/// Kin who have several names.
pub static KIN_BY_NAME: [&LazyLock<WordList>; 4] = [&MOTHER, &FATHER, &GRANDMOTHER, &GRANDFATHER];

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $file:ident[$heading:literal];)*) => {
        $(
            $(#[$doc])*
            pub static $name: LazyLock<WordList> = LazyLock::new(|| $file.words($heading));
        )*
        #[cfg(test)]
        static LISTS: &[(&str, &LazyLock<WordList>)] = &[$((stringify!($name), &$name)),*];
    };
}

lists! {
    /// Words that are also a name, or another word, when they are capitalised.
    WORDS_AND_NAMES = CAPITALS["words"];
    /// Words that one keystroke makes of other words.
    CONFUSABLE_WORDS = CONFUSABLE["words"];
    /// Endings of the names of medicines.
    MEDICINE_ENDINGS = MEDICINES["endings"];
    /// Words of everyday English that end as medicines do.
    NO_MEDICINES = MEDICINES["others"];
    /// Units that are the same with and without a space behind their figure.
    SPACED_UNITS = FOLDING["spaced units"];
    /// Function words that may come and go.
    FUNCTION_WORDS = REWORDING["function words"];
    /// Little words between a contracted verb and the word that tells which it is.
    CONTRACTED_ADVERBS = REWORDING["contracted adverbs"];
    /// Participles that are no other form of their verb.
    PARTICIPLES = REWORDING["contracted participles"];
    /// Words that may stand behind either of two verbs that are contracted alike.
    EITHER_WAY = REWORDING["contracted either way"];
    /// Verbs that end as participles do and are none.
    NO_PARTICIPLES = REWORDING["no participles"];
    /// What stands behind "had" and behind no other contracted verb.
    HAD_ONLY = REWORDING["contracted had only"];
    /// Participles that stand behind "has" and never behind "is".
    HAS_ONLY = REWORDING["contracted has only"];
    /// What "a" before it makes a quantity of.
    COUNTED = REWORDING["counted"];
    /// Words that deny what follows them as far as the next sign.
    DENYING = REWORDING["denying"];
    /// Verbs that give the words of another.
    REPORTING = REWORDING["reporting"];
    /// The other words by which a sentence gives somebody's words or thoughts.
    ATTRIBUTION = REWORDING["attribution"];
    /// Verbs whose own sentence follows them.
    UNDERTAKING = REWORDING["undertaking"];
    /// Words with which another clause of a sentence begins.
    JOINING = REWORDING["joining"];
    /// Words with which a clause begins that is of the whole sentence.
    CLAUSE_OPENERS = REWORDING["clause openers"];
    /// Abbreviations that stand before a name or number, never last.
    NEVER_LAST = SENTENCES["never last"];
    /// Ranks and posts cut short before a name, as they are written.
    CUT_BEFORE_NAME = SENTENCES["cut before a name"];
    /// Abbreviations before a number.
    BEFORE_NUMBER = SENTENCES["before a number"];
    /// Abbreviations before a single letter.
    BEFORE_LETTER = SENTENCES["before a letter"];
    /// Abbreviations that end a sentence only where the next begins with a capital.
    SELDOM_LAST = SENTENCES["seldom last"];
    /// Words after which a single capital letter is a grade, not an initial: "category C.
    GRADED = SENTENCES["graded"];
    /// Words that open a sentence and are no surname: "Programme B.
    SENTENCE_OPENERS = SENTENCES["openers"];
    /// Numbers from zero to nineteen, in order.
    BELOW_TWENTY = NUMBERS["below twenty"];
    /// Tens from twenty on, in order.
    TENS = NUMBERS["tens"];
    /// Words straight before "order" of what children are under.
    ORDERS_OF_CHILDREN = ORDERS_HELD["children's orders"];
    /// Words before the day on which an order ends.
    UNTIL_ITS_END = ORDERS_HELD["until its end"];
    /// Labels of a field for that day.
    LABELS_OF_ITS_END = ORDERS_HELD["labels of its end"];
    /// Words that are capitalised in lines on children and are no child.
    NO_CHILDREN = ORDERS_HELD["no children"];
    /// What sums are owed under.
    SUMS_OWED_UNDER = ORDERS_HELD["sums owed under"];
    /// Verbs by which a part of a programme was held or begun.
    BEGUN_OR_HELD = FINDINGS["begun or held"];
    /// How far somebody came, before "session" and its number.
    AS_FAR_AS = FINDINGS["as far as"];
    /// Behind the label of a field for a curfew, that there is none.
    NONE_OF_A_CURFEW = DATES_OF_SENTENCE["none of a curfew"];
    /// The same, that there is one.
    SOME_OF_A_CURFEW = DATES_OF_SENTENCE["some of a curfew"];
    /// By which such a value hangs on something.
    ON_A_CONDITION = DATES_OF_SENTENCE["on a condition"];
    /// What is done so that somebody gets a curfew.
    PLANNING_A_CURFEW = DATES_OF_SENTENCE["planning a curfew"];
    /// What else a heading for programmes may be for.
    BESIDE_PROGRAMMES = FINDINGS["beside programmes"];
    /// Orders that hold for years and are no sentence.
    ORDERS_OF_YEARS = ORDERS_HELD["orders of years"];
    /// By which a tag is a condition of a licence, or of bail.
    TAG_OF_A_LICENCE = DATES_OF_SENTENCE["tag of a licence"];
    /// Words of a count that goes on.
    SO_FAR = FINDINGS["so far"];
    /// Words beside the name of a programme that are no name.
    NO_NAME_OF_A_PROGRAMME = FINDINGS["no name of a programme"];
    /// Reports of misconduct.
    REPORTS_OF_MISCONDUCT = FINDINGS["reports of misconduct"];
    /// Words before one that leave it what it is.
    KINDS_OF_MISCONDUCT = FINDINGS["kinds of misconduct"];
    /// Those of them, and words of a heading, that say that it is of misconduct.
    OF_MISCONDUCT = FINDINGS["of misconduct"];
    /// Words behind "report" by which it is a paper.
    OF_A_PAPER = FINDINGS["of a paper"];
    /// Words before a report of which there was none.
    WITHOUT_ONE = FINDINGS["without one"];
    /// Titles of a column of what came of a report.
    OUTCOMES_OF_REPORTS = FINDINGS["outcomes of reports"];
    /// Words of an outcome by which there was no report, or none yet.
    NO_FINDING = FINDINGS["no finding"];
    /// From when on all of a sentence is counted.
    SINCE_THE_START = FINDINGS["since the start"];
    /// What is counted over.
    OVER_A_YEAR = FINDINGS["over a year"];
    /// Meetings from which on something is counted.
    SINCE_A_MEETING = FINDINGS["since a meeting"];
    /// What may stand between the name of a date of a sentence and its day.
    BETWEEN_A_DATE_AND_ITS_DAY = DATES_OF_SENTENCE["between"];
    /// Those of them before a day before which something is not.
    NOT_BEFORE = DATES_OF_SENTENCE["not before"];
    /// Words before the name of a date by which its day is one of something else.
    FOR_A_DATE = DATES_OF_SENTENCE["for a date"];
    /// Verbs and words for a deadline.
    OF_A_DEADLINE = DATES_OF_SENTENCE["a deadline"];
    /// What sets somebody free for a time.
    FREE_FOR_A_TIME = DATES_OF_SENTENCE["for a time"];
    /// Who may be meant by a verb of getting out.
    WHO_IS_FREED = DATES_OF_SENTENCE["who is freed"];
    /// Words before a month of which only a part is meant.
    EARLY_IN_IT = DATES_OF_SENTENCE["early in it"];
    /// The same of its middle.
    MIDDLE_OF_IT = DATES_OF_SENTENCE["middle of it"];
    /// The same of its end.
    LATE_IN_IT = DATES_OF_SENTENCE["late in it"];
    /// The months from March on.
    SPRING = DATES_OF_SENTENCE["spring"];
    /// The months from June on.
    SUMMER = DATES_OF_SENTENCE["summer"];
    /// The months from September on.
    AUTUMN = DATES_OF_SENTENCE["autumn"];
    /// The months from December on.
    WINTER = DATES_OF_SENTENCE["winter"];
    /// Places from first on, in order.
    ORDINALS = NUMBERS["ordinals"];
    /// Words before a "one" that stands for someone.
    BEFORE_SOMEONE = NUMBERS["before one that is someone"];
    /// Words before a month, so that "May" is one.
    BEFORE_MONTH = NUMBERS["before a month"];
    /// Words before four figures that are a year.
    BEFORE_YEAR = NUMBERS["before a year"];
    /// Words of roles and of fields of work, of which the head of an entry has one.
    HEAD_ROLES = ENTRIES["roles"];
    /// Those of the roles that name a field of work and no person who does it.
    HEAD_FIELDS = ENTRIES["fields"];
    /// Words of a title that a head may have where it also says who wrote.
    HEAD_TITLES = ENTRIES["titles of notes"];
    /// Words between the title of a note and who it is from.
    BEHIND_A_TITLE = ENTRIES["behind the title of a note"];
    /// Words by which entries are counted.
    HEAD_COUNTED = ENTRIES["counted"];
    /// Small words that a head may have beside roles and names.
    HEAD_LINKS = ENTRIES["links"];
    /// Words that make a dated line something else: a heading of minutes, a line of the chronology, a sentence.
    OCCASIONS = ENTRIES["occasions"];
    /// Words that open a signature and name nobody.
    SIGNATURE_OPENERS = ENTRIES["openers of a signature"];
    /// What was done with a note last, before "by" and who did it.
    DONE_LAST = ENTRIES["done last"];
    /// Words that stand between who wrote and the date.
    SIGNATURE_CLOSERS = ENTRIES["closers of a signature"];
    /// Words that open a line which is signed, and say so.
    SIGNED_WORDS = ENTRIES["signed"];
    /// Words that open a letter.
    SALUTATIONS = ENTRIES["salutations"];
    /// Lines that open a letter.
    SALUTATIONS_IN_FULL = ENTRIES["salutations in full"];
    /// What stands in a letter above the name of whoever wrote it.
    CLOSES_OF_LETTERS = ENTRIES["closes of letters"];
    /// What the title of a section names whose dated lines are not what somebody wrote on that day.
    DATED_MATTERS = ENTRIES["dated matters"];
    /// Answers on a form, in capitals: no titles.
    FORM_ANSWERS = ENTRIES["answers on a form"];
    /// What answers a question on a form and says nothing else.
    YES_OR_NO = ENTRIES["yes or no"];
    /// Words of sentences that titles of sections have not.
    SENTENCE_WORDS = ENTRIES["words of sentences"];
    /// Ranks and posts before a name, as they are written.
    RANKS = ENTRIES["ranks"];
    /// Abbreviations beside dates that are nobody's initials.
    ABBREVIATIONS = ENTRIES["abbreviations"];
    /// Words that open a sentence which goes on about what the one before it said.
    POINTERS = ENTRIES["pointers"];
    /// Words of a heading that, with a date, make a section minutes.
    MINUTES = ENTRIES["minutes"];
    /// Words that make a dated opening a sentence and no lead.
    NOT_IN_LEADS = ENTRIES["no leads"];
    /// What is told of the past was promised only where it says by when: "he would ring by 3 May".
    LIMITS = COMMITMENTS["limits"];
    /// What may stand between "by" and its day.
    BEFORE_DAY = FINDINGS["between by and its day"];
    /// Kin and others who are close.
    KIN = FINDINGS["kin"];
    /// Kin and titles of whom "he" is said.
    SAID_HE = FINDINGS["said he"];
    /// Kin and titles of whom "she" is said.
    SAID_SHE = FINDINGS["said she"];
    /// Words that point back to the sentence before.
    POINTING = FINDINGS["pointing back"];
    /// Words between "week" and the day that it is named by.
    BEHIND_WEEK = FINDINGS["behind week"];
    /// That somebody was told, with or without what.
    TOLD_SOMEBODY = FINDINGS["told somebody"];
    /// That somebody knows.
    KNOWS = FINDINGS["knows"];
    /// Verbs of what one knows or tells, whatever it is.
    KNOWING = FINDINGS["knowing"];
    /// Words by which somebody may come.
    CLEARED = FINDINGS["cleared"];
    /// That something is denied of all, or for all time.
    DENYING_ALL = FINDINGS["denying all"];
    /// That what is not so may come.
    AS_YET = FINDINGS["as yet"];
    /// Pronouns of a man.
    SAID_OF_HIM = FINDINGS["said of him"];
    /// Pronouns of a woman.
    SAID_OF_HER = FINDINGS["said of her"];
    /// Pronouns of several.
    SAID_OF_THEM = FINDINGS["said of them"];
    /// Pronouns of whoever it is.
    SAID_OF_ANYBODY = FINDINGS["said of anybody"];
    /// Verbs that stand before another.
    AUXILIARIES = FINDINGS["auxiliaries"];
    /// That somebody would have it so.
    WANTING = FINDINGS["wanting"];
    /// Whoever speaks of himself.
    SPEAKERS = FINDINGS["speakers"];
    /// That whoever speaks asks for something.
    ASKING_ONESELF = FINDINGS["asking oneself"];
    /// Whoever did it and nobody for him.
    ONESELF = FINDINGS["oneself"];
    /// That somebody says it was not so.
    DENYING_IT = FINDINGS["denying it"];
    /// What is denied for as long as anybody knows.
    OF_A_LIFE = FINDINGS["of a life"];
    /// Of the time that somebody is in custody.
    OF_A_SENTENCE = FINDINGS["of a sentence"];
    /// By which a line tells of before it.
    BEFORE_THE_SENTENCE = FINDINGS["before the sentence"];
    /// What may stand between a denial and what there was none of.
    KINDS_OF_EVENTS = FINDINGS["kinds of events"];
    /// Who is in a cell with somebody.
    OTHERS_IN_A_CELL = FINDINGS["others in a cell"];
    /// How one came to be in a cell with somebody.
    PUT_IN = FINDINGS["put in"];
    /// By which somebody may share a cell.
    FIT_TO_SHARE = FINDINGS["fit to share"];
    /// By which a cell is to stay as it is.
    TO_STAY_SO = FINDINGS["to stay so"];
    /// Words beside what somebody takes no more.
    TAKEN_NO_MORE = FINDINGS["taken no more"];
    /// What somebody does no longer.
    NO_LONGER = FINDINGS["no longer"];
    /// Before "off", where somebody takes something no more.
    BEFORE_OFF = FINDINGS["before off"];
    /// What is given of which a line names the kind.
    TREATMENTS = FINDINGS["treatments"];
    /// That the thing just named is meant.
    THE_THING_NAMED = FINDINGS["the thing named"];
    /// Behind a word that then takes no side.
    BEHIND_NO_SIDE = FINDINGS["behind no side"];
    /// That something was at no time.
    OF_NO_TIME = FINDINGS["of no time"];
    /// Of all there was.
    OF_ALL = FINDINGS["of all"];
    /// All but what follows.
    BUT_FOR = FINDINGS["but for"];
    /// Words by which a line tells of contact, or that somebody is with another.
    TOUCHING = FINDINGS["touching"];
    /// By which whoever is named was in touch.
    IN_TOUCH = FINDINGS["in touch"];
    /// How two are kept.
    KEPT_APART = FINDINGS["kept apart"];
    /// What somebody only spoke of.
    SPOKEN_OF = FINDINGS["spoken of"];
    /// Where somebody was who was there.
    WAS_THERE = FINDINGS["was there"];
    /// Words before kin by which they are others.
    NOT_THE_SAME_KIN = FINDINGS["not the same kin"];
    /// What makes "passed" a death.
    PASSED_AWAY = FINDINGS["passed away"];
    /// Forms of "be" before what was done to somebody.
    DONE_TO_SOMEBODY = FINDINGS["done to somebody"];
    /// What two who are to be kept apart are not to be.
    TOGETHER_IN_CUSTODY = FINDINGS["together in custody"];
    /// What two do together.
    KEEPING_COMPANY = FINDINGS["keeping company"];
    /// Words of a contact by letter.
    BY_LETTER = FINDINGS["by letter"];
    /// Columns of a list of visits.
    WHO_VISITED = FINDINGS["who visited"];
    /// Of a bar that allows some contact.
    OF_LIMITED_BARS = FINDINGS["of limited bars"];
    /// Before a contact: it was none, or none yet.
    SHORT_OF_CONTACT = FINDINGS["short of contact"];
    /// Words before "not" by which a line tells of what has been.
    OF_WHAT_HAS_BEEN = FINDINGS["of what has been"];
    /// Behind "no" and "nil", that a field was not filled in anew.
    NOTHING_NEW = FINDINGS["nothing new"];
    /// Whom one tells.
    WHOM = FINDINGS["whom"];
    /// Orders of a court or a hearing.
    ORDERS = FINDINGS["orders"];
    /// That an order is over, or was never made.
    ORDER_OVER = FINDINGS["order over"];
    /// Orders, as they are called by letters.
    ORDERS_BY_LETTERS = FINDINGS["orders by letters"];
    /// What may stand behind an order of which there is none.
    BEHIND_AN_ORDER = FINDINGS["behind an order"];
    /// Behind "in": an order holds.
    IN_FORCE = FINDINGS["in force"];
    /// Words with which another clause begins.
    PARTING_CLAUSES = FINDINGS["parting clauses"];
    /// Of an order, that it is not the present one.
    EARLIER = FINDINGS["earlier"];
    /// Who only says so.
    CLAIMING = FINDINGS["claiming"];
    /// What is said of an order that somebody wants.
    ASKING_FOR_ORDERS = FINDINGS["asking for orders"];
    /// The word for a level.
    LEVEL = FINDINGS["level"];
    /// First words of a field by which there is none of what it is for.
    NONE_OF_A_FIELD = FINDINGS["none of a field"];
    /// Labels of a field that says whether a home is approved.
    ASKING_FOR_APPROVAL = FINDINGS["asking for approval"];
    /// That somebody goes to see a home, or writes of it.
    SEEING_A_HOME = FINDINGS["seeing a home"];
    /// That somebody goes there.
    VISITING = FINDINGS["visiting"];
    /// Who sees homes.
    WHO_SEES_HOMES = FINDINGS["who sees homes"];
    /// Verbs that refuse something where they are denied.
    REFUSED_WHERE_DENIED = FINDINGS["refused where denied"];
    /// Words that point at what is said next.
    POINTING_AHEAD = FINDINGS["pointing ahead"];
    /// Words with "up" behind by which somebody left a home.
    GIVING_UP = FINDINGS["giving up"];
    /// Words by which somebody left a home.
    LEAVING_A_HOME = FINDINGS["leaving a home"];
    /// What goes back when somebody leaves a home.
    KEYS = FINDINGS["keys"];
    /// How it goes back.
    GIVEN_BACK = FINDINGS["given back"];
    /// That a home is another's then.
    LET_AGAIN = FINDINGS["let again"];
    /// Reports, as they are called where they are quoted.
    REPORTS = FINDINGS["reports"];
    /// What a report does that is quoted.
    SAID_BY_REPORTS = FINDINGS["said by reports"];
    /// What stands before "report" where it is the court's.
    KINDS_OF_COURT_REPORTS = FINDINGS["kinds of court reports"];
    /// The court's report, by its letters.
    REPORTS_BY_LETTERS = FINDINGS["reports by letters"];
    /// Before a report from which something is told.
    FROM_A_REPORT = FINDINGS["from a report"];
    /// Before a report from which something is not told.
    APART_FROM_A_REPORT = FINDINGS["apart from a report"];
    /// Who wrote a report.
    AUTHORS_OF_REPORTS = FINDINGS["authors of reports"];
    /// Before "the report", where something is told by it.
    BY_A_REPORT = FINDINGS["by a report"];
    /// By which "the report" is one that was spoken of.
    THE_SAME_REPORT = FINDINGS["the same report"];
    /// What somebody thinks who wrote a report.
    THINKING = FINDINGS["thinking"];
    /// Verbs by which somebody says something of himself.
    SAYING_OF_ONESELF = FINDINGS["saying of oneself"];
    /// Behind what somebody says, where a report has it otherwise.
    ON_THE_OTHER_HAND = FINDINGS["on the other hand"];
    /// Words of a question whose answer is somebody.
    ASKING_FOR_SOMEBODY = FINDINGS["asking for somebody"];
    /// Verbs by which something is only possible.
    COULD_OR_WOULD = FINDINGS["could or would"];
    /// With which what somebody says begins.
    BEHIND_SAYING = FINDINGS["behind saying"];
    /// Verbs before what somebody has done.
    HAS_OR_HAD = FINDINGS["has or had"];
    /// Verbs straight before how many there were.
    HAD_OR_BEEN = FINDINGS["had or been"];
    /// How a count says that there is none.
    NO_REPORTS = FINDINGS["no reports"];
    /// What a count is over that is over all of a sentence.
    ALL_OF_A_SENTENCE = FINDINGS["all of a sentence"];
    /// Whoever writes, behind "with".
    ME_OR_US = FINDINGS["me or us"];
    /// Before "all", that it is not all.
    NEARLY = FINDINGS["nearly"];
    /// Before the day on which a stay begins.
    BEFORE_A_FIRST_DAY = FINDINGS["before a first day"];
    /// Whose something is, by a word.
    HIS_OR_HER = FINDINGS["his or her"];
    /// Behind so many years, which say not how long an order holds.
    BEHIND_A_TIME_PAST = FINDINGS["behind a time past"];
    /// Before how long an order holds.
    BEFORE_A_TERM = FINDINGS["before a term"];
    /// Orders on a child by their letters.
    ORDERS_ON_CHILDREN_BY_LETTERS = FINDINGS["orders on children by letters"];
    /// Between the names of two places.
    JOINING_PLACES = FINDINGS["joining places"];
    /// Before whom somebody speaks to.
    TO_OR_WITH = FINDINGS["to or with"];
    /// With which another clause begins.
    BEGINNING_A_CLAUSE = FINDINGS["beginning a clause"];
    /// Verbs before "dead".
    FOUND_DEAD = FINDINGS["found dead"];
    /// Before a day that is no more than a limit.
    BEFORE_OR_BY = FINDINGS["before or by"];
    /// Words that suppose, but not where a day of release is told.
    OF_A_SURE_DAY = FINDINGS["of a sure day"];
    /// By which somebody is beside another.
    BESIDE_SOMEBODY = FINDINGS["beside somebody"];
    /// By which a tool that was named is meant again.
    OF_A_TOOL_AGAIN = FINDINGS["of a tool again"];
    /// Behind a comma, by which a sentence goes on.
    GOING_ON = FINDINGS["going on"];
    /// That somebody would like something.
    ASKS_OR_WANTS = FINDINGS["asks or wants"];
    /// What is struck, counted.
    BLOWS = FINDINGS["blows"];
    /// Matters in which somebody comes to harm.
    MATTERS_OF_HARM = FINDINGS["matters of harm"];
    /// Matters that a report tells of as of a life.
    MATTERS_OF_A_LIFE = FINDINGS["matters of a life"];
    /// Verbs by which somebody comes to a service, where a denial says that he did not.
    COMING_TO_A_SERVICE = FINDINGS["coming to a service"];
    /// Kin by marriage or by half.
    KIN_BY_MARRIAGE = FINDINGS["kin by marriage"];
    /// Before kin, which is the same with it.
    OWN_OR_FORMER = FINDINGS["own or former"];
    /// Small words between who does something and what he does.
    BESIDE_VERBS = FINDINGS["beside verbs"];
    /// That somebody is something, or that something is done to him.
    IS_OR_WAS = FINDINGS["is or was"];
    /// Months, which are no names.
    MONTHS_AS_NAMES = FINDINGS["months as names"];
    /// Verbs by which somebody strikes another.
    STRIKING = FINDINGS["striking"];
    /// What drink is counted by.
    BOTTLES = FINDINGS["bottles"];
    /// Parts of a whole, the half first.
    PARTS_OF_A_WHOLE = FINDINGS["parts of a whole"];
    /// Convictions.
    CONVICTIONS = FINDINGS["convictions"];
    /// Before convictions that there were.
    EARLIER_BEFORE_CONVICTIONS = FINDINGS["before convictions"];
    /// Words behind which a statement is limited.
    LIMITS_OF_STATEMENTS = FINDINGS["limits of statements"];
    /// Somebody, by what he is.
    PEOPLE_BY_WHAT_THEY_ARE = FINDINGS["people by what they are"];
    /// Before what a plan makes of what a report says.
    SO = FINDINGS["so"];
    /// Behind it, where it is no such word.
    NO_SUCH_SO = FINDINGS["no such so"];
    /// What sets a thing before what a report is about.
    EARLIER_IN_A_LIFE = FINDINGS["earlier in a life"];
    /// Those of them that are conditions.
    CONDITIONS_OF_STATEMENTS = FINDINGS["conditions of statements"];
    /// What makes of something none from then on.
    NONE_FROM_THEN = FINDINGS["none from then"];
    /// Verbs that deny by themselves.
    DENYING_VERBS = FINDINGS["denying verbs"];
    /// Those that were spoken of, behind "of".
    THOSE_SPOKEN_OF = FINDINGS["those spoken of"];
    /// Lengths of time, each of one.
    SPANS_OF_TIME = FINDINGS["spans of time"];
    /// Of whom more is said.
    HE_OR_SHE = FINDINGS["of one person"];
    /// Words of the label of a field for where somebody is to live.
    LABELS_OF_HOMES = FINDINGS["labels of homes"];
    /// Parts of a plan of which a mark is said.
    PARTS_OF_A_PLAN = FINDINGS["parts of a plan"];
    /// Words of a label that make it one of something else than a home.
    NO_LABELS_OF_HOMES = FINDINGS["no labels of homes"];
    /// Words that open a mark of several words.
    OPENING_A_MARK = FINDINGS["opening a mark"];
    /// What opens the time for which there was none.
    SINCE = FINDINGS["since"];
    /// Before what limits a thing of which there is none.
    BEFORE_A_LIMIT = FINDINGS["before a limit"];
    /// Times and places of a plan, which limit nothing.
    TIMES_OF_A_PLAN = FINDINGS["times of a plan"];
    /// By which a thing is only spoken of, or is over.
    ONLY_SPOKEN_OF = FINDINGS["only spoken of"];
    /// That there came to be one.
    OPENED = FINDINGS["opened"];
    /// What may stand behind "none" in a field.
    BEHIND_NONE = FINDINGS["behind none"];
    /// Words between two doses of which the second took the place of the first.
    BETWEEN_DOSES = FINDINGS["between doses"];
    /// By which a dose is changed.
    CHANGES_OF_A_DOSE = FINDINGS["changes of a dose"];
    /// How often a dose is taken.
    TIMES_OF_A_DOSE = FINDINGS["times of a dose"];
    /// How somebody says what he holds a risk to be.
    JUDGEMENTS = FINDINGS["judgements"];
    /// Whose judgement it is, or of what.
    OWN_JUDGEMENT = FINDINGS["own judgement"];
    /// By which a sentence judges something else.
    NO_JUDGEMENT = FINDINGS["no judgement"];
    /// Words before a dose that name no medicine.
    NO_MEDICINE_BEFORE_A_DOSE = FINDINGS["no medicine before a dose"];
    /// Names of milligrams.
    MILLIGRAMS = FINDINGS["milligrams"];
    /// Names of micrograms.
    MICROGRAMS = FINDINGS["micrograms"];
    /// Names of millilitres.
    MILLILITRES = FINDINGS["millilitres"];
    /// Names of the units in which some medicines are measured.
    UNITS_OF_MEDICINE = FINDINGS["units"];
    /// Names of hours.
    HOURS_BY_NAME = FINDINGS["hours by name"];
    /// Names of weeks.
    WEEKS_BY_NAME = FINDINGS["weeks by name"];
    /// Names of months.
    MONTHS_BY_NAME = FINDINGS["months by name"];
    /// Names of years.
    YEARS_BY_NAME = FINDINGS["years by name"];
    /// Names of minutes.
    MINUTES_OF_TIME = FINDINGS["minutes of time"];
    /// Names of a mother.
    MOTHER = FINDINGS["mother"];
    /// Names of a father.
    FATHER = FINDINGS["father"];
    /// Names of a grandmother.
    GRANDMOTHER = FINDINGS["grandmother"];
    /// Names of a grandfather.
    GRANDFATHER = FINDINGS["grandfather"];
    /// A scheme under which agencies manage somebody together, which has levels by number.
    MANAGED_TOGETHER = FINDINGS["managed together"];
    /// Who runs the scheme under which somebody is managed together.
    WHO_RUNS_THE_SCHEME = FINDINGS["who runs the scheme"];
    /// What stands behind such a level where nothing else has levels.
    BEHIND_AN_UNNAMED_LEVEL = FINDINGS["behind an unnamed level"];
    /// Its levels.
    LEVELS_OF_A_SCHEME = FINDINGS["levels of a scheme"];
    /// Words behind the number of a level that stands for itself.
    BEHIND_A_BARE_LEVEL = FINDINGS["behind a bare level"];
    /// What a scheme sorts people into beside its levels.
    CATEGORY = FINDINGS["category"];
    /// Words before a score.
    SCORED = FINDINGS["scored"];
    /// Words that make a level one more.
    VERY = FINDINGS["very"];
    /// Names of the level in the middle, the first of which stands for all.
    MIDDLE_LEVELS = LEVELS["medium"];
    /// Words straight before the name of a level by which it is the level of now.
    BEFORE_A_LEVEL = FINDINGS["before a level"];
    /// Between who keeps a level and its name, those of them that keep it, and words behind it.
    BEFORE_A_KEPT_LEVEL = FINDINGS["before a kept level"];
    /// Those of them that keep it.
    KEEPING_A_LEVEL = FINDINGS["keeping a level"];
    /// Words behind a level that is kept.
    BEHIND_A_KEPT_LEVEL = FINDINGS["behind a kept level"];
    /// Who gives somebody a level of supervision, and words before a level that is no other.
    OFFICERS_OF_A_HALL = FINDINGS["officers of a hall"];
    /// Words before a level that is no other.
    BEFORE_A_BARE_LEVEL = FINDINGS["before a bare level"];
    /// Words that join a clause to the one before, and what one of several is called.
    JOINING_CLAUSES = FINDINGS["joining clauses"];
    /// What one of several is called.
    ONE_OF_SEVERAL = FINDINGS["one of several"];
    /// That a home was seen and judged, by which it was done, and verbs by which it is passed as fit.
    ASSESSED = FINDINGS["assessed"];
    /// Words by which something was done.
    WAS_DONE = FINDINGS["was done"];
    /// Verbs by which a home is passed as fit.
    PASSING_A_HOME = FINDINGS["passing a home"];
    /// Words straight behind the name of a level that leave it the level of the whole.
    BEHIND_A_LEVEL = FINDINGS["behind a level"];
    /// Before the words that lead to a level: who or what has it, and who says so.
    LEVEL_SAID_OF = FINDINGS["a level is said of"];
    /// Behind a tool that is still to be made.
    NOT_MADE_YET = FINDINGS["not made yet"];
    /// Words for a level behind its name.
    NAMES_OF_BANDS = FINDINGS["names of bands"];
    /// Words behind a level before what it is the level of.
    BEFORE_A_PART = FINDINGS["before a part"];
    /// What it is the level of where it is that of the whole.
    OF_THE_WHOLE = FINDINGS["of the whole"];
    /// Somebody else of whom a plan speaks.
    SOMEBODY_ELSE = FINDINGS["somebody else"];
    /// Words by which a day that was fixed is given up.
    GIVEN_UP = FINDINGS["given up"];
    /// Words before a level by which it is that of another time.
    WAS_A_LEVEL = FINDINGS["was a level"];
    /// Words by which what is said is a wish, or is to come.
    NOT_AS_OF_NOW = FINDINGS["not as of now"];
    /// Words between the name of a level and the tool that gave it.
    BETWEEN_LEVEL_AND_TOOL = FINDINGS["between a level and its tool"];
    /// Words between a denial and the scheme that somebody is not under.
    BEFORE_A_SCHEME = FINDINGS["before a scheme"];
    /// Words behind a scheme that somebody is not under.
    BEHIND_A_SCHEME = FINDINGS["behind a scheme"];
    /// Labels of the subject of a letter.
    SUBJECTS = FINDINGS["subjects of a letter"];
    /// Verbs by which somebody leaves what others finish.
    WITHDRAWING = FINDINGS["withdrawing"];
    /// Verbs of leaving, which need a word for when.
    LEAVING = FINDINGS["leaving"];
    /// Verbs before "off" by which somebody is no more on something.
    TAKEN = FINDINGS["taken"];
    /// Verbs before "out" by which somebody is no more on something.
    WALKING_OUT = FINDINGS["walking out"];
    /// What makes it only a part.
    OF_A_PART_ONLY = FINDINGS["of a part only"];
    /// Words behind them.
    OFF_A_PROGRAMME = FINDINGS["off a programme"];
    /// Verbs of the past before a denial, by which what was not done is over.
    DID = FINDINGS["did"];
    /// Verbs by which whoever something was sent to has it.
    RECEIVING = FINDINGS["receiving"];
    /// Words for a sitting at which a case is decided, or for who decides it.
    HEARINGS = FINDINGS["hearings"];
    /// That a hearing is of whether somebody is let out.
    OF_PAROLE = FINDINGS["of parole"];
    /// Words before the word for a hearing that belong to its name.
    BEFORE_A_HEARING = FINDINGS["before a hearing"];
    /// Those of them that open its name.
    DETERMINERS_OF_A_HEARING = FINDINGS["determiners of a hearing"];
    /// Words before the name of a hearing that leave it what it is.
    BEFORE_A_NAMED_HEARING = FINDINGS["before a named hearing"];
    /// Words before a hearing by which something else is for it.
    FOR_A_HEARING = FINDINGS["for a hearing"];
    /// Verbs by which a day is fixed.
    IS_FIXED = FINDINGS["is fixed"];
    /// Verbs of who hears a case.
    HEARING_A_CASE = FINDINGS["hearing a case"];
    /// Whom or what they hear.
    THOSE_HEARD = FINDINGS["those heard"];
    /// Words straight before a day that is fixed.
    BEFORE_A_FIXED_DAY = FINDINGS["before a fixed day"];
    /// Words that join two of a kind.
    JOINING_TWO = FINDINGS["joining two"];
    /// What somebody will be by itself.
    SET_FREE = FINDINGS["set free"];
    /// Words behind "not" by which a field is only not filled in.
    NOT_SO_YET = FINDINGS["not so yet"];
    /// With what the value of a field opens that is not known.
    OPEN_VALUES = FINDINGS["open values"];
    /// That something is over.
    ENDED = FINDINGS["ended"];
    /// Words of the label of a field that do not say what it is of.
    OF_ANY_FIELD = FINDINGS["of any field"];
    /// Regimes by which a hall rewards and punishes.
    REGIMES = FINDINGS["regimes"];
    /// Words before the regime that somebody is on now.
    ONTO = FINDINGS["onto"];
    /// Words before the regime that somebody is on no more.
    OFF = FINDINGS["off"];
    /// Names of levels.
    LEVEL_NAMES = FINDINGS["levels"];
    /// Words of an allergy.
    ALLERGIES = FINDINGS["allergies"];
    /// That a medicine is taken or was given.
    TAKING_A_MEDICINE = FINDINGS["taking a medicine"];
    /// That it was not, or not by the prison.
    NOT_GIVEN = FINDINGS["not given"];
    /// Medicines of the family of penicillin.
    PENICILLINS = FINDINGS["penicillins"];
    /// Medicines of the family of ibuprofen.
    ANTI_INFLAMMATORIES = FINDINGS["anti-inflammatories"];
    /// Medicines of the family of codeine.
    CODEINES = FINDINGS["codeines"];
    /// Words that a medicine is given no more.
    STOPPED = FINDINGS["stopped"];
    /// What minutes are called as the head of an entry.
    MINUTES_BY_NAME = ENTRIES["minutes by name"];
    /// Words before a day on which something was, rather than since or until which.
    BEFORE_OWN_DAY = FINDINGS["before its own day"];
    /// Roman numbers, from 1 on.
    ROMAN_NUMBERS = NUMBERS["roman numbers"];
    /// Words for where somebody is to live.
    DWELLINGS = FINDINGS["dwellings"];
    /// Words that deny what follows.
    DENIALS = FINDINGS["denials"];
    /// Labels of the day on which a part of a plan was last looked at.
    LABELS_OF_A_REVIEW = PAGE["labels of a review"];
    /// Words behind which a denial ends.
    LIMITS_OF_DENIALS = FINDINGS["limits of a denial"];
    /// Words that make a statement hold of some only.
    LIMITING = FINDINGS["limiting"];
    /// Words of a decision for something.
    APPROVED = FINDINGS["approved"];
    /// Words of a decision against something.
    REFUSED = FINDINGS["refused"];
    /// Verbs of what holds now.
    PRESENT = FINDINGS["present"];
    /// Words that tell nothing of what a line is about.
    SMALL_WORDS = FINDINGS["small words"];
    /// Places of a prison or a town where somebody is.
    WHEREABOUTS = FINDINGS["places"];
    /// Words by which a label speaks of the day somebody is set free.
    RELEASE = FINDINGS["release"];
    /// Words by which somebody doubts that something is done.
    DOUBTING = FINDINGS["doubting"];
    /// Words by which a sentence says that something was done to its end.
    COMPLETED = FINDINGS["completed"];
    /// Words for what somebody goes through to change.
    PROGRAMMES = FINDINGS["programmes"];
    /// What it is made of.
    PARTS_OF_A_PROGRAMME = FINDINGS["parts of a programme"];
    /// Forms in which a medicine is given.
    FORMS_OF_MEDICINES = FINDINGS["forms of medicines"];
    /// Behind a thing of which there is none.
    BEHIND_NO_THING = FINDINGS["behind no thing"];
    /// By which somebody only wishes for a thing.
    WISHING = FINDINGS["wishing"];
    /// Before a thing of which there is none.
    NO_SUCH_THING = FINDINGS["no such thing"];
    /// What opens where or when in a label.
    BEHIND_A_THING = FINDINGS["behind a thing"];
    /// Words for a cell.
    CELLS = FINDINGS["cells"];
    /// That somebody has a cell alone.
    ALONE_IN_A_CELL = FINDINGS["alone in a cell"];
    /// That somebody has it with another.
    WITH_ANOTHER_IN_A_CELL = FINDINGS["with another in a cell"];
    /// The same before "up", where no word for a cell stands beside it.
    DOUBLED = FINDINGS["doubled"];
    /// Where a bunk is from somebody's own.
    BESIDE_A_BUNK = FINDINGS["beside a bunk"];
    /// What stands behind what is taught.
    BEHIND_COURSE = LOOKS["behind what is taught"];
    /// What stands before what is taught.
    BEFORE_COURSE = LOOKS["before what is taught"];
    /// Little words inside a title of several words.
    TITLE_LINKS = LOOKS["little words of titles"];
    /// Endings of words for who does something.
    ROLE_ENDINGS = LOOKS["endings of roles"];
    /// What stands before a word that describes.
    BEFORE_DESCRIBING = LOOKS["before what describes"];
    /// Endings of words that describe.
    DESCRIBING_ENDINGS = LOOKS["endings of what describes"];
    /// Words that open a noun.
    DETERMINERS = LOOKS["determiners"];
    /// Answers of a form that may stand side by side.
    ALTERNATIVES = LOOKS["alternatives"];
    /// How a form is ticked.
    TICKS = LOOKS["ticks"];
    /// What stands before such an answer and is of it.
    BEFORE_ALTERNATIVES = LOOKS["before alternatives"];
    /// Little words that part phrases.
    LITTLE_WORDS = LOOKS["little words"];
    /// Somebody who is not named.
    PEOPLE = LOOKS["people"];
    /// Prefixes that deny the word behind them.
    NEGATING_PREFIXES = LOOKS["negating prefixes"];
    /// Words before a date that say that it is the day of printing.
    PRINTING = FOLDING["printing"];
    /// Words and signs between such a word and its date.
    BETWEEN_PRINTING = FOLDING["between printing and its date"];
    /// Levels of risk and of supervision.
    LEVEL_VALUES = PAGE["levels"];
    /// Levels of MAPPA.
    LEVEL_NUMBERS = PAGE["numbers of levels"];
    /// Words by which a level is one of a course.
    OF_A_COURSE = PAGE["of a course"];
    /// Labels of a plan's date, the best first.
    DATE_LABELS = PAGE["labels of the date of a plan"];
    /// Words of a label that names another conference than the one the plan is for.
    OTHER_CONFERENCE = PAGE["another conference"];
    /// Labels of the person's name.
    NAME_LABELS = PAGE["labels of a name"];
    /// Labels of a person's forename.
    FORENAME_LABELS = PAGE["labels of a forename"];
    /// Labels of a person's surname.
    SURNAME_LABELS = PAGE["labels of a surname"];
    /// Labels of the person's date of birth.
    BIRTH_LABELS = PAGE["labels of a date of birth"];
    /// Labels of the number that the prison service gives a person.
    PRISON_NUMBER_LABELS = PAGE["labels of a prison number"];
    /// Labels of the Scottish prisoner identification number.
    IDENTIFICATION_LABELS = PAGE["labels of an identification number"];
    /// Last words of a label whose value is a number.
    NUMBER_WORDS = PAGE["words for a number"];
    /// Labels of numbers that are called without such a word.
    NAMED_NUMBERS = PAGE["numbers by their name"];
    /// Words of a label by which a number is of something other than the person.
    OTHER_NUMBERS = PAGE["numbers of something else"];
    /// Values of a field that say that nothing is known.
    NO_VALUES = PAGE["no value"];
    /// Words of a name's field behind which another name, or something else, stands.
    NAME_ENDS = PAGE["ends of a name"];
    /// Labels, or parts of them, of fields that are always told.
    STANDING_LABELS = PAGE["standing labels"];
    /// Titles that say nothing of what stands beneath.
    REMARKS = PAGE["remarks"];
    /// Titles of columns whose cells say what they are: a drug, a role, a charge.
    TELLING_COLUMNS = PAGE["telling columns"];
    /// Months whose name is neither a word nor a first name.
    ONLY_MONTHS = NUMBERS["only a month"];
    /// Letters behind the figures of an ordinal.
    ORDINAL_ENDINGS = NUMBERS["ordinal endings"];
    /// The hours of a time, written behind it.
    HOURS = NUMBERS["hours"];
    /// Words before the number of a page.
    PAGE_WORDS = RECORD["page"];
    /// Words of a line that says when and by whom a text was printed.
    PRINT_WORDS = RECORD["print"];
    /// Those of them that say so by themselves.
    PRINTED_WORDS = RECORD["printed"];
    /// What else stands in a line that says when a text was printed, in other words than those.
    BESIDE_PRINT = RECORD["beside print"];
    /// What is printed, in such a line.
    PRINTED_THINGS = RECORD["printed things"];
    /// Words of such a line behind which a user or a system is named.
    BEFORE_USER = RECORD["before a user"];
    /// Words of protective markings.
    MARKINGS = RECORD["markings"];
    /// Words that say that a part goes on from the page before.
    CONTINUED = RECORD["continued"];
    /// Words that name who writes in a printed record, beside the roles of entry heads.
    FURTHER_ROLES = RECORD["further roles"];
    /// Small words that the head of an entry in a printed record may have, beside the links of entry heads.
    FURTHER_LINKS = RECORD["further links"];
    /// Words that make a dated line something else: a heading of minutes, a line of a chronology.
    NOT_IN_HEADS = RECORD["not in heads"];
    /// Words of a label that says who wrote an entry, with "by" or alone.
    WRITTEN_LABELS = RECORD["written"];
    /// Labels of who wrote an entry.
    AUTHOR_LABELS = RECORD["authors"];
    /// Labels of who wrote a text that has a label of its own.
    AUTHORS_BESIDE_A_TEXT = RECORD["authors beside a text"];
    /// Labels that may name who wrote or anybody else, in records whose labels come back.
    AUTHORS_OF_RETURNING = RECORD["authors of returning records"];
    /// Labels of the time of day beside one of the day.
    LABELS_OF_TIMES = RECORD["labels of times"];
    /// Labels of the title of a part of a plan that is printed as records.
    LABELS_OF_PARTS = RECORD["labels of parts"];
    /// Words of a line above an e-mail that was copied in.
    TITLES_OF_MAILS = RECORD["titles of e-mails"];
    /// Labels that stand in the head of an entry beside author and date.
    HEAD_LABELS = RECORD["labels in heads"];
    /// Labels and keys in the head of an entry that say nothing of who wrote it.
    BESIDE_THE_AUTHOR = RECORD["keys beside the author"];
    /// What a record system did with an entry, before "by" and who did it.
    WRITTEN_BY_SYSTEM = ENTRIES["participles of writing"];
    /// Words of a heading over what is planned or was, by its days.
    LISTS_OF_DAYS = ENTRIES["lists of days"];
    /// Words of a title whose lines with a day are of what happened or is to happen.
    OTHER_MATTERS = ENTRIES["other matters"];
    /// Words of a title below which a day alone heads nothing that somebody wrote.
    MATTERS_OF_DAYS_ALONE = ENTRIES["matters of days alone"];
    /// Words behind a name of a body whose people write.
    BODIES_OF_WRITERS = ENTRIES["bodies of those who write"];
    /// Words of a sentence that points to whoever is named below it.
    POINTS_BELOW = ENTRIES["points below"];
    /// What points below where no thing stands behind it.
    WHAT_IS_NEXT = ENTRIES["what is next"];
    /// Words before a key of initials that is not of who writes.
    KEYS_OF_OTHERS = ENTRIES["keys of others"];
    /// Words behind a name, beside kin, that are no office.
    NO_OFFICE = ENTRIES["no office"];
    /// Words of a name that is no person's.
    NAMES_OF_NO_PERSON = ENTRIES["names of no person"];
    /// What a note is called on a line that says no more than when.
    NAMES_OF_NOTES = ENTRIES["names of notes"];
    /// Of whom staff write: they sign nothing by initials.
    NOT_OF_STAFF = ENTRIES["not of staff"];
    /// How an entry stands in a record system.
    ENTRY_STATES = RECORD["states of an entry"];
    /// Labels of the day on which an e-mail was sent.
    MAIL_DAYS = RECORD["days of an e-mail"];
    /// Labels of the lines that open an e-mail.
    MAIL_LABELS = RECORD["labels of an e-mail"];
    /// Words of the names of mailboxes that several people send from.
    MAILBOXES = RECORD["mailboxes"];
    /// Words in capitals by which a line is no title, beside those that no label has.
    NOT_IN_DRAWN_TITLES = RECORD["not in drawn titles"];
    /// Words of the titles that minutes have.
    TITLES_OF_MINUTES = RECORD["titles of minutes"];
    /// Words that do not open a label, but a sentence.
    NOT_IN_LABELS = RECORD["not in labels"];
    /// First words of a future in two words; the second stand in the next list, in the same order.
    FUTURE_IN_TWO_WORDS = FINDINGS["future in two words"];
    /// Second words of a future in two words: "can offer", "goes to".
    SECOND_OF_TWO_WORDS = FINDINGS["second of two words"];
    /// Words of what holds at present and may not later.
    FOR_NOW = FINDINGS["for now"];
    /// Roman numerals below ten, as they are written.
    ROMAN_UNITS = NUMBERS["roman units"];
    /// Verbs that say that somebody died.
    DYING = FINDINGS["dying"];
    /// Words of graves and funerals, by which a line knows of a death.
    BEREAVED = FINDINGS["bereaved"];
    /// Before somebody who is one of several.
    ONE_OF_MANY = FINDINGS["one of many"];
    /// By whom somebody is or may be helped, behind the verb.
    DONE_BY_KIN = FINDINGS["done by kin"];
    /// With whom somebody is or may be, behind the verb.
    LIVING_WITH = FINDINGS["living with"];
    /// That something is, may be or is to come.
    TO_COME = FINDINGS["to come"];
    /// Labels of those whom somebody may turn to, or who visit.
    LABELS_OF_CONTACTS = FINDINGS["labels of contacts"];
    /// What somebody did who was in touch with another.
    SPOKE_TO = FINDINGS["spoke to"];
    /// Labels of fields for the name of whom a plan is about.
    LABELS_OF_NAMES = FINDINGS["labels of names"];
    /// That two were together by themselves.
    BY_THEMSELVES = FINDINGS["by themselves"];
    /// By which a bar allows contact that is watched.
    OF_WATCHED_CONTACT = FINDINGS["of watched contact"];
    /// Who is banned from visits, by the verb.
    BANNED = FINDINGS["banned"];
    /// Children, whoever's they are.
    CHILDREN = FINDINGS["children"];
    /// Before those none of whom is to come.
    NONE_OF_THEM = FINDINGS["none of them"];
    /// That a child comes to visits.
    BRINGING_A_CHILD = FINDINGS["bringing a child"];
    /// That a child came.
    A_CHILD_CAME = FINDINGS["a child came"];
    /// That a home is put forward.
    PUTTING_FORWARD = FINDINGS["putting forward"];
    /// What a house is called by its name.
    HOUSES_BY_NAME = FINDINGS["houses by name"];
    /// Verbs of who comes into a place.
    ENTERING = FINDINGS["entering"];
    /// That somebody is kept out of a place.
    KEEPING_OUT = FINDINGS["keeping out"];
    /// That a place is shut to somebody.
    SHUT = FINDINGS["shut"];
    /// Behind a verb of coming, that no place follows.
    NO_PLACE_BEHIND = FINDINGS["no place behind"];
    /// What stands around the name of a place without making it another.
    SMALL_OF_A_PLACE = FINDINGS["small of a place"];
    /// The same straight before the name.
    SMALL_OF_A_NAME = FINDINGS["small of a name"];
    /// Before the name of a place, that something is not inside of it.
    NOT_INSIDE = FINDINGS["not inside"];
    /// Sides of a landmark.
    SIDES = FINDINGS["sides"];
    /// Words of lines that put nothing of his in the place that they name.
    NOT_IN_A_PLACE = FINDINGS["not in a place"];
    /// That something is planned, offered or to come.
    PLANNING = FINDINGS["planning"];
    /// What of somebody's may be in a place, homes apart.
    BEING_SOMEWHERE = FINDINGS["being somewhere"];
    /// That somebody is let out for a time.
    LEAVES = FINDINGS["leaves"];
    /// Words of what is only supposed: "if he died", "when she dies".
    SUPPOSING = FINDINGS["supposing"];
    /// Pronouns for people.
    PERSONAL = FINDINGS["personal"];
    /// Those of them that are for one person.
    OF_ONE_PERSON = FINDINGS["of one person"];
    /// Words that open what somebody is told not to do.
    TOLD_NOT_TO = FINDINGS["told not to"];
    /// Words before what is told by the way, for whoever reads knows it.
    TOLD_BY_THE_WAY = FINDINGS["told by the way"];
    /// Words before what is somebody's, whatever it is: "at your approved address".
    OWNING = FINDINGS["owning"];
    /// Words before somebody who is of a person: "his aunt".
    POSSESSIVE = FINDINGS["possessive"];
    /// Verbs of now by which somebody keeps in touch with another.
    KEEPING_IN_TOUCH = FINDINGS["keeping in touch"];
    /// Words behind whom he keeps in touch with, by which it is said when or how.
    BEHIND_WHOM = FINDINGS["behind whom"];
    /// Verbs of what somebody does or has now.
    OF_THE_LIVING = FINDINGS["of the living"];
    /// Verbs of how somebody was.
    OF_THE_DEAD = FINDINGS["of the dead"];
    /// How often, in one word, in order from once on.
    TIMES_IN_A_WORD = FINDINGS["times in a word"];
    /// Words behind how often something was.
    TIMES = FINDINGS["times"];
    /// Words before a day on which an entry was not written.
    BEFORE_NO_SIGNING = FINDINGS["before a day of something else"];
    /// Words before which another clause ends, and what it denies with it.
    ENDING_DENIALS = FINDINGS["ends of a clause"];
    /// Verbs before "not to": "he is not to".
    BEING = FINDINGS["being"];
    /// Those of the present.
    IS = FINDINGS["is"];
    /// Verbs of an order, before a denial: "must not".
    ORDERING = FINDINGS["ordering"];
    /// Words that deny the verb before them: "must not", "will never".
    DENYING_A_VERB = FINDINGS["denying a verb"];
    /// Words before contact that is barred: "no direct contact".
    BEFORE_CONTACT = FINDINGS["before contact"];
    /// Verbs before "apart".
    KEEPING = FINDINGS["keeping"];
    /// Words that bar something by themselves.
    BARRING = FINDINGS["barring"];
    /// Words before "permitted".
    BEFORE_PERMITTED = FINDINGS["before permitted"];
    /// Words behind "should" that advise against something.
    BEHIND_SHOULD = FINDINGS["behind should"];
    /// Verbs of the past.
    PAST = FINDINGS["past"];
    /// Words of a heading or an opening line whose items bind somebody.
    LISTS_OF_CONDITIONS = FINDINGS["lists of conditions"];
    /// Words that point at several things that were just said.
    POINTING_AT_SEVERAL = FINDINGS["pointing at several"];
    /// Words that point at what was just said: "this is not to be read out".
    POINTING_AT_WORDS = FINDINGS["pointing at words"];
    /// Words that point at a thing.
    DEMONSTRATIVE = FINDINGS["demonstrative"];
    /// Words behind "agreed" that begin what was agreed.
    BEHIND_AGREED = FINDINGS["behind agreed"];
    /// Words of what comes by itself and nobody promises.
    BY_ITSELF = FINDINGS["by itself"];
    /// Meetings that come by themselves: "next conference".
    MEETINGS_TO_COME = FINDINGS["meetings"];
    /// What a promise may hang on: "if granted".
    BEHIND_IF = FINDINGS["behind if"];
    /// Verbs of the future, "would" for what people said.
    FUTURE = FINDINGS["future"];
    /// Words that promise by themselves.
    PROMISING = FINDINGS["promising"];
    /// What is to come by a day, behind "is".
    EXPECTED = FINDINGS["expected"];
    /// What is to come on a day, behind "is".
    BOOKED = FINDINGS["booked"];
    /// Words behind "to" that are no verb: "to the board".
    NO_VERBS = FINDINGS["no verbs"];
    /// Words before "to" and what somebody is to do.
    BEFORE_A_TASK = FINDINGS["before a task"];
    /// Words before the day on which something is to be.
    ON_A_DAY = FINDINGS["on a day"];
    /// Words before the day by which something is to be.
    BY_WHEN = FINDINGS["by when"];
    /// A count of months.
    MONTH_WORDS = FINDINGS["months"];
    /// A count of years.
    YEAR_WORDS = FINDINGS["years"];
    /// "I" and its verb in one word.
    I_WITH_A_VERB = FINDINGS["I with a verb"];
    /// Words that open a sentence and name nobody, as they are written there.
    NO_OWNERS = FINDINGS["no owners"];
    /// Words that say where somebody is.
    IS_SOMEWHERE = FINDINGS["is somewhere"];
    /// Words that make "at this" the present.
    BEHIND_AT_THIS = FINDINGS["behind at this"];
    /// Words by which a title says how what stands below it stands.
    SAID_BY_TITLES = FINDINGS["said by titles"];
    /// Words that are a status, and beside a word like "alleged" say how sure something is.
    SURE_OR_DONE = BESIDE["sure or done"];
    /// Numbers that beside a word like "last" are places.
    PLACES_OR_COUNTS = BESIDE["places or counts"];
    /// Words that make one of what is behind them: "a month".
    INDEFINITE = NUMBERS["indefinite"];
    /// Words behind a score.
    POINTS = NUMBERS["points"];
    /// Numbers of which "a" makes one: "a hundred".
    ROUND_NUMBERS = NUMBERS["round numbers"];
    /// Words for twelve hours.
    NOON = NUMBERS["noon"];
    /// Which half of the day a time is of.
    HALVES_OF_A_DAY = NUMBERS["halves of a day"];
    /// Words behind a capital "A" that is a letter, not an article: "fig. A of".
    BEHIND_A_LETTER = SENTENCES["behind a letter"];
    /// Words that open the line of a signature with "by" or a colon, as they are written there.
    WRITTEN_BY = ENTRIES["written by"];
    /// Words of a label that names the conference.
    CONFERENCE_WORDS = PAGE["conference"];
    /// Cells that say that there is nothing, as they are written; they are left out of a line of an assessment.
    NO_CELLS = PAGE["no cells"];
    /// What a label has that names a level.
    LABELS_OF_LEVELS = PAGE["labels of levels"];
    /// Routes on which no conferences of these intervals are held.
    OTHER_ROUTES = PAGE["other routes"];
    /// Beginnings of a surname that may be written apart: "Mac Leod".
    NAME_PREFIXES = PAGE["prefixes of surnames"];
    /// What may stand behind a time in the head of an entry.
    BEHIND_A_TIME = RECORD["behind a time"];
    /// What joins those who wrote for each other.
    JOINS_OF_WRITERS = RECORD["joins of writers"];
    /// Labels of a signature in a strip below a text.
    LABELS_OF_SIGNING = RECORD["labels of signing"];
    /// Labels of a name in print in such a strip.
    LABELS_OF_PRINTED_NAMES = RECORD["labels of names in print"];
    /// Labels of what somebody is who signs or wrote.
    LABELS_OF_POSTS = RECORD["labels of posts"];
    /// Labels of when somebody signs.
    LABELS_OF_DAYS_OF_SIGNING = RECORD["labels of days of signing"];
    /// Words of such a strip by which whoever signs wrote nothing.
    SIGNS_FOR_OTHERS = RECORD["signs for others"];
    /// Words that stand with a capital at the end of a note and are no name.
    NO_NAMES = RECORD["no names"];
    /// What a record system exports where a field is empty.
    NULLS = RECORD["nulls"];
    /// Labels of the day on which an exported record was written.
    DAYS_OF_RECORDS = RECORD["days of records"];
    /// Those of them that may as well be the day of what is told.
    DAYS_OF_EVENTS = RECORD["days of events"];
    /// Labels of what an exported record is counted by.
    IDS_OF_RECORDS = RECORD["ids of records"];
    /// Labels of the text of an exported record.
    TEXTS_OF_EXPORTS = RECORD["texts of exported records"];
    /// Words before a day on which something is to come.
    BEFORE_DAYS_TO_COME = RECORD["before days to come"];
    /// Words by which one note answers another.
    ANSWERS = RECORD["answers"];
    /// Labels of a year, or of a month, that stands over what was written in it.
    LABELS_OF_PERIODS = RECORD["labels of periods"];
    /// What stands at the place of a day for the day of the note before.
    DITTO = RECORD["ditto"];
    /// What stands for the day of the note before.
    THE_SAME_DAY = RECORD["the same day"];
    /// What stands for the day, or for who wrote, of the note before, in a cell or a signature of its own.
    THE_SAME_AS_BEFORE = RECORD["the same as before"];
    /// Names of the column of a form that holds the labels, where they say no more.
    COLUMNS_OF_LABELS = RECORD["columns of labels"];
    /// Names of the column beside it.
    COLUMNS_OF_VALUES = RECORD["columns of values"];
    /// Names of columns in whose cells people write under their names.
    COLUMNS_OF_SIGNED_NOTES = RECORD["columns of signed notes"];
    /// Names of the column of a log that holds the day of an entry.
    DAYS_OF_LOGS = RECORD["days of logs"];
    /// Those of them that say that the day is that of writing.
    DAYS_OF_WRITING = RECORD["days of writing"];
    /// Names of columns of a log that say who wrote an entry.
    AUTHORS_OF_LOGS = RECORD["authors of logs"];
    /// What may stand beside one of these in the name of a column.
    BESIDE_AUTHORS_OF_LOGS = RECORD["beside authors of logs"];
    /// Labels of the day by which something is to be done, or from or to which it holds.
    LABELS_OF_DAYS_AHEAD = RECORD["labels of days ahead"];
    /// Names of the column of a log that says in which way somebody was met.
    WAYS_OF_LOGS = RECORD["ways of logs"];
    /// Names of a column that is the way where another holds the text.
    TEXTS_OR_WAYS_OF_LOGS = RECORD["texts or ways of logs"];
    /// Names of the last column, behind the text, in which whoever wrote it signs.
    NAMES_OF_SIGNERS = RECORD["names of signers"];
    /// Names of the column of a log that holds the text of an entry.
    TEXTS_OF_LOGS = RECORD["texts of logs"];
    /// Names of the column of a record that says of which kind each of them is.
    WAYS_OF_RECORDS = RECORD["ways of records"];
    /// Names of the column of a log that says whom somebody met.
    MET_IN_LOGS = RECORD["met in logs"];
    /// Names of the column of a record that holds the text of each.
    TEXTS_OF_RECORDS = RECORD["texts of records"];
    /// The same of those that somebody sends.
    TEXTS_OF_MESSAGES = RECORD["texts of messages"];
    /// Labels that open the text of an entry and say nothing of it.
    LABELS_OF_TEXTS = RECORD["labels of texts"];
    /// Small words of protective markings.
    BETWEEN_MARKINGS = RECORD["between markings"];
    /// Words of the heads of columns.
    COLUMN_HEADS = RECORD["heads of columns"];
    /// Words of labels: what a record has one value of.
    LABEL_NOUNS = RECORD["nouns of labels"];
    /// Words that stand in a cell for a date that is not known or does not end.
    NO_DATE = RECORD["no date"];
    /// First parts of words that keep their hyphen.
    HYPHENED = RECORD["hyphened"];
    /// First parts that keep their hyphen before a word of the text.
    PREFIXES = RECORD["prefixes"];
    /// Second parts of words that keep the hyphen before them.
    HYPHENED_BEFORE = RECORD["hyphened before"];
    /// Ends of words, of which no word by itself ends a compound.
    ENDINGS = RECORD["endings"];
    /// Ends of words that are no words by themselves.
    ENDINGS_ALONE = RECORD["endings alone"];
    /// Small words that open no cell of a row.
    CELL_LINKS = RECORD["links in cells"];
    /// Names of columns that hold dates.
    DATE_HEADS = RECORD["columns of dates"];
    /// Names of columns that hold numbers.
    NUMBER_HEADS = RECORD["columns of numbers"];
    /// Names of columns that hold a word or two from a small set.
    SHORT_HEADS = RECORD["columns of short words"];
    /// Meetings that minutes are headed with.
    MEETINGS = RECORD["meetings"];
    /// Names of columns that hold who does something.
    ROLE_HEADS = RECORD["columns of roles"];
    /// What stands in columns of states, replies and results.
    STATES = RECORD["states"];
    /// The months, in small letters.
    MONTHS = RECORD["months"];
    /// The days of the week, in small letters.
    WEEKDAYS = RECORD["days of the week"];
    /// Labels at the end of a head that say of which kind the note is.
    KINDS_OF_NOTE = RECORD["kinds of note"];
    /// Words that number a heading before its number.
    NUMBERED_PARTS = RECORD["numbered parts"];
    /// What stands before a degree of risk: "is high", "remained low".
    BEFORE_DEGREE = BESIDE["before a degree"];
    /// What behind a number makes an hour of it.
    BEHIND_HOUR = BESIDE["behind an hour"];
    /// What is counted of a month: "third week of June".
    PARTS_OF_MONTH = BESIDE["parts of a month"];
    /// What stands between a number and the span it is for: "twice a week".
    BEFORE_SPAN = BESIDE["before a span"];
    /// Titles before a name.
    COURTESY_TITLES = BESIDE["courtesy titles"];
    /// What else stands before a name.
    BEFORE_NAME = BESIDE["before a name"];
    /// Small words inside a name: "Choices for Change".
    INSIDE_NAME = BESIDE["inside a name"];
    /// What stands before a place.
    BEFORE_PLACE = BESIDE["before a place"];
    /// What is done of a programme: "12 sessions of".
    BEFORE_PROGRAMME = BESIDE["before a programme"];
    /// What links it with the programme.
    LINKS_OF_PROGRAMME = BESIDE["links of a programme"];
    /// What makes a length of time of the "second" behind it.
    BEFORE_SECOND = BESIDE["before a second"];
    /// What stands before the number of a page.
    PAGE_NUMBERED = BESIDE["before a page"];
    /// Words that name a column as a whole title only.
    WHOLE_TITLES = COLUMNS["whole titles"];
    /// Titles of columns that number their rows.
    COLUMNS_OF_NUMBERS = BESIDE["columns of running numbers"];
    /// Articles.
    ARTICLES = BESIDE["articles"];
    /// What turns a fact into its opposite.
    NEGATIONS = BESIDE["negations"];
    /// Units in which a medicine is measured.
    UNITS_OF_DOSE = BESIDE["units of a dose"];
    /// What links a word of learning with what is learnt.
    BEFORE_TAUGHT = BESIDE["links before what is taught"];
    /// What stands behind somebody who acts.
    BEHIND_WHO = BESIDE["behind who acts"];
    /// Where somebody is who is out of the prison.
    AWAY = PRESENCE["away"];
    /// The same where another word says so.
    AWAY_BESIDE = PRESENCE["away beside another word"];
    /// Those of them that are the end of a name.
    ENDS_OF_HOSPITALS = PRESENCE["ends of names of hospitals"];
    /// Places where somebody was away who was moved to one.
    AWAY_WHERE_MOVED = PRESENCE["away where moved"];
    /// Behind "hospital" where it is a place or a job of the prison.
    OF_A_PRISON_BEHIND_A_HOSPITAL = PRESENCE["of a prison behind a hospital"];
    /// What somebody goes out for and is back from on the same day.
    OUT_FOR_A_DAY = PRESENCE["out for a day"];
    /// That somebody went, or was taken.
    GOING_AWAY = PRESENCE["going away"];
    /// The same behind which a place is where somebody was moved to.
    MOVED = PRESENCE["moved"];
    /// That somebody came back.
    COMING_BACK = PRESENCE["coming back"];
    /// What stands between going and the day.
    IN_ON_A_DAY = PRESENCE["in on a day"];
    /// By what two days become the first and the last of a time.
    UP_TO_A_DAY = PRESENCE["up to a day"];
    /// Those of them that say so by themselves.
    UNTIL = PRESENCE["until"];
    /// Parts of a day that "that" points back to.
    THAT_DAY = PRESENCE["that day"];
    /// Those of them that are late.
    LATE_IN_A_DAY = PRESENCE["late in a day"];
    /// What is counted of a stay.
    NIGHTS = PRESENCE["nights"];
    /// Those of them that are of seven days.
    COUNTS_OF_WEEKS = PRESENCE["counts of weeks"];
    /// That something is still to come, or only meant to.
    STILL_TO_COME = PRESENCE["still to come"];
    /// What behind "to" is a place and no plan.
    BEHIND_TO_IN_THE_PAST = PRESENCE["behind to in the past"];
    /// That somebody was there, or was seen to do something.
    BEING_THERE = PRESENCE["being there"];
    /// Those of them by which one saw somebody.
    SEEING_SOMEBODY = PRESENCE["seeing somebody"];
    /// Verbs of being that a place of the prison has to follow.
    WAS_AT_A_PLACE = PRESENCE["was at a place"];
    /// Before such a place.
    AT_A_PLACE = PRESENCE["at a place"];
    /// Places of a prison where somebody is seen, works or learns.
    PLACES_OF_A_PRISON = PRESENCE["places of a prison"];
    /// Those of them where somebody works or learns with others.
    PLACES_OF_WORK = PRESENCE["places of work and learning"];
    /// Of a part of a day that a day is named behind.
    PARTS_BEFORE_A_DAY = PRESENCE["parts before a day"];
    /// Of each of several times.
    EACH_TIME = PRESENCE["each time"];
    /// What is counted of such times.
    TIMES_OF_BEING_THERE = PRESENCE["times somebody is there"];
    /// Those of them that come once a day.
    TIMES_OF_EACH_DAY = PRESENCE["times of each day"];
    /// That it was all of a day, or of a part of it.
    ALL_OF_A_DAY = PRESENCE["all of a day"];
    /// Behind the number of a day.
    BEHIND_A_DAY = PRESENCE["behind a day"];
    /// Which week it was.
    WHICH_WEEK = PRESENCE["which week"];
    /// What was not missed.
    MISSING_A_TIME = PRESENCE["missing a time"];
    /// The day of an entry.
    THIS_DAY = PRESENCE["this day"];
    /// Parts of this day.
    PARTS_OF_THIS_DAY = PRESENCE["parts of this day"];
    /// By which somebody is spoken with who is not there.
    FROM_AFAR = PRESENCE["from afar"];
    /// Before a phone by which one speaks.
    BEFORE_A_PHONE = PRESENCE["before a phone"];
    /// Tests and hearings that are held in a prison only.
    TESTS_OF_A_PRISON = PRESENCE["tests of a prison"];
    /// Behind "her" where it is she.
    BEHIND_HER = PRESENCE["behind her"];
    /// Behind which the day is of something else.
    OF_ANOTHER_TIME = PRESENCE["of another time"];
    /// By which a clock time is named.
    BEFORE_AN_HOUR = PRESENCE["before an hour"];
    /// That the hour is behind half, or a quarter.
    PARTS_OF_AN_HOUR = PRESENCE["parts of an hour"];
    /// Behind a quarter.
    PAST_THE_HOUR = PRESENCE["past the hour"];
    /// Labels of a field for where somebody is held.
    LABELS_OF_PRISONS = PRESENCE["labels of prisons"];
    /// By which somebody came to a prison.
    ARRIVING = PRESENCE["arriving"];
    /// That somebody was at no time there before.
    BEFORE_NOW = PRESENCE["before now"];
    /// The same in one word.
    AT_NO_TIME_BEFORE = PRESENCE["at no time before"];
    /// By which somebody is kept apart in the prison.
    SEGREGATED = PRESENCE["segregated"];
    /// Labels of those who were not at a conference.
    APOLOGIES = PRESENCE["apologies"];
    /// Behind such a label.
    BEHIND_APOLOGIES = PRESENCE["behind apologies"];
    /// Labels of those who were.
    ATTENDANCE = PRESENCE["attendance"];
    /// Verbs of coming to a conference.
    ATTENDING = PRESENCE["attending"];
    /// The same in one word behind a denial.
    IN_THE_ROOM = PRESENCE["in the room"];
    /// By which somebody did not want to come, or could not.
    NOT_COMING = PRESENCE["not coming"];
    /// Who chose to do something, or not to.
    CHOOSING = PRESENCE["choosing"];
    /// What a conference is called by who came to it.
    CONFERENCES_BY_NAME = PRESENCE["conferences by name"];
    /// How apologies come.
    GIVING_APOLOGIES = PRESENCE["giving apologies"];
    /// By which somebody was away for a part of a meeting only.
    PARTS_OF_A_MEETING = PRESENCE["parts of a meeting"];
    /// What the conference is called behind such a verb.
    WHAT_IS_ATTENDED = PRESENCE["what is attended"];
    /// Other meetings.
    ELSE_ATTENDED = PRESENCE["what else is attended"];
    /// That somebody spoke in the room.
    SPEAKING_IN_THE_ROOM = PRESENCE["speaking in the room"];
    /// What somebody does in the room before speaking.
    DOING_IN_THE_ROOM = PRESENCE["doing in the room"];
    /// By which what somebody said came in writing, or from afar, or at another time.
    NOT_IN_THE_ROOM = PRESENCE["not in the room"];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_its_file_and_holds_no_word_twice() {
        for (name, list) in LISTS {
            let mut words: Vec<String> = list.iter().map(str::to_lowercase).collect();
            assert!(!words.is_empty(), "{name}");
            words.sort_unstable();
            let count = words.len();
            words.dedup();
            assert_eq!(words.len(), count, "{name}: a word stands twice");
        }
    }
}
