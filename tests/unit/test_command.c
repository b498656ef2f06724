/* test_command.c: what a reply orders, what it votes; in any doubt, nothing.
 *
 * SPDX-License-Identifier: MIT */
#include "workflow/command.h"

#include <string.h>

#define SENDER "jonas@acme.example"

static void test_commands(void)
{
	static const struct {
		const char *text, *words; /* words of the commands found, in order; "!"
					     before one that is not ok */
	} rows[] = {
		{"agree", "agree"},
		{"Agree.", "agree"},
		{"object: who patches them?", "object"},
		{"resolve", "resolve"},
		{"decide: own runners, because they are faster", "decide"},
		{"ack", "ack"},
		{"resolved: restarted it", "resolved"},
		{"delegate priya", "delegate"},
		{"due 2026-03-09", "due"},
		{"!ack\n!due fri", "ack due"},
		{"/withdraw", "withdraw"},
		{"withdraw the money from the bank please", ""},
		{"I agree with Tom that this needs work.", ""},
		{"> agree", ""},
		{"| agree", ""},
		{"3: agree", "agree"},
		{"1: agree\n2: object: no money", "agree object"},
		{"thanks", ""},
		{"quit\n!done", ""},
		{"-1: no\nRef: abcd", "object"},
		{"delegate to jonas", "delegate"},
		{"snooze for 2wd", "snooze"},
		{"!owner: Maria Silva", "owner"},
		/* What cannot be, whoever sends it and whenever. */
		{"due 13/8/2026", "!due"},
		{"hold until 2026-02-30", "!hold"},
		{"tz Europe/Berln", "!tz"},
		{"!snooze 2 moons", "!snooze"},
		{"away 03/08/2026..17/08/2026", "!away"},
		{"Away from my desk today", ""},
		{"Hours and hours of work", ""},
		{"!frobnicate", "!unknown"},
		{"helped: we sleep\nheld 1\nfailed 2: twice in May",
		 "helped held failed"},
		{"broken D-12#2: it is 180 now", "broken"},
		{"broken windows are bad", ""},
		{"keep it as it is", ""},
		{"Changes: none, as far as I see", ""},
		{"extend 2wd", "extend"},
		{"extend my regards", ""},
		/* Dates without a year, with a word before them, and what only begins
		   like one. */
		{"due Feb 29", "due"},
		{"due Feb 30", "!due"},
		{"due Wed Dec 1", "due"},
		{"due by Tuesday", "due"},
		{"due on Dec 1", "due"},
		{"due noon", "due"},
		{"due within 48 hours", "due"},
		{"due by the way of Rome", ""},
		{"Review in general looks fine", ""},
		{"Review next steps please", ""},
		{"Due today's outage I cannot look", ""},
		{"!due today's outage", "!due"},
		{"due tomorrow mornin", "!due"},
		/* A dash for the colon, a full stop behind it all. */
		{"ack - on it", "ack"},
		{"Resolved \u2013 restarted it", "resolved"},
		{"Reject - too dear", "reject"},
		{"done - see the wiki", "done"},
		{"Read - and weep", ""},
		{"Results - all fine", ""},
		{"snooze -1", "!snooze"},
		{"snooze 2d.", "snooze"},
		{"Supersedes D-7.", "supersedes"},
		{"urgent yes!", "urgent"},
		{"choose 2.", "choose"},
		{"choose option 2", "choose"},
		{"due end of week", "due"},
		{"due asap", "!due"},
		/* Somebody is called. */
		{"Mark,\n\nI read it all.", ""},
		{"Jack, I read it all.", ""},
		{"!Resolv, please", "!unknown"},
		{"Resolv: done", "!unknown"},
		{"Resolv", "!unknown"},
		/* No slips, but what leads to a vote. */
		{"Seconded, +1", ""},
		{"Away until Monday, +1 from me", ""},
		{"!away until Mondy, +1", "!away"},
		{"snooze +1", "!snooze"},
		/* Signed, as it is done in the North; or an order with a slip. */
		{"Fine with me.\n\n/Anna", ""},
		{"agree\n\n/Anna Berg\n\nRef: abcd", "agree"},
		{"Fine with me.\n\n/\u00c5sa", ""},
		{"Fine with me.\n\n/Bj\u00f6rn", ""},
		{"/Anna", "!unknown"},
		{"Fine with me.\n\n/anna", "!unknown"},
		{"Fine with me.\n\n!Anna", "!unknown"},
		{"Fine with me.\n\n/Ok", "!unknown"},
		{"Fine with me.\n\n/Resolv", "!unknown"},
		{"Fine with me.\n\n/Resolve", "resolve"},
		{"Fine with me.\n\n/Park", "!park"},
		{"/Anna\n\nFine with me.", "!unknown"},
		{"/etc/hosts says so", ""},
		{"See:\n\n/home/anna/notes.txt", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Commands) found =
			command_read(rows[i].text, 0, true, SENDER, NULL);
		g_autoptr(GString) words = g_string_new(NULL);
		for (guint c = 0; c < found->commands->len; c++) {
			const Command *command = g_ptr_array_index(found->commands, c);
			const char *word = command->name == COMMAND_UNKNOWN
						   ? "unknown"
						   : command->word;
			g_string_append_printf(words, "%s%s%s", words->len > 0 ? " " : "",
					       command->ok ? "" : "!", word);
		}
		g_test_message("%s", rows[i].text);
		g_assert_cmpstr(words->str, ==, rows[i].words);
	}
}

