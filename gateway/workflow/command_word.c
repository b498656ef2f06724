/* command_word.c: the words of orders, and which of them a slip is nearest to.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command_word.h"

#include <string.h>

#include "base/text.h"

static const CommandWord WORDS[] = {
	{"resolve", COMMAND_RESOLVE, ARGUMENT_MAY_NAME, "resolve"},
	{"second", COMMAND_SECOND, ARGUMENT_NONE, "second"},
	{"hold", COMMAND_HOLD, ARGUMENT_UNTIL, "hold until 2026-12-01"},
	{"decide", COMMAND_DECIDE, ARGUMENT_TEXT, "decide: OPTION, because WHY"},
	{"reject", COMMAND_REJECT, ARGUMENT_TEXT, "reject: WHY"},
	{"withdraw", COMMAND_WITHDRAW, ARGUMENT_REASON, "withdraw"},
	{"reopen", COMMAND_REOPEN, ARGUMENT_REASON, "reopen"},
	{"implemented", COMMAND_IMPLEMENTED, ARGUMENT_REASON, "implemented"},
	{"deprecate", COMMAND_DEPRECATE, ARGUMENT_TEXT, "deprecate: WHY"},
	{"supersedes", COMMAND_SUPERSEDES, ARGUMENT_ID, "supersedes D-7"},
	{"choose", COMMAND_CHOOSE, ARGUMENT_NUMBERS, "choose 2 > 1 > 3"},
	{"park", COMMAND_PARK, ARGUMENT_NAME, "park NAME"},
	{"review", COMMAND_REVIEW, ARGUMENT_DATE, "review 2026-12-01"},
	{"due", COMMAND_DUE, ARGUMENT_DATE, "due 2026-12-01"},
	{"window", COMMAND_WINDOW, ARGUMENT_NUMBERS, "window 1"},
	{"extend", COMMAND_EXTEND, ARGUMENT_MAY_DURATION, "extend 2wd"},
	{"drop", COMMAND_DROP, ARGUMENT_LINE, "drop: WHY"},
	{"helped", COMMAND_HELPED, ARGUMENT_REASON, "helped"},
	{"improve", COMMAND_IMPROVE, ARGUMENT_TEXT, "improve: WHAT"},
	{"held", COMMAND_HELD, ARGUMENT_LINE, "held 1"},
	{"failed", COMMAND_FAILED, ARGUMENT_LINE, "failed 1: WHY"},
	{"unclear", COMMAND_UNCLEAR, ARGUMENT_LINE, "unclear 1"},
	{"broken", COMMAND_BROKEN, ARGUMENT_LINE_OF, "broken D-12#2: EVIDENCE"},
	{"keep", COMMAND_KEEP, ARGUMENT_LINE, "keep 1: WHY"},
	{"change", COMMAND_CHANGE, ARGUMENT_LINE, "change 1: WHAT"},
	{"owner", COMMAND_OWNER, ARGUMENT_NAME, "owner NAME"},
	{"delegate", COMMAND_DELEGATE, ARGUMENT_NAME, "delegate NAME"},
	{"snooze", COMMAND_SNOOZE, ARGUMENT_DURATION, "snooze 2wd"},
	{"ack", COMMAND_ACK, ARGUMENT_REASON, "ack"},
	{"update", COMMAND_UPDATE, ARGUMENT_TEXT, "update: HOW IT STANDS"},
	{"waiting", COMMAND_WAITING, ARGUMENT_TEXT, "waiting: WHAT IS MISSING"},
	{"resolved", COMMAND_RESOLVED, ARGUMENT_REASON, "resolved: WHAT"},
	{"escalate", COMMAND_ESCALATE, ARGUMENT_REASON, "escalate"},
	{"urgent", COMMAND_URGENT, ARGUMENT_YES_NO, "urgent yes"},
	{"done", COMMAND_DONE, ARGUMENT_REASON, "done"},
	{"answer", COMMAND_ANSWER, ARGUMENT_REASON, "answer: TEXT"},
	{"read", COMMAND_READ, ARGUMENT_PERCENT, "read"},
	{"takeaway", COMMAND_TAKEAWAY, ARGUMENT_TEXT, "takeaway: TEXT"},
	{"away", COMMAND_AWAY, ARGUMENT_LEAVE,
	 "away 2026-08-03..2026-08-17 delegate NAME"},
	{"back", COMMAND_BACK, ARGUMENT_NONE, "back"},
	{"tz", COMMAND_ZONE, ARGUMENT_ZONE, "tz Europe/Berlin"},
	{"hours", COMMAND_HOURS, ARGUMENT_WEEK, "hours Mon-Fri 09:00-17:00"},
	{"focus", COMMAND_FOCUS, ARGUMENT_WEEK, "focus Mon-Fri 09:00-11:00"},
	{"slots", COMMAND_SLOTS, ARGUMENT_SLOTS, "slots 09:30 13:00 16:30"},
	{"digest", COMMAND_DIGEST, ARGUMENT_RHYTHM, "digest weekly Mon 09:00"},
	{"mute", COMMAND_MUTE, ARGUMENT_NONE, "mute"},
	{"unmute", COMMAND_UNMUTE, ARGUMENT_NONE, "unmute"},
	{"why", COMMAND_WHY, ARGUMENT_MAY_ID, "why D-7"},
	{"help", COMMAND_HELP, ARGUMENT_NONE, "help"},
	{"new", COMMAND_NEW, ARGUMENT_NONE, "!new"},
	{"confirm", COMMAND_CONFIRM, ARGUMENT_NONE, "confirm"},
};

/* Positions have vote.c's grammar; here they are known for suggestions. */
static const char *const POSITION_FORMS[] = {"agree",  "approve", "abstain", "disagree",
					     "object", "concern", "veto"};

const char *command_word(CommandName name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (WORDS[i].name == name)
			return WORDS[i].word;
	return name == COMMAND_POSITION ? "position" : "unknown";
}

const CommandWord *command_word_find(const char *word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
		if (strcmp(WORDS[i].word, word) == 0)
			return &WORDS[i];
	return NULL;
}

/* Words with many neighbours among those of ordinary letters ("Changes:"). */
static bool is_everyday(CommandName name)
{
	return name == COMMAND_HELD || name == COMMAND_FAILED ||
	       name == COMMAND_UNCLEAR || name == COMMAND_BROKEN ||
	       name == COMMAND_KEEP || name == COMMAND_CHANGE || name == COMMAND_DROP;
}

const char *command_word_nearest(const char *word, bool has_sigil)
{
	size_t length = strlen(word);
	for (int distance = 1; distance <= 2 && length >= 3; distance++) {
		if (distance == 2 && length < 6)
			break;
		for (size_t i = 0; i < G_N_ELEMENTS(POSITION_FORMS); i++)
			if (text_distance(word, POSITION_FORMS[i], 2) == distance)
				return POSITION_FORMS[i];
		for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++)
			if ((has_sigil || !is_everyday(WORDS[i].name)) &&
			    text_distance(word, WORDS[i].word, 2) == distance)
				return WORDS[i].form;
	}
	return NULL;
}
