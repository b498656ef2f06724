/* test_quote.c: tell what somebody wrote now from what they quoted and signed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote.h"

#include <string.h>

#define CORPUS "../shared/corpus/signature"

typedef struct {
	const char *name, *writer, *text, *expected, *signature;
	bool is_forward;
} Row;

static const Row rows[] = {
	{"vote alone", "Bob", "+1", "+1", "", false},
	{"word alone", "Bob", "agree\n", "agree", "", false},
	{"vote and name", "Bob Smith", "+1\n\nBob", "+1", "Bob", false},
	{"own name first", "Bob", "Bob\n", "Bob", "", false},
	{"vote under a name", "Bob", "Hi,\n\nthis is fine.\n\nBob\n\n-1",
	 "Hi,\n\nthis is fine.\n\nBob\n\n-1", "", false},
	{"name asked for", "Bob", "Hi all,\n\nI vote for\nBob",
	 "Hi all,\n\nI vote for\nBob", "", false},
	{"name asked for below", "Bob", "Hi all,\n\nMy choice:\n\nBob",
	 "Hi all,\n\nMy choice:\n\nBob", "", false},
	{"name is all there is", "Bob", "Hi all,\n\nBob", "Hi all,\n\nBob", "", false},
	{"name between quotes", "Bob",
	 "> Who shall chair?\n\nBob\n\n> Who shall write?\n\nAnn\n", "Bob\n\nAnn", "",
	 false},
	{"thanks alone", "Bob", "I object.\n\nThanks!", "I object.\n\nThanks!", "",
	 false},
	{"thanks to somebody", "Bob", "I object.\n\nThanks Ann",
	 "I object.\n\nThanks Ann", "", false},
	{"answer after closing", "Bob", "Hello,\n\nThanks,\nYes",
	 "Hello,\n\nThanks,\nYes", "", false},
	{"initials stay", "Oscar Klein", "Shall we?\n\nOK", "Shall we?\n\nOK", "", false},
	{"top posted", "Bob",
	 "Agreed.\n\nOn Tue, Ann <a@x.org>\nwrote:\n> Shall we?\n> Yes?\n", "Agreed.", "",
	 false},
	{"bottom posted", "Bob",
	 "On 3 Mar 2026, at 10:00, Ann wrote:\n> Shall we?\n\nYes, let us.",
	 "Yes, let us.", "", false},
	{"bottom posted, quote unmarked", "Bob",
	 "On 3 Mar 2026, at 10:00, Ann <a@x.org> wrote:\n\nShall we?\n\n+1",
	 "Shall we?\n\n+1", "", false},
	{"greeting, then unmarked", "Bob",
	 "Hi Ann,\n\nOn 3 Mar 2026, at 10:00, Ann <a@x.org> wrote:\n\nShall we?\n\n+1",
	 "Hi Ann,\n\nShall we?\n\n+1", "", false},
	{"interleaved", "Bob",
	 "Hi,\n\nAm 03.03.2026 um 10:00 schrieb Ann:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n\n"
	 "> Three?\nPerhaps.\n",
	 "Hi,\n\nYes.\n\nNo.\n\nPerhaps.", "", false},
	{"snipped", "Bob",
	 "Well.\n\nOn 3 Mar 2026 at 10:00, Ann <a@x.org> wrote:\n[...]\n> Two?\n\nNo.\n",
	 "Well.\n\n[...]\n\nNo.", "", false},
	{"wrapped four times", "Bob",
	 "Fine\n\nOn Nov 21, 2025,\nat 10:18,\nAnn Other\n<a@x.org> wrote:\n\n> Ok.\n",
	 "Fine", "", false},
	{"prose before the verb", "Bob",
	 "I disagree with what Ann wrote:\n> Let us go.\n\nStay.",
	 "I disagree with what Ann wrote:\n\nStay.", "", false},
	{"prose with date", "Bob",
	 "My view: on 3 May 2025 our lawyer wrote:\n\nNo.\n\n-1",
	 "My view: on 3 May 2025 our lawyer wrote:\n\nNo.\n\n-1", "", false},
	{"bracket on the next line", "Bob",
	 "All is in <https://x.org/a/long/way\n> and more tomorrow.\n\nI object.",
	 "All is in <https://x.org/a/long/way\n> and more tomorrow.\n\nI object.", "",
	 false},
	{"two brackets on next lines", "Bob",
	 "Ask Ann <ann@x.org\n> and Cid <mailto:cid@x.org\n>.",
	 "Ask Ann <ann@x.org\n> and Cid <mailto:cid@x.org\n>.", "", false},
	{"quote below an open bracket", "Bob",
	 "See <https://x.org/a\n> Shall we?\n> Yes?\n\nNo.",
	 "See <https://x.org/a\n\nNo.", "", false},
	{"quote below arithmetic", "Bob", "It is 1 < 2\n> Shall we?\n\nNo.",
	 "It is 1 < 2\n\nNo.", "", false},
	{"a date and a sender without marks below", "Bob",
	 "I vote for:\n2026/3/3 Ann Other <a@x.org>\n\n+1",
	 "I vote for:\n2026/3/3 Ann Other <a@x.org>\n\n+1", "", false},
	{"agrees with what somebody wrote", "Bob",
	 "I agree with what Ann <a@x.org> wrote:\n> Let us go.\n",
	 "I agree with what Ann <a@x.org> wrote:", "", false},
	{"a vote and a name with a comma between", "Bob",
	 "Yes, Ann Other <a@x.org> wrote:\n> Let us go.\n",
	 "Yes, Ann Other <a@x.org> wrote:", "", false},
	{"a vote and a name with nothing between", "Bob",
	 "Agree Ann Other <a@x.org> wrote:\n> Let us go.\n",
	 "Agree Ann Other <a@x.org> wrote:", "", false},
	{"a date that begins like a vote", "Bob",
	 "No dia 3 de março de 2026 10:00, Ann <a@x.org> escreveu:\n> Vamos.\n\nBom.",
	 "Bom.", "", false},
	{"agrees with what somebody wrote that day", "Bob",
	 "I agree with what Ann wrote on 3.3.2026 at 10:00:\n> Let us go.\n",
	 "I agree with what Ann wrote on 3.3.2026 at 10:00:", "", false},
	{"a name, and then the date", "Bob",
	 "Ann Other schrieb am 03.03.2026 um 10:00:\n> Gehen wir?\n\nGern.", "Gern.", "",
	 false},
	{"a name, and then the date, without marks below", "Bob",
	 "Hello.\n\nAnn Other wrote on 3/3/2026 10:00 AM:\n\nNo.",
	 "Hello.\n\nAnn Other wrote on 3/3/2026 10:00 AM:\n\nNo.", "", false},
	{"a date in an address", "Bob",
	 "See <20260303.1904@x.org> for all that I know of what Ann wrote:\n> Go.\n",
	 "See <20260303.1904@x.org> for all that I know of what Ann wrote:", "", false},
	{"a date and what happens", "Bob",
	 "2026/3/3 agree with Ann, see <a@x.org>\n> Let us go.\n",
	 "2026/3/3 agree with Ann, see <a@x.org>", "", false},
	{"prose with a letter's date", "Bob",
	 "My view. On 3 May 2025 our lawyer wrote:\n\nNo.\n\n-1",
	 "My view. On 3 May 2025 our lawyer wrote:\n\nNo.\n\n-1", "", false},
	{"prose with a talk's date", "Bob",
	 "Fine. On 3 May 2026 at 10:00 I spoke with ann@x.org:\n\nShe objects.\n\n-1",
	 "Fine. On 3 May 2026 at 10:00 I spoke with ann@x.org:\n\nShe objects.\n\n-1", "",
	 false},
	{"prose with time", "Bob",
	 "Hello\nAt 10:00 in the morning I saw this:\n\nA heap.\n\nI object.",
	 "Hello\nAt 10:00 in the morning I saw this:\n\nA heap.\n\nI object.", "", false},
	{"prose with address and time", "Bob",
	 "Send it to Ann <a@x.org> by 2026-03-03 10:00, that is:\n\nthe draft\n\n-1",
	 "Send it to Ann <a@x.org> by 2026-03-03 10:00, that is:\n\nthe draft\n\n-1", "",
	 false},
	{"separator, attribution, answer below", "Bob",
	 "------- Original Message -------\nOn Monday, March 2nd, 2026 at 10:00 AM, Ann "
	 "<a@x.org> wrote:\n> Shall we?\n\nagree",
	 "agree", "", false},
	{"separator with a hard space written out", "Bob",
	 "agree\n\n-----&nbsp;原始邮件&nbsp;-----\n\nShall we?", "agree", "", false},
	{"line above stays", "Bob",
	 "Option 2 please\nOn Dec 8, 2025 2:10 PM, \"Ann\" <a@x.org> wrote:\n\n> "
	 "Which?\n",
	 "Option 2 please", "", false},
	{"outlook in German", "Bob",
	 "Einverstanden.\n\n________________________________\nVon: Ann <a@x.org>\n"
	 "Gesendet: Dienstag, 3. M\xc3\xa4rz 2026 10:00\nAn: Bob\nBetreff: "
	 "Antrag\n\nNein!\n",
	 "Einverstanden.", "", false},
	{"outlook separator", "Bob",
	 "ja\n\n-----Urspr\xc3\xbcngliche Nachricht-----\nVon: Ann\n\n+1\n", "ja", "",
	 false},
	{"outlook with marks below", "Bob",
	 "From: Ann <a@x.org>\nSent: Monday\nTo: Bob\nSubject: Plan\n\n> Shall "
	 "we?\n\n+1\n",
	 "+1", "", true},
	{"travel plan", "Bob",
	 "Plan:\n\nFrom: Berlin\nTo: Paris\nDate: 3 May\n\nI agree.",
	 "Plan:\n\nFrom: Berlin\nTo: Paris\nDate: 3 May\n\nI agree.", "", false},
	{"forward", "Bob",
	 "FYI\n\n---------- Forwarded message ---------\nFrom: Ann <a@x.org>\nDate: Tue\n"
	 "Subject: Plan\nTo: Bob\n\n+1\n",
	 "FYI", "", true},
	{"forward by Apple", "Bob",
	 "See.\n\nBegin forwarded message:\n\n> From: Ann\n> +1\n", "See.", "", true},
	{"header as it travelled", "Bob",
	 "See:\n\nReceived: from a.x.org\n by b.x.org\nFrom: Ann <a@x.org>\nTo: "
	 "Bob\nDate: 3 "
	 "May\nSubject: Plan\n\nI object to that.",
	 "See:\n\nReceived: from a.x.org\n by b.x.org\nFrom: Ann <a@x.org>\nTo: "
	 "Bob\nDate: 3 "
	 "May\nSubject: Plan\n\nI object to that.",
	 "", false},
	{"identity below a header", "Bob",
	 "See this:\n\nFrom: Ann <a@x.org>\nTo: Bob\nSubject: Plan\nMessage-ID: <1@x>\n\n"
	 "I object.",
	 "See this:\n\nFrom: Ann <a@x.org>\nTo: Bob\nSubject: Plan\nMessage-ID: <1@x>\n\n"
	 "I object.",
	 "", false},
	{"header as it travelled, forwarded", "Bob",
	 "See this.\n\n-------- Original Message --------\nReceived: from a.x.org\nFrom: "
	 "Ann "
	 "<a@x.org>\nTo: Bob\nSubject: Plan\n\n+1",
	 "See this.", "", false},
	{"travel plan with hours", "Bob",
	 "Plan:\n\nFrom: Berlin\nDate: 3 May 2026 10:00\nTo: Paris\n\nI agree.",
	 "Plan:\n\nFrom: Berlin\nDate: 3 May 2026 10:00\nTo: Paris\n\nI agree.", "",
	 false},
	{"sent without an hour", "Bob",
	 "Parcel:\n\nFrom: Berlin\nSent: 3 May 2026\nTo: Paris\n\nI agree.",
	 "Parcel:\n\nFrom: Berlin\nSent: 3 May 2026\nTo: Paris\n\nI agree.", "", false},
	{"forward with marks, a note below", "Bob",
	 "See.\n\nBegin forwarded message:\n\n> From: Ann\n> Subject: Plan\n> \n> +1\n\n"
	 "I object to this.\n",
	 "See.\n\nI object to this.", "", true},
	{"forward with a marked header alone", "Bob",
	 "See.\n\nBegin forwarded message:\n\n> From: Ann\n> Subject: Plan\n\n+1\n",
	 "See.", "", true},
	{"forward of an answer", "Bob",
	 "See.\n\n---- Forwarded message ----\nFrom: Ann <a@x.org>\nDate: 3 "
	 "May\nSubject: "
	 "Plan\nTo: Cid\n\n> Shall we?\n\n+1\n",
	 "See.", "", true},
	{"forward on one line", "Bob",
	 "See.\n\n   ----- Message transmis ----- De : Ann Other <ann.other@x.org>À : "
	 "bob.other@x.orgEnvoyé : Tuesday, March 3, 2026, 10:00:00 AM GMT+1Objet : "
	 "Plan\n\n+1",
	 "See.", "", true},
	{"forward by Apple in Croatian", "Bob",
	 "See.\n\nZapočni proslijeđenu poruku:\n\nŠalje: Ann\nPredmet: Plan\n\n+1",
	 "See.", "", true},
	{"speaks of a separator", "Bob",
	 "Look for the line -----Original Message-----\n\nI object.",
	 "Look for the line -----Original Message-----\n\nI object.", "", false},
	{"headings in dashes", "Bob", "---- First part ----\n\nFrom: Berlin\n\nI object.",
	 "---- First part ----\n\nFrom: Berlin\n\nI object.", "", false},
	{"labels without colons in prose", "Bob",
	 "Tell them:\n\nFrom: Ann <a@x.org>\nTo be discussed\nDate: open\n\n+1",
	 "Tell them:\n\nFrom: Ann <a@x.org>\nTo be discussed\nDate: open\n\n+1", "",
	 false},
	{"reply above this line comes first", "Bob",
	 "## Reply above this line ##\n\nI object.",
	 "## Reply above this line ##\n\nI object.", "", false},
	{"speaks of a line", "Bob",
	 "Hi all,\n\nsee my reply above this line.\n\nI object.",
	 "Hi all,\n\nsee my reply above this line.\n\nI object.", "", false},
	{"forward in German", "Bob",
	 "Siehe unten\n\n-------- Weitergeleitete Nachricht --------\nBetreff: "
	 "Plan\n\n+1",
	 "Siehe unten", "", true},
	{"dashes", "Bob Smith", "I object.\n\n-- \nBob Smith\nNo relation", "I object.",
	 "-- \nBob Smith\nNo relation", false},
	{"dashes only", "Bob", "-- \nBob\n", "", "-- \nBob", false},
	{"dashes above a quote", "Bob",
	 "Sure\n\n-- \nBob\n\nOn Tue, Ann <a@x.org> wrote:\n> Shall we?\n", "Sure",
	 "-- \nBob", false},
	{"dashes divide", "Bob",
	 "Option A.\n--\nOne more thing: I object to the date in it.\n",
	 "Option A.\n--\nOne more thing: I object to the date in it.", "", false},
	{"dashes and the own name", "Bob Smith",
	 "Fine.\n\n--\nBob Smith   | A plan is a list of things,\n            | and all "
	 "of them "
	 "can go wrong.",
	 "Fine.",
	 "--\nBob Smith   | A plan is a list of things,\n            | and all of them "
	 "can go wrong.",
	 false},
	{"dashes and the own address", "Bob Smith <bs@x.org>",
	 "Fine.\n\n--\nThe smith of the village, who makes any key you can think of.\n"
	 "E-Mail: bs@x.org",
	 "Fine.",
	 "--\nThe smith of the village, who makes any key you can think of.\n"
	 "E-Mail: bs@x.org",
	 false},
	{"dashes, the own name and a vote", "Bob Smith",
	 "Hi.\n\n--\nBob Smith\nSo here is the +1 that was asked for by all of you.",
	 "Hi.\n\n--\nBob Smith\nSo here is the +1 that was asked for by all of you.", "",
	 false},
	{"dashes and a namesake", "Bob Smith",
	 "Fine.\n\n--\nBob\nPlease bring the key on Monday, it is needed.",
	 "Fine.\n\n--\nBob\nPlease bring the key on Monday, it is needed.", "", false},
	{"dashes and a sentence with the own name", "Bob",
	 "Fine.\n\n--\nBob has got the key of the hall, please do ask him.",
	 "Fine.\n\n--\nBob has got the key of the hall, please do ask him.", "", false},
	{"dashes and a sentence with the own address", "Bob <bob@x.org>",
	 "Fine.\n\n--\nThe rest you may please send\nto bob@x.org by Monday, as it is "
	 "needed for the fair.",
	 "Fine.\n\n--\nThe rest you may please send\nto bob@x.org by Monday, as it is "
	 "needed for the fair.",
	 "", false},
	{"dashes, the own name, and more", "Bob Smith",
	 "Fine.\n--\nBob Smith\n\nOne more thing: who has got the key of the hall now?",
	 "Fine.\n--\nBob Smith\n\nOne more thing: who has got the key of the hall now?",
	 "", false},
	{"vote under dashes", "Bob", "-- \nBob\n\n+1\n", "+1", "-- \nBob", false},
	{"German signature", "Erika Mustermann",
	 "Ich stimme zu.\n\nMit freundlichen Gr\xc3\xbc\xc3\x9f"
	 "en\nErika Mustermann\nGesch\xc3\xa4"
	 "ftsf\xc3\xbchrerin\nTel: +49 30 123456\nwww.beispiel.de\n",
	 "Ich stimme zu.",
	 "Mit freundlichen Gr\xc3\xbc\xc3\x9f"
	 "en\nErika Mustermann\nGesch\xc3\xa4"
	 "ftsf\xc3\xbchrerin\nTel: +49 30 123456\nwww.beispiel.de",
	 false},
	{"closing without a known writer", NULL, "I agree.\n\nBest regards,\nJane Doe\n",
	 "I agree.", "Best regards,\nJane Doe", false},
	{"phone", "Bob", "Dafür\n\nVon meinem iPhone gesendet\n", "Dafür",
	 "Von meinem iPhone gesendet", false},
	{"phone only", "Bob", "Sent from my iPhone\n", "", "Sent from my iPhone", false},
	{"phone and a vote", "Bob", "Hi\n\nSent from my phone, so just: I agree",
	 "Hi\n\nSent from my phone, so just: I agree", "", false},
	{"phone and an exclamation", "Bob", "I agree.\nSent from my phone!", "I agree.",
	 "Sent from my phone!", false},
	{"phone in brackets", "Bob", "I agree.\n\n(sent from a mobile)", "I agree.",
	 "(sent from a mobile)", false},
	{"phone in guillemets", "Bob", "I agree.\n\n<<sent by tablet>>", "I agree.",
	 "<<sent by tablet>>", false},
	{"phone and an excuse", "Bob",
	 "I agree.\n\nSent from my cell, please excuse haste.", "I agree.",
	 "Sent from my cell, please excuse haste.", false},
	{"phone and a maker", "Bob", "I agree.\n\nSent from my Vodafone, Nokia phone",
	 "I agree.", "Sent from my Vodafone, Nokia phone", false},
	{"phone and a network", "Bob",
	 "I agree.\n\nSent wirelessly from my handheld device on the Acme mobile "
	 "network.",
	 "I agree.",
	 "Sent wirelessly from my handheld device on the Acme mobile network.", false},
	{"phone by its name", "Bob", "I agree.\n\nFrom my Nokia 3310", "I agree.",
	 "From my Nokia 3310", false},
	{"phone in Turkish", "Bob", "Tamam.\n\niPad'imden gönderildi", "Tamam.",
	 "iPad'imden gönderildi", false},
	{"sent on the way, in German", "Bob", "Gern.\n\nVon unterwegs gesendet", "Gern.",
	 "Von unterwegs gesendet", false},
	{"phone as an answer", "Bob", "> How did you send it?\n\nFrom my phone",
	 "From my phone", "", false},
	{"phone ends a sentence", "Bob", "I see them only\nfrom my phone",
	 "I see them only\nfrom my phone", "", false},
	{"desk and a sentence", "Bob", "Hi\n\nSent from my desk to yours: the draft",
	 "Hi\n\nSent from my desk to yours: the draft", "", false},
	{"phone and a sentence", "Bob",
	 "Hi\n\nSent from my phone, so I cannot open the draft.",
	 "Hi\n\nSent from my phone, so I cannot open the draft.", "", false},
	{"phone, an excuse and a vote", "Bob",
	 "Hi\n\nSent from my phone, excuse my brevity, but +1",
	 "Hi\n\nSent from my phone, excuse my brevity, but +1", "", false},
	{"list footer", "Bob",
	 "I agree.\n\n_______________\nteam mailing list\nteam@lists.x.org\n"
	 "https://lists.x.org/listinfo/team\n",
	 "I agree.",
	 "_______________\nteam mailing list\nteam@lists.x.org\n"
	 "https://lists.x.org/listinfo/team",
	 false},
	{"carrier", "Bob",
	 "On my way.\n--\nThis picture message was sent to you from an Acme phone. To "
	 "hear\n"
	 "more of Acme, please look at its pages.",
	 "On my way.",
	 "--\nThis picture message was sent to you from an Acme phone. To hear\n"
	 "more of Acme, please look at its pages.",
	 false},
	{"carrier between rules", "Bob",
	 "On my way.\n\n----------\nSent by the Acme messaging service.\n----------\n",
	 "On my way.", "----------\nSent by the Acme messaging service.\n----------",
	 false},
	{"a person on a message", "Bob",
	 "Hi.\n\n------\nThis message was sent to the bank by text message on Monday. No "
	 "answer so far.",
	 "Hi.\n\n------\nThis message was sent to the bank by text message on Monday. No "
	 "answer so far.",
	 "", false},
	{"a person on messages", "Bob",
	 "Hi.\n--\nThis message was sent by the messaging desk, and we shall answer it "
	 "soon.",
	 "Hi.\n--\nThis message was sent by the messaging desk, and we shall answer it "
	 "soon.",
	 "", false},
	{"disclaimer", "Bob",
	 "I agree.\n\nBob\n\nThis e-mail is confidential. If you have received this "
	 "e-mail in "
	 "error, please\nnotify the sender and delete it.\n",
	 "I agree.",
	 "Bob\n\nThis e-mail is confidential. If you have received this e-mail in error, "
	 "please\n"
	 "notify the sender and delete it.",
	 false},
	{"disclaimer without the usual words", "Bob",
	 "I agree.\n\nAll that this email holds may be confidential. It is for its "
	 "addressee "
	 "only.\nNobody else may copy it, and whoever has it by mistake is asked to "
	 "advise "
	 "the\nsender.",
	 "I agree.",
	 "All that this email holds may be confidential. It is for its addressee "
	 "only.\nNobody else may copy it, and whoever has it by mistake is asked to "
	 "advise "
	 "the\nsender.",
	 false},
	{"vote above a disclaimer", "Bob",
	 "Hi Ann,\n\n+1\nThis e-mail is confidential. If you have received this e-mail "
	 "in "
	 "error, please\nnotify the sender and delete it.",
	 "Hi Ann,\n\n+1\nThis e-mail is confidential. If you have received this e-mail "
	 "in "
	 "error, please\nnotify the sender and delete it.",
	 "", false},
	{"speaks of letters", "Bob",
	 "Hi\n\nThe letter to the bank is confidential, its addressee alone may open it; "
	 "I "
	 "sent it\nto the wrong house by mistake. Would this email do, too, or shall we "
	 "notify the\nsender and delete it all?",
	 "Hi\n\nThe letter to the bank is confidential, its addressee alone may open it; "
	 "I "
	 "sent it\nto the wrong house by mistake. Would this email do, too, or shall we "
	 "notify the\nsender and delete it all?",
	 "", false},
	{"speaks of secrecy", "Bob",
	 "Hi\n\nThis proposal is confidential, and its disclosure is prohibited. I "
	 "object to it.",
	 "Hi\n\nThis proposal is confidential, and its disclosure is prohibited. I "
	 "object to it.",
	 "", false},
	{"reference", "Bob", "I agree.\n\nBest,\nBob\n\nRef: AB-12",
	 "I agree.\n\nRef: AB-12", "Best,\nBob", false},
	{"arithmetic", "Bob", "We need\n>= 3 votes", "We need\n>= 3 votes", "", false},
	{"bullet list", "Bob", "Two:\n- one\n- Bob", "Two:\n- one\n- Bob", "", false},
	{"empty", NULL, "", "", "", false},
	{"blank", "", "\n \n\n", "", "", false},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_test_message("%s", rows[i].name);
		g_autoptr(QuoteParts) parts = quote_split(rows[i].text, rows[i].writer);
		g_assert_cmpstr(parts->new_text, ==, rows[i].expected);
		g_assert_cmpstr(parts->signature, ==, rows[i].signature);
		g_assert_cmpint(parts->is_forward, ==, rows[i].is_forward);
	}
}

/* As mail programs write them, each in its language. */
static const char *const attributions[] = {
	"On Tue, Mar 3, 2026 at 10:00 AM Ann Other <a@x.org> wrote:",
	"Am Di., 3. März 2026 um 10:00 Uhr schrieb Ann Other <a@x.org>:",
	"Ann Other <a@x.org> schrieb am 03.03.2026 um 10:00:",
	"Le mar. 3 mars 2026 à 10:00, Ann Other <a@x.org> a écrit :",
	"El mar, 3 mar 2026 a las 10:00, Ann Other (<a@x.org>) escribió:",
	"Em ter., 3 de mar. de 2026 às 10:00, Ann Other <a@x.org>\nescreveu:",
	"Il giorno mar 3 mar 2026 alle ore 10:00 Ann Other <\na@x.org> ha scritto:",
	"Op di 3 mrt 2026 om 10:00 schreef Ann Other <a@x.org>:",
	"Den tis 3 mars 2026 kl 10:00 skrev Ann Other <a@x.org>:",
	"tir. 3. mar. 2026 kl. 10:00 skrev Ann Other <a@x.org>:",
	"Den tir. 3. mar. 2026 kl. 10.00 skrev Ann Other <a@x.org>:",
	"ti 3. maalisk. 2026 klo 10.00 Ann Other (a@x.org) kirjoitti:",
	"wt., 3 mar 2026 o 10:00 Ann Other <a@x.org> napisał(a):",
	"út 3. 3. 2026 v 10:00 odesílatel Ann Other <a@x.org> napsal:",
	"ut 3. 3. 2026 o 10:00 Ann Other <a@x.org> napísal(a):",
	"вт, 3 мар. 2026 г. в 10:00, Ann Other <a@x.org>:",
	"03.03.2026 10:00, Ann Other пишет:",
	"вт, 3 бер. 2026 р. о 10:00 Ann Other <a@x.org> пише:",
	"На вт, 3.03.2026 г. в 10:00 Ann Other <a@x.org> написа:",
	"Ann Other <a@x.org>, 3 Mar 2026 Sal, 10:00 tarihinde şunu yazdı:",
	"Ann Other <a@x.org> ezt írta (időpont: 2026. márc. 3., K, 10:00):",
	"În mar., 3 mar. 2026 la 10:00, Ann Other <a@x.org> a scris:",
	"Στις Τρί 3 Μαρ 2026 στις 10:00 π.μ., ο χρήστης Ann Other\n<a@x.org> έγραψε:",
	"2026年3月3日(火) 10:00 Ann Other <a@x.org>:",
	"2026/03/03 10:00、Ann Other <a@x.org>のメール:",
	"Ann Other <a@x.org> 于2026年3月3日周二 10:00写道：",
	"2026년 3월 3일 (화) 오전 10:00, Ann Other <a@x.org>님이 작성:",
	"Vào Th 3, 3 thg 3, 2026 lúc 10:00 Ann Other <a@x.org> đã viết:",
	"uto, 3. ožu 2026. u 10:00 Ann Other <a@x.org> napisao je:",
	"Pada Sel, 3 Mar 2026 pukul 10.00 Ann Other <a@x.org> menulis:",
	"\u202bבתאריך יום ג׳, 3 במרץ 2026 ב-10:00 מאת \u202aAnn Other\u202c\u200f "
	"<\u202aa@x.org\u202c\u200f>:",
	"في الثلاثاء، ٣ مارس ٢٠٢٦ في ١٠:٠٠ ص كتب Ann Other <a@x.org>:",
	"Missatge de Ann Other <a@x.org> del dia dt., 3 de març 2026 a les 10:00:",
	"otrd., 2026. g. 3. marts, plkst. 10:00 — lietotājs Ann (<a@x.org>) rakstīja:",
	"2026-03-03, an, 10:00 Ann Other <a@x.org> rašė:",
	"Kontakt Ann Other (<a@x.org>) kirjutas kuupäeval T, 3. märts 2026 kell 10:00:",
	"เมื่อ อ. 3 มี.ค. 2026 เวลา 10:00 Ann Other <a@x.org> เขียนว่า:",
	"मंगल, 3 मार्च 2026 को 10:00 बजे Ann Other <a@x.org> ने लिखा:",
	"---- On Tue, 03 Mar 2026 10:00:00 +0100 a@x.org wrote ----",
	"V tor., 3. mar. 2026 ob 10:00 je oseba Ann Other <a@x.org> napisala:",
	"уто, 3. мар 2026. у 10:00 Ann Other <a@x.org> је написао/ла:",
	"O martes, 3 de mar. de 2026 ás 10:00, Ann Other (<a@x.org>) escribiu:",
	"Þann þri., 3. mar. 2026 kl. 10:00 skrifaði Ann Other <a@x.org>:",
	"Mnamo Jnn, 3 Mac 2026 saa 10:00 Ann Other <a@x.org> aliandika:",
	"Noong Mar, Mar 3, 2026 nang 10:00 AM, isinulat ni Ann Other <a@x.org>:",
	"ในวันที่ อ. 3 มี.ค. 2026 เวลา 10:00 Ann Other <a@x.org> เขียนว่า:",
	"Ann Other <a@x.org> erabiltzaileak hau idatzi du (2026 mar. 3, ar. (10:00)):",
	"\u202bבתאריך יום ג׳, 3 במרץ 2026 ב-10:00 מאת \u202aAnn Other\u202c\u200f "
	"<\u202aa@x.org\u202c\u200f>:\u202c",
	">>> Ann Other <a@x.org> 03.03.2026 10:00 >>>",
	"----- Original Message -----\nOn Tuesday, March 3rd, 2026 at 10:00 AM, Ann "
	"<a@x.org> wrote:",
};