static void test_positions(void)
{
	static const struct {
		const char *text;
		PositionValue value;
		const char *reason;
	} rows[] = {
		{"+1", POSITION_AGREE, ""},
		{"+1 (binding), checked the signatures", POSITION_AGREE, NULL},
		{"+1 from me", POSITION_AGREE, NULL},
		{"Here is my +1", POSITION_AGREE, NULL},
		{"So +1 from me.", POSITION_AGREE, NULL},
		{"Awesome, +1!", POSITION_AGREE, NULL},
		{"yes", POSITION_AGREE, ""},
		{"0", POSITION_ABSTAIN, ""},
		{"abstain", POSITION_ABSTAIN, ""},
		{"0.", POSITION_ABSTAIN, ""},
		{"0 - no opinion", POSITION_ABSTAIN, "no opinion"},
		{"0, I don't care", POSITION_UNCLEAR, NULL},
		{"0 (not tested)", POSITION_UNCLEAR, NULL},
		{"0 (no time)", POSITION_ABSTAIN, NULL},
		{"0 from me", POSITION_ABSTAIN, NULL},
		{"0 errors were found", POSITION_NONE, NULL},
		{"0 (zero) errors were found", POSITION_NONE, NULL},
		{"0, 1 and 2 are numbers", POSITION_NONE, NULL},
		{"0-5 people came", POSITION_NONE, NULL},
		{"\u00b10", POSITION_ABSTAIN, ""},
		{"+/-0 from me", POSITION_ABSTAIN, NULL},
		/* Where nothing stands between words. */
		{"+1\u3067\u3059", POSITION_AGREE, ""},
		{"-1\u3067\u3059\u3002\u7f72\u540d", POSITION_OBJECT, "\u7f72\u540d"},
		{"+1\u3002\u7b7e\u540d", POSITION_AGREE, "\u7b7e\u540d"},
		{"+1\u3067\u306f", POSITION_UNCLEAR, NULL},
		{"\u6211\u6295+1", POSITION_UNCLEAR, NULL},
		{"+1\U0001f44d", POSITION_AGREE, NULL},
		{"+1\u2026", POSITION_AGREE, ""},
		{"-1: the licence is missing", POSITION_OBJECT, "the licence is missing"},
		{"object: no budget", POSITION_OBJECT, "no budget"},
		{"concern: backups", POSITION_CONCERN, "backups"},
		{"disagree", POSITION_DISAGREE, ""},
		{"Concern: none", POSITION_UNCLEAR, NULL},
		{"object: nothing.", POSITION_UNCLEAR, NULL},
		{"object: none of us can patch them", POSITION_OBJECT, NULL},
		{"agree \U0001f44d", POSITION_AGREE, ""},
		{"Yes! \U0001f680\U0001f680", POSITION_AGREE, ""},
		{"agree \U0001f44e", POSITION_UNCLEAR, NULL},
		{"agree \U0001f914", POSITION_UNCLEAR, NULL},
		{"agree \uff1f", POSITION_UNCLEAR, NULL},
		{"agree \U0001f44d\U0001f3fd", POSITION_AGREE, ""},
		{"agree \u540c", POSITION_UNCLEAR, NULL},
		{"Vote: +1", POSITION_AGREE, NULL},
		{"I vote yes", POSITION_AGREE, ""},
		{"I agree.", POSITION_AGREE, ""},
		{"I abstain", POSITION_ABSTAIN, ""},
		{"I object: no budget", POSITION_OBJECT, "no budget"},
		{"I agree: but only after May", POSITION_UNCLEAR, NULL},
		{"I agree\n\nbut only after May", POSITION_UNCLEAR, NULL},
		{"Hi Tom,\n\nI agree.", POSITION_UNCLEAR, NULL},
		{"I agree that we need more time", POSITION_NONE, NULL},
		{"I object to the date", POSITION_NONE, NULL},
		{"NAK: breaks the nightly job", POSITION_OBJECT,
		 "breaks the nightly job"},
		{"Nack", POSITION_OBJECT, ""},
		{"Checked it all.\n\nMy vote is no.", POSITION_DISAGREE, ""},
		{"My vote: abstain", POSITION_ABSTAIN, ""},
		{"I vote no on the second part", POSITION_UNCLEAR, NULL},
		{"I vote 3 2 1", POSITION_NONE, NULL},
		{"Binding +1", POSITION_AGREE, ""},
		{"All is well.\n\nVote is +1 (binding)", POSITION_AGREE, NULL},
		{"We are +1 on this", POSITION_AGREE, NULL},
		{"The vote is +1 so far", POSITION_NONE, NULL},
		{"The sum of all is -1 here", POSITION_NONE, NULL},
		{"Binding +1: Tom, Li", POSITION_UNCLEAR, NULL},
		{"Binding +1 votes: 3", POSITION_NONE, NULL},
		{"Acked-by: Jonas Weber <" SENDER ">", POSITION_AGREE, NULL},
		{"Acked-by: Priya <priya@acme.example>", POSITION_NONE, NULL},
		{"Tested-by: Jonas <" SENDER ">", POSITION_NONE, NULL},
		{"If you fix the nit:\n\nAcked-by: Jonas <" SENDER ">", POSITION_UNCLEAR,
		 NULL},
		{"With that fixed, you can add\n\nReviewed-by: Jonas <" SENDER ">",
		 POSITION_UNCLEAR, NULL},
		{"Acked-by: Jonas <" SENDER "> # if the tests pass", POSITION_UNCLEAR,
		 NULL},
		{"Acked-by: Jonas <" SENDER "> # docs", POSITION_AGREE, NULL},
		{"Reviewed-by: Jonas <" SENDER ">\n\nprovided the title is changed",
		 POSITION_UNCLEAR, NULL},
		{"I read all of it.\n\nReviewed-by: Jonas <" SENDER ">", POSITION_AGREE,
		 NULL},
		{"If it fails we are lost.\n\nNAKed-by: Jonas <" SENDER ">",
		 POSITION_OBJECT, NULL},
		{"With the title changed\n\n+1", POSITION_UNCLEAR, NULL},
		{"+1 if the budget holds", POSITION_UNCLEAR, NULL},
		{"+1 but not now", POSITION_UNCLEAR, NULL},
		{"+1?", POSITION_UNCLEAR, NULL},
		{"can I take this as a +1?", POSITION_NONE, NULL},
		{"It passed with +1s from Tom and Li.", POSITION_NONE, NULL},
		{"[ ] +1\n[ ] 0\n[ ] -1", POSITION_NONE, NULL},
		{"> +1\n\nWhat is this about?", POSITION_NONE, NULL},
		{"I would not agree to that.", POSITION_NONE, NULL},
		/* Bound, softened, taken back, or said by somebody else. */
		{"+1 as long as it is tested", POSITION_UNCLEAR, NULL},
		{"+1, subject to legal review", POSITION_UNCLEAR, NULL},
		{"+1\nif the tests pass", POSITION_UNCLEAR, NULL},
		{"agree\n\nunless Bob objects", POSITION_UNCLEAR, NULL},
		{"agree: but only after the freeze", POSITION_UNCLEAR, NULL},
		{"Here is my +1\nif the tests pass.", POSITION_UNCLEAR, NULL},
		{"I would say that this is\na +1", POSITION_UNCLEAR, NULL},
		{"I withdraw my +1", POSITION_UNCLEAR, NULL},
		{"Changing my +1 to -1", POSITION_UNCLEAR, NULL},
		{"Tom gave a +1", POSITION_NONE, NULL},
		{"We have +1 from Tom and Li", POSITION_NONE, NULL},
		{"Thanks for the +1!", POSITION_NONE, NULL},
		{"+1 555 123 4567", POSITION_NONE, NULL},
		{"Call +1 (555) 123-4567", POSITION_NONE, NULL},
		/* Bound to a change, to a condition, in other languages, further down. */
		{"+1 with the change Tom proposed", POSITION_UNCLEAR, NULL},
		{"+1 without the last part", POSITION_UNCLEAR, NULL},
		{"+1, though please fix the title first", POSITION_UNCLEAR, NULL},
		{"+1 as soon as the budget is there", POSITION_UNCLEAR, NULL},
		{"+1, wenn das Budget reicht", POSITION_UNCLEAR, NULL},
		{"Von mir noch kein +1.", POSITION_UNCLEAR, NULL},
		{"+1 si le budget suffit", POSITION_UNCLEAR, NULL},
		{"+1 したいところですが、予算がありません", POSITION_UNCLEAR, NULL},
		{"+1\n\nScratch that, I found a hole.", POSITION_UNCLEAR, NULL},
		{"+1 unter Vorbehalt", POSITION_UNCLEAR, NULL},
		{"Ich würde +1 geben", POSITION_UNCLEAR, NULL},
		{"Ich ziehe mein -1 zurück", POSITION_UNCLEAR, NULL},
		{"+1: aber erst nach den Ferien", POSITION_UNCLEAR, NULL},
		{"+1\nsofern Tom zustimmt", POSITION_UNCLEAR, NULL},
		{"+1 von mir, die Tests laufen", POSITION_AGREE, NULL},
		{"+1 sous réserve des tests", POSITION_UNCLEAR, NULL},
		{"Tom a donné son +1", POSITION_UNCLEAR, NULL},
		{"+1 de ma part", POSITION_AGREE, NULL},
		{"+1 siempre que pasen los tests", POSITION_UNCLEAR, NULL},
		{"+1 por mi parte", POSITION_AGREE, NULL},
		{"+1 desde que os testes passem", POSITION_UNCLEAR, NULL},
		{"Retiro o meu -1", POSITION_UNCLEAR, NULL},
		{"+1 purché passino i test", POSITION_UNCLEAR, NULL},
		{"Non è un -1", POSITION_UNCLEAR, NULL},
		{"+1 (non-binding)", POSITION_AGREE, NULL},
		{"+1 behalve de handleiding", POSITION_UNCLEAR, NULL},
		{"Van mij +1", POSITION_AGREE, NULL},
		{"+1 o ile testy przejdą", POSITION_UNCLEAR, NULL},
		{"+1 при условии, что тесты пройдут", POSITION_UNCLEAR, NULL},
		{"+1 от меня", POSITION_AGREE, NULL},
		{"+1 テストが通れば", POSITION_UNCLEAR, NULL},
		{"+1，除了文档", POSITION_UNCLEAR, NULL},
		{"+1，同意", POSITION_AGREE, NULL},
		{"-1, weil es nicht geht", POSITION_OBJECT, NULL},
		{"-1 unless somebody shows me the budget", POSITION_UNCLEAR, NULL},
		{"-1?", POSITION_UNCLEAR, NULL},
		/* About something else. */
		{"+1 to what Tom said about tests", POSITION_UNCLEAR, NULL},
		{"+1 for waiting", POSITION_UNCLEAR, NULL},
		{"-1 on option B", POSITION_UNCLEAR, NULL},
		{"+1 for cancelling", POSITION_UNCLEAR, NULL},
		{"+1 to redo the release", POSITION_UNCLEAR, NULL},
		{"+1 to fix this first", POSITION_UNCLEAR, NULL},
		{"+1 after fixing the title", POSITION_UNCLEAR, NULL},
		{"+1 for the prefix", POSITION_AGREE, NULL},
		{"+1 for moving to our own", POSITION_AGREE, NULL},
		{"+1 on the proposal", POSITION_AGREE, NULL},
		{"+1 with pleasure", POSITION_AGREE, NULL},
		/* A no has its reasons beside it. */
		{"It does not build, so -1 from me.", POSITION_OBJECT, NULL},
		{"I couldn't build it so -1", POSITION_OBJECT, NULL},
		{"I don't like the name. -1", POSITION_OBJECT, NULL},
		{"Sorry, but -1 from me.", POSITION_OBJECT, NULL},
		{"I like the idea but -1 as it stands", POSITION_OBJECT, NULL},
		{"Unfortunately -1", POSITION_OBJECT, NULL},
		{"Sadly -1: the archive cannot be read.", POSITION_OBJECT, NULL},
		{"Sorry, -1 from me. It does not build.", POSITION_OBJECT, NULL},
		{"Sorry, -1 was not what I meant", POSITION_NONE, NULL},
		{"Von mir -1, das bricht die Builds.", POSITION_OBJECT, NULL},
		{"If it does not build, -1", POSITION_UNCLEAR, NULL},
		{"I'm not going to vote -1", POSITION_UNCLEAR, NULL},
		{"I don't want to -1 this, but it isn't right", POSITION_UNCLEAR, NULL},
		{"I'm not so -1 on this", POSITION_UNCLEAR, NULL},
		{"All others said +1 but -1 from me", POSITION_UNCLEAR, NULL},
		{"The first is 3, -1 the next", POSITION_UNCLEAR, NULL},
		{"We wait, so -1 for now", POSITION_UNCLEAR, NULL},
		{"I like the idea but +1 is too much", POSITION_NONE, NULL},
		{"I like it but +1", POSITION_UNCLEAR, NULL},
		/* What negates trouble says nothing against it. */
		{"I don't see any issue, +1", POSITION_AGREE, NULL},
		{"I can't find anything wrong with it. +1", POSITION_AGREE, NULL},
		{"+1, keine Einw\u00e4nde", POSITION_AGREE, NULL},
		{"+1 pas d'objection", POSITION_AGREE, NULL},
		{"+1 \u6ca1\u6709\u95ee\u9898", POSITION_AGREE, NULL},
		{"It does not solve any problem, +1", POSITION_UNCLEAR, NULL},
		{"+1, I don't see how this works", POSITION_UNCLEAR, NULL},
		{"I don't see any problem if Tom agrees, +1", POSITION_UNCLEAR, NULL},
		{"Mostly +1", POSITION_UNCLEAR, NULL},
		/* Other people's, many people's, or no vote at all. */
		{"+1 from Tom, who is on the train", POSITION_UNCLEAR, NULL},
		{"+1 Tom Berg\n+1 Li Wei (binding)", POSITION_UNCLEAR, NULL},
		{"+1: Tom, Li, Ann", POSITION_UNCLEAR, NULL},
		{"I have seen Ann's -1", POSITION_NONE, NULL},
		{"\"+1\" said Tom yesterday", POSITION_NONE, NULL},
		{"-1 day left, please vote", POSITION_NONE, NULL},
		{"-1 means that you object", POSITION_NONE, NULL},
		{"No -1 from my side", POSITION_UNCLEAR, NULL},
		/* The same twice, or behind what looks like an order. */
		{"Agreed, +1", POSITION_AGREE, NULL},
		{"Yes! +1 (binding)", POSITION_AGREE, NULL},
		{"Yes, +1 if it builds", POSITION_UNCLEAR, NULL},
		{"Yes, -1", POSITION_UNCLEAR, NULL},
		{"Seconded, +1", POSITION_AGREE, NULL},
		{"snooze +1", POSITION_NONE, NULL},
		{"Yes, let us do it. +1", POSITION_AGREE, NULL},
		{"Yes, let us do it.\n\n+1 (binding)", POSITION_AGREE, NULL},
		{"Yes, but not before May.\n\n+1", POSITION_UNCLEAR, NULL},
		{"No, this breaks the builds.\n\n-1 from me", POSITION_OBJECT, NULL},
		{"No, this breaks the builds.\n\n+1", POSITION_UNCLEAR, NULL},
		{"Yes, I saw the +1 from Tom", POSITION_UNCLEAR, NULL},
		/* Below a greeting. */
		{"Hi Tom,\n\nagree\n\nJonas", POSITION_UNCLEAR, NULL},
		{"Hi Tom,\n\nobject: no budget", POSITION_UNCLEAR, NULL},
		{"Hi Tom,\n\n+1\n\nJonas", POSITION_AGREE, NULL},
		{"Hi Tom,\n\nYes, I saw it.", POSITION_NONE, NULL},
		/* Prose below a vote. */
		{"+1 (binding)\n\nNo issues found.", POSITION_AGREE, NULL},
		{"+1\nno, wait", POSITION_UNCLEAR, NULL},
		{"+1\n\nNo.", POSITION_UNCLEAR, NULL},
		{"+1\n\n-1 if it breaks the builds", POSITION_UNCLEAR, NULL},
		/* Two votes, whatever stands between them. */
		{"-1\n\n+1", POSITION_UNCLEAR, NULL},
		{"object\n\nNo budget for it.", POSITION_OBJECT, "No budget for it."},
		{"+1, -1", POSITION_UNCLEAR, NULL},
		{"+1 -0", POSITION_UNCLEAR, NULL},
		{"+1 - no objections", POSITION_AGREE, NULL},
		/* A ballot whose boxes stand behind. */
		{"+1 [x]\n0 [ ]\n-1 [ ]", POSITION_AGREE, ""},
		{"+1 [ ]\n0 [ ]\n-1 [ ]", POSITION_NONE, NULL},
		{"[+1] Go ahead", POSITION_AGREE, NULL},
		/* Conditions on the lines around. */
		{"If you fix the header:\n+1", POSITION_UNCLEAR, NULL},
		{"Only if the tests pass:\n\n+1", POSITION_UNCLEAR, NULL},
		{"Looks good. Provided the tests pass,\n\n+1", POSITION_UNCLEAR, NULL},
		{"Once that is fixed\n\n+1", POSITION_UNCLEAR, NULL},
		{"If you like tests, here are some more.\n\n+1", POSITION_AGREE, NULL},
		{"+1\nonce the tests pass.", POSITION_UNCLEAR, NULL},
		{"+1\n\nif the tests pass", POSITION_UNCLEAR, NULL},
		{"+1\n\nIf you release it, please tell us.", POSITION_AGREE, NULL},
		{"+1\nOnce it is out I will update.", POSITION_AGREE, NULL},
		/* What points back binds to nothing. */
		{"The docs are old. Apart from that without any issue so +1 from me.",
		 POSITION_AGREE, NULL},
		{"+1 apart from that typo", POSITION_UNCLEAR, NULL},
		{"+1 from me now after the build is green again.", POSITION_AGREE, NULL},
		{"+1 after the build is green again", POSITION_UNCLEAR, NULL},
		{"No issues found so +1 from me.", POSITION_AGREE, NULL},
		{"no +1 from me", POSITION_UNCLEAR, NULL},
		{"No, +1 was a mistake", POSITION_UNCLEAR, NULL},
		/* Not yet, or not so surely. */
		{"I may give a +1", POSITION_UNCLEAR, NULL},
		{"I used to give a +1", POSITION_UNCLEAR, NULL},
		{"Probably +1", POSITION_UNCLEAR, NULL},
		{"+1 tomorrow", POSITION_UNCLEAR, NULL},
		{"+1, the rest can be mended later", POSITION_AGREE, NULL},
		{"one +1 still missing", POSITION_UNCLEAR, NULL},
		{"+1 so far: Robert", POSITION_UNCLEAR, NULL},
		{"Great work +1", POSITION_AGREE, NULL},
		/* Who counts. */
		{"+1 Jane Doe, Bob Roe", POSITION_UNCLEAR, NULL},
		{"+1 by Jane", POSITION_UNCLEAR, NULL},
		{"+1 Checksums, Signatures, Build", POSITION_AGREE, NULL},
		{"+1 : Jane, Bob, Tom and Li", POSITION_UNCLEAR, NULL},
		{"+1 (binding): Jane and Bob", POSITION_UNCLEAR, NULL},
		{"+1: Jane Doe, Bob Roe, Tom Hill Lee", POSITION_UNCLEAR, NULL},
		{"+1's from: Jane, Bob", POSITION_NONE, NULL},
		{"+1 (3 binding, 2 non-binding)", POSITION_UNCLEAR, NULL},
		{"+1: Signatures, Checksums, License all fine", POSITION_AGREE, NULL},
		{"+1, tested on Linux, Windows and Mac", POSITION_AGREE, NULL},
		/* Forms hold words with boxes too; below other text nobody knows. */
		{"Here it is:\n[x] yes\n[ ] no", POSITION_UNCLEAR, NULL},
		{"+1 (binding)\n\nBinaries in it?\n[ ] yes\n[x] no", POSITION_AGREE, ""},
		{"+1,000 people wait for it", POSITION_NONE, NULL},
		{"Changing my vote to -1", POSITION_OBJECT, NULL},
		{"Vote is no longer open.", POSITION_NONE, NULL},
		{"[ +1 ] Go ahead\n[ ] Wait", POSITION_AGREE, "Go ahead"},
		{"[APPROVE] - it is simple", POSITION_AGREE, "it is simple"},
		{"[ABSTAIN]", POSITION_ABSTAIN, ""},
		{"[REJECT] - no budget", POSITION_NONE, NULL},
		{"[yes] do it\n[no] do not", POSITION_UNCLEAR, NULL},
		{"[object Object]", POSITION_NONE, NULL},
		{"[0]: https://acme.example/", POSITION_NONE, NULL},
		{":+1:\n\nI checked it all.", POSITION_AGREE, NULL},
		{":-1: no budget", POSITION_OBJECT, NULL},
		{":-) +1", POSITION_AGREE, NULL},
		/* Boxes before: the ballot's own words do not hedge, its neighbours do
		   not either. */
		{"[ ] +1 do it\n[X] -1 do not, because", POSITION_OBJECT,
		 "do not, because"},
		{"[ ] +1 do it\n[x ] 0 I don't care\n[ ] -1 do not", POSITION_ABSTAIN,
		 "I don't care"},
		{"- [x] yes\n- [ ] no\n- [ ] abstain", POSITION_AGREE, ""},
		{"[ ] yes\n[ x ] no", POSITION_DISAGREE, ""},
		{"\u2611 +1\n\u2610 0\n\u2610 -1", POSITION_AGREE, NULL},
		{"( ) +1\n(x) -1", POSITION_OBJECT, NULL},
		{"* [X] +1\n* [ ] -1", POSITION_AGREE, NULL},
		{"[_] +1 do it\n[_] -1 do not", POSITION_NONE, NULL},
		{"[x] +1\n[x] 0\n[x] -1", POSITION_UNCLEAR, NULL},
		{"[x] +1 do it, but not now", POSITION_UNCLEAR, NULL},
		{"[ ] +1 [x] 0 [ ] -1", POSITION_UNCLEAR, NULL},
		/* What was checked is no vote. */
		{"[x] No binaries\n[x] Yes, it builds\n[ ] Approved by Tom",
		 POSITION_NONE, NULL},
		{"+1 (binding)\n[x] No binaries\n[ ] Not tested on Windows",
		 POSITION_AGREE, ""},
		/* Numbers, and votes that are somebody's or are taken back. */
		{"The process ends with exit code -1 here.", POSITION_NONE, NULL},
		{"It returns +1 on success.", POSITION_NONE, NULL},
		{"We end with -1 here.", POSITION_UNCLEAR, NULL},
		{"Set the timeout to -1.", POSITION_UNCLEAR, NULL},
		{"-1: it does not build\n\nIt ends with exit code -1.", POSITION_OBJECT,
		 NULL},
		{"+1\n\nIt ends with exit code -1.", POSITION_AGREE, NULL},
		{"+1\n\nIt ends with -1.", POSITION_UNCLEAR, NULL},
		{"compare() yields +1,0 or -1,0", POSITION_NONE, NULL},
		{"Retracting my -1.", POSITION_UNCLEAR, NULL},
		{"Please remove my +1", POSITION_UNCLEAR, NULL},
		{"I regret the +1 here.", POSITION_UNCLEAR, NULL},
		{"I am inclined to vote -1", POSITION_UNCLEAR, NULL},
		{"The jar is missing. -1", POSITION_OBJECT, NULL},
		{"The jar is missing, -1 (binding)", POSITION_OBJECT, NULL},
		{"The build fails so I vote -1", POSITION_OBJECT, NULL},
		{"I'm a -1 on that", POSITION_OBJECT, NULL},
		{"Hi all\n-1\nThe jar is missing.", POSITION_OBJECT, NULL},
		/* What is told in another clause is not told of the vote. */
		{"Thanks for all your work, +1!", POSITION_AGREE, NULL},
		{"We need this, +1", POSITION_AGREE, NULL},
		{"The tests passed on three systems, +1 (binding)", POSITION_AGREE, NULL},
		{"Tom voted yesterday, +1", POSITION_UNCLEAR, NULL},
		{"We need one more +1, from anybody", POSITION_NONE, NULL},
		{"We wait for the third binding +1", POSITION_NONE, NULL},
		{"It's a +1 from me", POSITION_AGREE, NULL},
		{"It's a +1 from Tom", POSITION_NONE, NULL},
		{"I have read all of what was written here on the three ways to do it "
		 "and "
		 "on what each of them costs, and think it is fine, so +1 from me.",
		 POSITION_AGREE, NULL},
		{"I have read all of what was written here on the three ways to do it "
		 "and "
		 "on what each of them costs and how often it would give +1 to the sum.",
		 POSITION_NONE, NULL},
		/* One's own from elsewhere, or from before. */
		{"Carrying over my +1 (binding) vote from the other list.",
		 POSITION_AGREE, NULL},
		{"Forward my +1 from dev@acme.example", POSITION_AGREE, NULL},
		{"I change my vote from -1 to +1", POSITION_UNCLEAR, NULL},
		/* Conditions on the lines around. */
		{"If you fix the header:\n+1", POSITION_UNCLEAR, NULL},
		{"Only if the tests pass:\n\n+1", POSITION_UNCLEAR, NULL},
		{"Looks good. Provided the tests pass,\n\n+1", POSITION_UNCLEAR, NULL},
		{"Once that is fixed\n\n+1", POSITION_UNCLEAR, NULL},
		{"If you like tests, here are some more.\n\n+1", POSITION_AGREE, NULL},
		{"+1\nonce the tests pass.", POSITION_UNCLEAR, NULL},
		{"+1\n\nif the tests pass", POSITION_UNCLEAR, NULL},
		{"+1\n\nIf you release it, please tell us.", POSITION_AGREE, NULL},
		{"+1\nOnce it is out I will update.", POSITION_AGREE, NULL},
		/* What points back binds to nothing. */
		{"The docs are old. Apart from that without any issue so +1 from me.",
		 POSITION_AGREE, NULL},
		{"+1 apart from that typo", POSITION_UNCLEAR, NULL},
		{"+1 from me now after the build is green again.", POSITION_AGREE, NULL},
		{"+1 after the build is green again", POSITION_UNCLEAR, NULL},
		{"No issues found so +1 from me.", POSITION_AGREE, NULL},
		{"no +1 from me", POSITION_UNCLEAR, NULL},
		{"No, +1 was a mistake", POSITION_UNCLEAR, NULL},
		/* Who counts. */
		{"Tom +1\nLi +1", POSITION_UNCLEAR, NULL},
		{"* Tom Berg: +1 (binding)\n* Li Wei: +1", POSITION_UNCLEAR, NULL},
		{"So far:\n\n+1 Tom (binding)\n+1 Li (binding)", POSITION_UNCLEAR, NULL},
		{"tberg: +1\nlwei: +1", POSITION_UNCLEAR, NULL},
		{"@tom  +1 (binding)\n@li  +1 (binding)", POSITION_UNCLEAR, NULL},
		{"  1. Tom: +1\n  2. Li: +1", POSITION_UNCLEAR, NULL},
		{"+1 tberg (binding)\n+1 lwei*\n\n* binding", POSITION_UNCLEAR, NULL},
		{"+1 (binding): tberg, lwei, afox", POSITION_UNCLEAR, NULL},
		{"+1 binding votes (3): Tom, Li, Ann", POSITION_NONE, NULL},
		{"+1: it is fast, simple and cheap", POSITION_AGREE, NULL},
		{"+1 thanks\n\nIt went well: +1", POSITION_AGREE, NULL},
		{"I plan to +1 this tomorrow", POSITION_UNCLEAR, NULL},
		{"Tom says +1", POSITION_UNCLEAR, NULL},
		{"+1 (binding):\nTom Berg\nLi Wei", POSITION_UNCLEAR, NULL},
		{"+1 (binding)\n* Tom Berg\n* Li Wei", POSITION_UNCLEAR, NULL},
		{"+1 (binding)\n* Signatures and hashes\n* Notices", POSITION_AGREE,
		 NULL},
		{"+1\n\nTom Berg\nAcme Builds", POSITION_AGREE, NULL},
		/* The same in one line. */
		{"Tom +1, Li +1", POSITION_UNCLEAR, NULL},
		{"Tom: +1, Li: +1, Ann: 0", POSITION_UNCLEAR, NULL},
		{"+1 (Tom), +1 (Li)", POSITION_UNCLEAR, NULL},
		{"+1 Tom, +1 Li, 0 Ann", POSITION_UNCLEAR, NULL},
		{"By phone: +1 for Tom and +1 for Li.", POSITION_UNCLEAR, NULL},
		{"+1 Tom\n0 Ann", POSITION_UNCLEAR, NULL},
		{"3x +1", POSITION_UNCLEAR, NULL},
		{"12 +1", POSITION_UNCLEAR, NULL},
		{"Binding +1: 3", POSITION_UNCLEAR, NULL},
		{"Tested with Java 17 +1", POSITION_AGREE, NULL},
		{"+1 Ann\n\n0 errors found", POSITION_AGREE, NULL},
		{"-1: it takes -1 for a length", POSITION_OBJECT, NULL},
		/* Thanks for something else. */
		{"Thanks for the draft! +1 (binding)", POSITION_AGREE, NULL},
		{"+1, thanks for writing this down", POSITION_AGREE, NULL},
		{"Thanks for the draft. My vote is +1", POSITION_AGREE, NULL},
		/* Not bound. */
		{"+1\n\nIf the vote passes I can start.", POSITION_AGREE, NULL},
		{"agree: it does not hurt", POSITION_AGREE, "it does not hurt"},
		{"object: if it fails we are lost", POSITION_OBJECT, NULL},
		{"Please count me as a +1", POSITION_AGREE, NULL},
		{"\uff41\uff47\uff52\uff45\uff45", POSITION_AGREE, ""},
		{"Let us talk tomorrow.", POSITION_NONE, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Commands) found =
			command_read(rows[i].text, 0, true, SENDER, NULL);
		PositionValue value =
			found->position != NULL ? found->position->value : POSITION_NONE;
		g_test_message("%s", rows[i].text);
		bool is_doubtful =
			rows[i].value == POSITION_NONE && value == POSITION_UNCLEAR;
		if (!is_doubtful)
			g_assert_cmpstr(position_value_name(value), ==,
					position_value_name(rows[i].value));
		if (rows[i].reason != NULL && value != POSITION_NONE)
			g_assert_cmpstr(found->position->reason, ==, rows[i].reason);
	}
}

