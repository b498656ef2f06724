/* quote_vote.c: votes, in every language.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/quote_vote.h"

#include <string.h>

/* The table is in folded form; see quote_line.h. */

static const char vote_words[] =
	"|+1|-1|+0|-0|0|±0|yes|no|yep|nope|yeah|nay|aye|ja|nein|oui|non|sí|si|não|nao|"
	"sim|nee|nej|kyllä|ei|tak|nie|ano|ne|да|нет|ні|так|evet|hayır|igen|nem|da|nu|"
	"ναι|όχι|はい|いいえ|是|否|同意|反对|反對|赞成|贊成|賛成|反対|네|예|아니요|찬성|"
	"반대|có|không|ya|tidak|כן|לא|نعم|لا|agree|agreed|disagree|approve|approved|"
	"approval|accept|accepted|reject|rejected|object|objection|oppose|opposed|"
	"abstain|abstention|abstained|neutral|veto|block|stand aside|second|seconded|"
	"support|supported|in favor|in favour|for|against|consent|no objection|"
	"no objections|ok|okay|lgtm|ack|nack|done|einverstanden|zustimmung|dafür|"
	"dagegen|enthaltung|ablehnung|stimme zu|ich stimme zu|kein einwand|d'accord|"
	"pour|contre|de acuerdo|a favor|en contra|abstención|concordo|contra|abstenção|"
	"d'accordo|favorevole|contrario|astenuto|akkoord|voor|tegen|onthouding|за|"
	"против|воздерживаюсь|согласен|согласна|i agree|i disagree|i approve|i abstain|"
	"i object|agree.|👍|👎|:+1:|:-1:|✅|❌|count me in|withdraw|cancel|stop|help|"
	"postpone|skip|none|";

/* "+1 (binding)" and the like, but no telephone number. */
static bool starts_with_vote(const char *folded)
{
	if (folded[0] == '\0' || strchr("+-", folded[0]) == NULL ||
	    (folded[1] != '0' && folded[1] != '1') || g_ascii_isdigit(folded[2]))
		return false;
	size_t gap = strspn(folded + 2, " (-./");
	return gap == 0 || !g_ascii_isdigit(folded[2 + gap]);
}

bool quote_is_bare_vote(const QuoteLine *line)
{
	g_autofree char *folded = quote_line_fold(line, QUOTE_LINE_SHORT_BYTES);
	if (folded == NULL)
		return false;
	g_autofree char *words = quote_line_words(line);
	return starts_with_vote(folded) || quote_is_in(folded, vote_words) ||
	       quote_is_in(words, vote_words);
}

bool quote_is_vote(const QuoteLine *line)
{
	g_autofree char *words = quote_line_words(line);
	return quote_is_bare_vote(line) ||
	       (*words && quote_match_start(words, vote_words) > 0);
}

bool quote_holds_vote(const QuoteLine *line)
{
	if (quote_is_vote(line))
		return true;
	for (size_t i = 1; i + 1 < line->length; i++) {
		QuoteLine rest = {.start = line->start + i, .length = line->length - i};
		if (line->start[i - 1] == ' ' && strchr("+-", line->start[i]) != NULL &&
		    quote_is_bare_vote(&rest))
			return true;
	}
	return false;
}