/* Believed above marks only: below them the paragraph may be the writer's own. */
static const char *const weak_attributions[] = {
	"Ann Other <a@x.org> escreveu no dia terça,\n3/03/2026 à(s) 10:00:",
	"Ann Other <a@x.org> ezt írta (időpont: 2026. márc.\n3., K, 10:00):",
	"Missatge de Ann Other <a@x.org> del dia dt., 3 de març 2026 a les\n10:00:",
	"2009/5/12 Ann Other <a@x.org>",
	"2009/5/12 ann via Forum <a@x.org>",
	"2009/5/12 <a@x.org>",
	"2012-03-03 10:00 GMT+01:00 Ann Other <a@x.org>",
	"Ann Other via list <a@x.org> wrote:",
	"ann via Forum of All <a@x.org> schrieb:",
	"ann <a@x.org> wrote:",
	"ann via Forum wrote:",
	"\"Other, Ann (IT of all)\" <a@x.org> wrote:",
	"Qeqqata 3 marts 2026 nal. 10:00 Ann Other <a@x.org> allappoq:",
};

static void test_weak_attributions(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(weak_attributions); i++) {
		g_test_message("%s", weak_attributions[i]);
		g_autofree char *marked = g_strdup_printf(
			"Yes, fine.\n\n%s\n\n> Shall we?\n\nNo.\n", weak_attributions[i]);
		g_autoptr(QuoteParts) parts = quote_split(marked, NULL);
		g_assert_cmpstr(parts->new_text, ==, "Yes, fine.\n\nNo.");
	}
}

