/* quote.h: what the writer wrote now, apart from what was quoted or signed.
 *
 * Never cuts a person's paragraph: keeping a quote is a blemish, losing a vote
 * is a defect. All three parts keep their lines in order, and whole but for a line on
 * which a program went on behind the writer's own words. */
#ifndef MAIL_QUOTE_H
#define MAIL_QUOTE_H

#include <stdbool.h>
#include <glib.h>

typedef struct {
	char *new_text; /* every line written now, without quotes, attribution, signature;
			   trimmed of empty ends */
	char *quoted;
	char *signature;
	bool is_forward; /* the quoted part was forwarded, not answered */
} QuoteParts;

/* `text` is clean UTF-8 with LF lines. `writer` is the sender, "Name <address>" or one
 * of both, which helps to tell a signature; NULL or "" if unknown. */
QuoteParts *quote_split(const char *text, const char *writer);
void quote_free(QuoteParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QuoteParts, quote_free)

#endif