static void test_contradiction(void)
{
	g_autoptr(Commands) found = command_read("+1\n-1: no", 0, true, SENDER, NULL);
	g_assert_nonnull(found->position);
	g_assert_cmpint(found->position->value, ==, POSITION_UNCLEAR);
	for (guint i = 0; i < found->commands->len; i++)
		g_assert_false(((Command *)g_ptr_array_index(found->commands, i))->ok);
}

/* Whoever says so has no voice that counts, wherever it stands. */
static void test_nonbinding(void)
{
	static const struct {
		const char *text;
		bool is_nonbinding;
	} rows[] = {
		{"+1 (binding)", false},
		{"+1 (non-binding)", true},
		{"+1, not binding", true},
		{"+1 (non-binding, just a user)", true},
		{"+1 [NB] works here", true},
		{"Non-binding +1 for the proposal", true},
		{"(non-binding) +1", true},
		{"Looks good, my +1 (non-binding)", true},
		{"Looks good, my +1 (binding)", false},
		{"Here's my non-binding +1", true},
		{"That's a binding +1 from me", false},
		{"+1 bindings are fine", false},
		{"+1 nbd", false},
		/* Further on, and as it is mistyped. */
		{"+1 from me (non-binding)", true},
		{"Thanks, +1 from me (non-binding)", true},
		{"+1 - non-binding", true},
		{"+1 *(non-binding)*", true},
		{"+1 (no-binding)", true},
		{"+1 (non-binging)", true},
		{"+1 (non bindng)", true},
		{"+1 (binging)", false},
		{"+1 (no findings)", false},
		{"+1 (binding), as is Tom's (non-binding)", false},
		{"+1, the language bindings build", false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Commands) found =
			command_read(rows[i].text, 0, true, SENDER, NULL);
		g_test_message("%s", rows[i].text);
		g_assert_nonnull(found->position);
		g_assert_cmpstr(position_value_name(found->position->value), ==, "agree");
		g_assert_cmpint(found->position->is_nonbinding, ==,
				rows[i].is_nonbinding);
	}
}

/* Bare words count in replies only; elsewhere they are words. */
static void test_not_a_reply(void)
{
	g_autoptr(Commands) found = command_read("agree", 0, false, SENDER, NULL);
	g_assert_cmpuint(found->commands->len, ==, 0);
}

static void test_limits(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 50; i++)
		g_string_append(text, "!ack\n");
	g_autoptr(Commands) many = command_read(text->str, 0, true, SENDER, NULL);
	g_assert_cmpuint(many->commands->len, <=, 10);
	g_string_truncate(text, 0);
	for (int i = 0; i < 50; i++)
		g_string_append(text, "!frob\n");
	g_autoptr(Commands) unknown = command_read(text->str, 0, true, SENDER, NULL);
	g_assert_cmpuint(unknown->commands->len, <=, 6);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/command/commands", test_commands);
	g_test_add_func("/command/positions", test_positions);
	g_test_add_func("/command/nonbinding", test_nonbinding);
	g_test_add_func("/command/contradiction", test_contradiction);
	g_test_add_func("/command/not-a-reply", test_not_a_reply);
	g_test_add_func("/command/limits", test_limits);
	return g_test_run();
}