static void test_attributions(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(attributions); i++) {
		g_test_message("%s", attributions[i]);
		g_autofree char *marked = g_strdup_printf(
			"Yes, fine.\n\n%s\n\n> Shall we?\n\nNo.\n", attributions[i]);
		g_autoptr(QuoteParts) parts = quote_split(marked, NULL);
		g_assert_cmpstr(parts->new_text, ==, "Yes, fine.\n\nNo.");
		g_autofree char *bare = g_strdup_printf(
			"Yes, fine.\n%s\nShall we?\n\n+1\n", attributions[i]);
		g_autoptr(QuoteParts) all = quote_split(bare, NULL);
		g_assert_cmpstr(all->new_text, ==, "Yes, fine.");
		g_assert_false(all->is_forward);
	}
}

/* `own` on the line where a program goes on; `is_whole` if no marks are needed below. */
static const struct {
	const char *own, *attribution;
	bool is_whole;
} parted[] = {
	{"Yes.", " On Mar 3, 2026 10:00 AM, \"Ann\" <a@x.org> wrote:", true},
	{"That is fine with me.",
	 " On Tue, Mar 3, 2026 at 10:00 AM a@x.org wrote:", true},
	{"No, wait.", "On Tue, Mar 3, 2026 at 10:00 AM Ann Other <a@x.org> wrote:", true},
	{"No, wait.",
	 " On Tue, Mar 3, 2026, 10:00 AM Ann Other <\na@x.org> wrote:", true},
	{"fine - so - go", "--- On Tue, Mar 3, 2026 at 10:00 AM a@x.org wrote:", true},
	{"fine by me", " On Tue, Mar 3, 2026 at 10:00 AM, a@x.org wrote:", false},
	{"Good for me.", " On 3 Mar 2026, at 10:00, Ann Other wrote:", false},
	{"Gut so.", " Am 03.03.2026 um 10:00 schrieb Ann Other <a@x.org>:", true},
	{"D'accord.", " Le 3 mars 2026 à 10:00, Ann Other <a@x.org> a écrit :", true},
	{"Vale.", " El mar, 3 mar 2026 a las 10:00, Ann (<a@x.org>) escribió:", true},
	{"Bene.",
	 " Il giorno mar 3 mar 2026 alle ore 10:00 Ann <a@x.org> ha scritto:", true},
	{"Goed.", " Op di 3 mrt. 2026 om 10:00 schreef Ann Other <a@x.org>:", true},
	{"Bom.", " Em ter., 3 de mar. de 2026 às 10:00, Ann <a@x.org> escreveu:", true},
	{"Bra.", " Den tis 3 mars 2026 10:00 Ann Other <a@x.org> skrev:", true},
	{"Хорошо.", " вт, 3 мар. 2026 г. в 10:00, Ann Other <a@x.org>:", false},
	{"Fint.", " tir. 3. mar. 2026 kl. 10:00 skrev Ann Other <a@x.org>:", false},
	{"Agree.", " 2026-03-03 10:00 GMT+01:00 Ann Other <a@x.org>:", false},
	{"Agree.", " Ann Other <a@x.org> wrote:", false},
	{"+1", " Ann Other <a@x.org> wrote:", false},
};

static void test_parted(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parted); i++) {
		g_autofree char *line =
			g_strconcat(parted[i].own, parted[i].attribution, NULL);
		g_test_message("%s", line);
		g_autofree char *marked =
			g_strdup_printf("%s\n\n> Shall we?\n\nNo.\n", line);
		g_autofree char *expected = g_strdup_printf("%s\n\nNo.", parted[i].own);
		g_autoptr(QuoteParts) parts = quote_split(marked, NULL);
		g_assert_cmpstr(parts->new_text, ==, expected);
		g_autofree char *bare =
			g_strdup_printf("Hello.\n%s\n\nShall we?\n", line);
		g_autofree char *alone = g_strdup_printf("Hello.\n%s", parted[i].own);
		g_autoptr(QuoteParts) all = quote_split(bare, NULL);
		if (parted[i].is_whole)
			g_assert_cmpstr(all->new_text, ==, alone);
	}
}

/* A name stands first, or a person tells of a letter: nothing to cut. */
static const char *const unparted[] = {
	"Dr. Ann Other <a@x.org> wrote:",
	"Bob.Smith@x.org, 03.03.2026 10:00 wrote:",
	"Ann Other <a@x.org>, On Tue, Mar 3, 2026 at 10:00 AM wrote:",
	"tir. 3. mar. 2026 kl. 10:00 skrev Ann Other <a@x.org>:",
	"otrd., 2026. g. 3. marts, plkst. 10:00 — Ann (<a@x.org>) rakstīja:",
};

static void test_unparted(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(unparted); i++) {
		g_test_message("%s", unparted[i]);
		g_autofree char *text =
			g_strdup_printf("%s\n\n> Shall we?\n\nNo.\n", unparted[i]);
		g_autoptr(QuoteParts) parts = quote_split(text, NULL);
		g_assert_cmpstr(parts->new_text, ==, "No.");
	}
}

static const char *const headers[] = {
	"From: Ann\nSent: Monday\nTo: Bob\nSubject: Plan",
	"Von: Ann\nGesendet: Montag\nAn: Bob\nBetreff: Plan",
	"De : Ann\nEnvoyé : lundi\nÀ : Bob\nObjet : Plan",
	"De: Ann\nEnviado el: lunes\nPara: Bob\nAsunto: Plan",
	"De: Ann\nEnviada em: segunda\nPara: Bob\nAssunto: Plan",
	"Da: Ann\nInviato: lunedì\nA: Bob\nOggetto: Plan",
	"Van: Ann\nVerzonden: maandag\nAan: Bob\nOnderwerp: Plan",
	"Från: Ann\nSkickat: måndag\nTill: Bob\nÄmne: Plan",
	"Fra: Ann\nSendt: mandag\nTil: Bob\nEmne: Plan",
	"Lähettäjä: Ann\nLähetetty: maanantai\nVastaanottaja: Bob\nAihe: Plan",
	"Od: Ann\nWysłano: poniedziałek\nDo: Bob\nTemat: Plan",
	"Od: Ann\nOdesláno: pondělí\nKomu: Bob\nPředmět: Plan",
	"От: Ann\nОтправлено: понедельник\nКому: Bob\nТема: Plan",
	"Від: Ann\nНадіслано: понеділок\nКому: Bob\nТема: Plan",
	"Kimden: Ann\nGönderme Tarihi: Pazartesi\nKime: Bob\nKonu: Plan",
	"Feladó: Ann\nElküldve: hétfő\nCímzett: Bob\nTárgy: Plan",
	"De la: Ann\nTrimis: luni\nCătre: Bob\nSubiect: Plan",
	"Από: Ann\nΣτάλθηκε: Δευτέρα\nΠρος: Bob\nΘέμα: Plan",
	"差出人: Ann\n送信日時: 月曜日\n宛先: Bob\n件名: Plan",
	"发件人： Ann\n发送时间： 星期一\n收件人： Bob\n主题： Plan",
	"보낸 사람: Ann\n보낸 날짜: 월요일\n받는 사람: Bob\n제목: Plan",
	"Từ: Ann\nĐã gửi: Thứ Hai\nĐến: Bob\nChủ đề: Plan",
	"מאת: Ann\nנשלח: יום שני\nאל: Bob\nנושא: Plan",
	"من: Ann\nتاريخ الإرسال: الاثنين\nإلى: Bob\nالموضوع: Plan",
	"From: Ann\nSent: Tuesday, March 3, 2026 10:00 AM\nTo: Bob",
	"*Von:* Ann\n*Gesendet:* Dienstag, 3. März 2026 10:00\n*An:* Bob",
	"От: Ann\nОтправлено: вторник, 3 марта 2026 г. 10:00\nКому: Bob",
	"Von: Ann <a@x.org>\nAn bob@x.org\nDatum: Dienstag\nBetreff Plan",
	"----- Original Nachricht ----\nVon: a@x.org\nAn: b@x.org\nBetreff: Plan",
	"------ Något helt annat ------\n\nFrån: a@x.org\nTill: b@x.org\nÄmne: Plan",
	"Original Message processed by david®\nPlan 3. März 2026, 10:00 Uhr\nVon Ann",
	"## Please type your reply above this line. ##",
	"##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
	"==== Reply above this line ====",
	"*From:* Ann\n*Sent:* Monday\n*To:* Bob\n*Subject:* Plan",
	"-----Original Message-----",
	"-----Mensaje original-----",
	"-----Message d'origine-----",
	"-----Messaggio originale-----",
	"-----Mensagem original-----",
	"-----Oorspronkelijk bericht-----",
	"-----Ursprungligt meddelande-----",
	"-----Oprindelig meddelelse-----",
	"-----Alkuperäinen viesti-----",
	"-----Oryginalna wiadomość-----",
	"-----Původní zpráva-----",
	"-----Исходное сообщение-----",
	"-----Özgün İleti-----",
	"-----Eredeti üzenet-----",
	"-----Αρχικό μήνυμα-----",
	"-----邮件原件-----",
	"-----元のメッセージ-----",
	"-----원본 메시지-----",
};

static void test_headers(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
		g_test_message("%s", headers[i]);
		g_autofree char *text =
			g_strdup_printf("Agreed.\n\n%s\n\nShall we?\n\n+1\n", headers[i]);
		g_autoptr(QuoteParts) parts = quote_split(text, NULL);
		g_assert_cmpstr(parts->new_text, ==, "Agreed.");
		g_assert_false(parts->is_forward);
	}
}

static size_t count_lines(const char *text)
{
	size_t count = 0;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++)
		count += *g_strstrip(*line) != '\0';
	return count;
}

/* Every line that says something is in exactly one part. */
static void test_nothing_lost(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(QuoteParts) parts = quote_split(rows[i].text, rows[i].writer);
		g_assert_cmpuint(count_lines(rows[i].text), ==,
				 count_lines(parts->new_text) +
					 count_lines(parts->quoted) +
					 count_lines(parts->signature));
	}
}

static void test_long_input(void)
{
	static const char *const lines[] = {
		"a\n",
		":\n",
		">\na\n",
		"__\n",
		"--\n",
		"-- \n",
		">\n__\n__\n",
		"From: a\n",
		"to:\n",
		"a,\n",
		"Bob\n",
		"\n",
		"1@1 1:11 2026 wrote:\n",
		"On Tue, 3 Mar 2026 10:00\n",
		"Sent from my iPhone\n",
		"-----Original\n",
		"Ref: a\n",
		"Thanks,\n",
		"[\n",
		"On 3 Mar 2026 10:00, A <a@x> wrote:\n\n",
		"Yes. On 3 Mar 2026 10:00, A <a@x> wrote:\n",
		"A. On 3 Mar 2026 10:00, ",
		"a ---- forwarded message ----\nFrom: a@x\n",
		"---- a b ----\nFrom: a@x\n",
		"## reply above this line ##\n",
		"From: a@x\nTo: b\nSubject: c\n",
		"From: a@x\nTo: b\nSubject: c\nReceived: d\n",
		"<http://x\n>\n",
		">a <b@c\n",
		"x",
		" ",
		"-",
		"@",
		"1:",
		"\xc3\xa4:\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1 << 20)
			g_string_append(text, lines[i]);
		gint64 start = g_get_monotonic_time();
		g_autoptr(QuoteParts) parts = quote_split(text->str, "Bob");
		gint64 spent = g_get_monotonic_time() - start;
		g_test_message("%.10s: %d ms", lines[i], (int)(spent / 1000));
		g_assert_cmpint(spent, <, 10 * G_USEC_PER_SEC);
		g_assert_nonnull(parts->new_text);
	}
}

typedef struct {
	int right, wrong, missed;
} Score;

/* Marked lines of the file are the signature; the mark itself is cut from `text`. */
static GHashTable *take_marks(const char *marked, GString *text)
{
	GHashTable *expected =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) lines = g_strsplit(marked, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		bool is_marked = g_str_has_prefix(*line, "#sig#");
		const char *bare = is_marked ? *line + strlen("#sig#") : *line;
		g_string_append_printf(text, "%s\n", bare);
		char *key = g_strstrip(g_strdup(bare));
		if (is_marked && *key)
			g_hash_table_add(expected, key);
		else
			g_free(key);
	}
	return expected;
}

static void score_mail(const char *marked, const char *writer, Score *score)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GHashTable) expected = take_marks(marked, text);
	g_autoptr(QuoteParts) parts = quote_split(text->str, writer);
	g_auto(GStrv) found = g_strsplit(parts->signature, "\n", -1);
	for (char **line = found; *line != NULL; line++) {
		if (*g_strstrip(*line) == '\0')
			continue;
		if (g_hash_table_remove(expected, *line))
			score->right++;
		else
			score->wrong++;
	}
	score->missed += (int)g_hash_table_size(expected);
}

static char *read_clean(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(CORPUS, folder, name, NULL);
	g_autofree char *bytes = NULL;
	size_t length = 0;
	if (!g_file_get_contents(path, &bytes, &length, NULL))
		return g_strdup("");
	char *clean = g_utf8_make_valid(bytes, (gssize)length);
	char *end = clean;
	for (const char *at = clean; *at; at++)
		if (*at != '\r')
			*end++ = *at;
	*end = '\0';
	return clean;
}

static Score score_folder(const char *folder)
{
	Score score = {0};
	g_autofree char *path = g_build_filename(CORPUS, folder, NULL);
	g_autoptr(GDir) directory = g_dir_open(path, 0, NULL);
	for (const char *name; (name = g_dir_read_name(directory)) != NULL;) {
		if (!g_str_has_suffix(name, "_body"))
			continue;
		g_autoptr(GString) sender = g_string_new(name);
		g_string_replace(sender, "_body", "_sender", 1);
		g_autofree char *text = read_clean(folder, name);
		g_autofree char *writer = read_clean(folder, sender->str);
		score_mail(text, g_strstrip(writer), &score);
	}
	return score;
}

static void test_corpus(void)
{
	if (!g_file_test(CORPUS "/with", G_FILE_TEST_IS_DIR)) {
		g_test_skip("no corpus");
		return;
	}
	Score with = score_folder("with");
	Score without = score_folder("without");
	int wrong = with.wrong + without.wrong;
	g_test_message("right %d, wrong %d, missed %d", with.right, wrong, with.missed);
	g_assert_cmpint(without.wrong, ==, 0);
	g_assert_cmpint(100 * with.right, >=, 93 * (with.right + wrong));
	g_assert_cmpint(100 * with.right, >=, 87 * (with.right + with.missed));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/quote/cases", test_cases);
	g_test_add_func("/quote/attributions", test_attributions);
	g_test_add_func("/quote/weak-attributions", test_weak_attributions);
	g_test_add_func("/quote/parted", test_parted);
	g_test_add_func("/quote/unparted", test_unparted);
	g_test_add_func("/quote/headers", test_headers);
	g_test_add_func("/quote/nothing-lost", test_nothing_lost);
	g_test_add_func("/quote/long-input", test_long_input);
	g_test_add_func("/quote/corpus", test_corpus);
	return g_test_run();
}
